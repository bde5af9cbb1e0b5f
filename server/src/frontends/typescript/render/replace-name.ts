import ts from 'typescript';
import type { FixIntent, RenderContext, WorkspaceChange } from '../../../core/fix';
import { type Declined, nodeAt, openDocument } from './open-document';

/** Writes another name where one stands. */
export function renderReplaceName(
  intent: FixIntent & { readonly kind: 'replace-name' },
  context: RenderContext,
): WorkspaceChange | Declined {
  const document = openDocument(intent, context);
  if ('declined' in document) return document;
  const name = nodeAt(document.source, document.locate(intent.at.span), ts.isIdentifier);
  if (!name) return { declined: 'the name is written in brackets' };
  return document.change([{ span: { start: name.getStart(), end: name.end }, newText: intent.newName }]);
}
