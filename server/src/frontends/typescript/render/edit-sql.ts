import ts from 'typescript';
import { fitInsertion } from '../../../core/fit-insertion';
import {
  type FixIntent,
  migrationToEdit,
  type RenderContext,
  type TextEdit,
  type WorkspaceChange,
} from '../../../core/fix';
import type { Span } from '../../../core/text';
import { type Declined, openDocument } from './open-document';

type EditSql = Extract<FixIntent, { readonly kind: 'edit-sql' }>;

/** Ranges of SQL in string literals and templates, replaced by what writes the new text there. */
export function renderEditSql(intent: EditSql, context: RenderContext): WorkspaceChange | Declined {
  const { uri } = intent.at;
  const migration = migrationToEdit(intent);
  if (migration !== undefined && context.isCommitted(migration))
    return { declined: 'A committed migration is not edited.' };
  const document = openDocument(intent, context);
  if ('declined' in document) return document;
  const edits: TextEdit[] = [];
  for (const { at, newText } of intent.edits) {
    const span = at.uri === uri ? context.locate(at) : undefined;
    const literal = span && literalAround(document.source, span);
    if (!span || !literal) return { declined: 'This part of the text is not written in one piece.' };
    const written = writeInto(literal, fitInsertion(newText, document.text, span));
    if (written === undefined) return { declined: 'The text would need escapes.' };
    edits.push({ span, newText: written });
  }
  return document.change(edits);
}

type LiteralPart = ts.StringLiteralLike | ts.TemplateHead | ts.TemplateMiddle | ts.TemplateTail;

function isLiteralPart(node: ts.Node): node is LiteralPart {
  return (
    ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node)
  );
}

/** The literal, or the part of a template between two holes, inside of whose quotes the range lies. */
function literalAround(source: ts.SourceFile, span: Span): LiteralPart | undefined {
  let node: ts.Node | undefined = source;
  while (node) {
    if (isLiteralPart(node)) return isInside(node, span) ? node : undefined;
    node = ts.forEachChild(node, child =>
      child.getStart(source) <= span.start && span.end <= child.end ? child : undefined,
    );
  }
  return undefined;
}

function isInside(part: LiteralPart, { start, end }: Span): boolean {
  const closing = ts.isTemplateHead(part) || ts.isTemplateMiddle(part) ? 2 : 1;
  return part.getStart() < start && end <= part.end - closing;
}

/** The source of the text; undefined where the template takes escapes for what they are. */
function writeInto(part: LiteralPart, text: string): string | undefined {
  const quote = ts.isStringLiteral(part) ? part.getText().charAt(0) : '`';
  const written = text.replace(/[\\'"`\r\n]|\$(?=\{)/g, character => escapeIn(quote, character));
  return written === text || !isRaw(part) ? written : undefined;
}

function escapeIn(quote: string, character: string): string {
  switch (character) {
    case '\\':
      return '\\\\';
    case '\n':
      return quote === '`' ? '\n' : '\\n';
    case '\r':
      return quote === '`' ? '\r' : '\\r';
    case '$':
      return quote === '`' ? '\\$' : '$';
    default:
      return character === quote ? `\\${character}` : character;
  }
}

function isRaw(part: LiteralPart): boolean {
  let node: ts.Node = part;
  while (!ts.isStringLiteral(node) && ts.isTemplateSpan(node.parent)) node = node.parent;
  const template = ts.isTemplateExpression(node.parent) ? node.parent : node;
  const { parent } = template;
  return ts.isTaggedTemplateExpression(parent) && parent.tag.getText() === 'String.raw';
}
