import ts from 'typescript';
import type { FixIntent, RenderContext, TextEdit, WorkspaceChange } from '../../../core/fix';
import { type Declined, nodeAt, openDocument } from './open-document';
import { parameterTexts } from './parameters';
import { readSqlText } from './sql-text';

type TagRawQuery = FixIntent & { readonly kind: 'tag-raw-query' };

/** Makes the call a tagged template, whose holes are parameters. */
export function renderTagRawQuery(intent: TagRawQuery, context: RenderContext): WorkspaceChange | Declined {
  const document = openDocument(intent, context);
  if ('declined' in document) return document;
  const text = readSqlText(document, intent.at, intent.template);
  if ('declined' in text) return text;
  const call = text.node.parent;
  const method = nodeAt(document.source, document.locate(intent.method), ts.isIdentifier);
  if (!method || !ts.isCallExpression(call) || call.arguments.length !== 1 || !ts.isTemplateExpression(text.node)) {
    return { declined: 'only a template literal can be tagged' };
  }
  if (call.questionDotToken) return { declined: 'an optional call takes no tag' };
  const values = parameterTexts(intent.parameterization.parameters, text.holes);
  if ('declined' in values) return values;
  let next = 0;
  const cuts = text.cut(intent.parameterization.cuts, replacement =>
    replacement.replace(/\$(\d+)|\?/, (_, number: string | undefined) => {
      const index = number === undefined ? next++ : Number(number) - 1;
      return `\${${values[index] ?? ''}}`;
    }),
  );
  if ('declined' in cuts) return cuts;
  // A hole that is a value as it stands needs no edit: the tag makes it a parameter.
  const edits = cuts.filter(({ span, newText }) => document.text.slice(span.start, span.end) !== newText);
  return document.change([
    { span: { start: method.getStart(), end: method.end }, newText: intent.taggedMethod },
    ...edits,
    ...openParentheses(document.text, call, text.node),
  ]);
}

/** Takes the parentheses away, and with them the white space inside unless a comment stands in it. */
function openParentheses(text: string, call: ts.CallExpression, template: ts.Expression): TextEdit[] {
  const open = call.arguments.pos - 1;
  const before = text.slice(open + 1, template.getStart());
  const after = text.slice(template.end, call.end);
  const close = after.replace(/^\s*,/, comma => comma.slice(0, -1)).replace(/\)$/, '');
  return [
    before.trim() === ''
      ? { span: { start: open, end: template.getStart() }, newText: '' }
      : { span: { start: open, end: open + 1 }, newText: '' },
    { span: { start: template.end, end: call.end }, newText: close.trim() === '' ? '' : close },
  ];
}
