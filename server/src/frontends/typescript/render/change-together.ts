import ts from 'typescript';
import type { FixIntent, RenderContext, WorkspaceChange } from '../../../core/fix';
import { listCondition, readKeyCondition } from './key-condition';
import { isPlain } from './moved-code';
import { type Declined, nodeAt, openDocument, outermost } from './open-document';
import { isLoop } from './query-loop';
import { isLinkOf, isQueryOperator } from './query-operator';
import { movedText, statementsInstead } from './statement-text';
import { mapped, readWholeLoop, whyBound } from './whole-loop';

type ChangeTogether = FixIntent & { readonly kind: 'change-together' };

/** One statement that changes the rows of all elements in place of the loop. */
export function renderChangeTogether(intent: ChangeTogether, context: RenderContext): WorkspaceChange | Declined {
  const document = openDocument(intent, context);
  if ('declined' in document) return document;
  const call = nodeAt(document.source, document.locate(intent.at.span), ts.isCallExpression);
  const loop = nodeAt(document.source, document.locate(intent.loop), isLoop);
  if (!call || !loop) return { declined: 'the call is not written as a plain one' };
  const condition = readKeyCondition(document, intent);
  if ('declined' in condition) return condition;
  const whole = readWholeLoop(outermost(call), loop);
  if ('declined' in whole) return whole;
  if (whole.prelude.length > 0) return { declined: 'the loop does more than this' };
  const { node, key } = condition;
  if (!isPlain(key)) return { declined: 'the key is computed anew in each round' };
  const bound = whyBound(call, loop, [node]);
  if (bound !== undefined) return { declined: bound };
  // What is computed in each round would be computed once.
  if (!isPlain(call, one => isLinkOf(call, one) || isQueryOperator(one) || isNow(one))) {
    return { declined: 'a value is computed anew in each round' };
  }
  const isElement = ts.isIdentifier(whole.element) && key.getText() === whole.element.text;
  const keys = isElement ? `[...${whole.iterable.getText()}]` : mapped(whole, key.getText());
  const list = listCondition(document, intent, condition, keys);
  if ('declined' in list) return list;
  const { name: callee } = ts.isPropertyAccessExpression(call.expression) ? call.expression : {};
  const renamed =
    callee && intent.method !== undefined
      ? [{ span: { start: callee.getStart(), end: callee.end }, newText: intent.method }]
      : [];
  const span = { start: node.getStart(), end: node.end };
  const text = `await ${movedText(document, call, [...renamed, { span, newText: list.text }])};`;
  return document.change([...list.edits, statementsInstead(document, whole.statement, [...whole.comments, text])]);
}

/** `new Date()`: the time of the one statement. */
function isNow(node: ts.Node): boolean {
  return ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length;
}
