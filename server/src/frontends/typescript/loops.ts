import type ts from 'typescript';
import type { Loop, LoopExit } from '../../core/facts/calls';
import type { Value } from '../../core/facts/values';
import { enterLoop } from './functions';
import { standsInCatch } from './guards';
import { literal, opaque } from './plain-values';
import { declarePattern, inScope, noteWrite, variableKind } from './scopes';
import { visitStatement, visitVariables } from './statements';
import {
  isBinaryExpression,
  isDoStatement,
  isForInStatement,
  isForOfStatement,
  isNumericLiteral,
  isPostfixUnaryExpression,
  isPrefixUnaryExpression,
  isVariableDeclarationList,
  SyntaxKind,
} from './syntax';
import { unwrap } from './unwrap';
import { readValue } from './values';
import { type LoopDraft, spanOf, type Walk } from './walk';

export function visitForEach(walk: Walk, node: ts.ForOfStatement | ts.ForInStatement): boolean {
  const label = takeLabel(walk);
  const waits = isForOfStatement(node) && node.awaitModifier !== undefined;
  const form = isForInStatement(node) ? 'for-in' : waits ? 'for-await' : 'for-of';
  const iterable = readValue(walk, node.expression, waits ? 'yes' : 'no');
  const loop = openLoop(walk, node, form, iterable);
  inLoop(walk, loop, label, () => {
    // Each round starts with waiting for its element.
    if (waits) walk.awaited = true;
    const head = node.initializer;
    if (isVariableDeclarationList(head)) {
      for (const declaration of head.declarations) {
        const isVar = variableKind(head) === 'var';
        const scope = isVar ? walk.fn.scope : walk.scope;
        for (const binding of declarePattern(walk, scope, declaration.name, isVar ? 'var' : 'element')) {
          binding.kind = 'element';
          binding.loop = loop.id;
          loop.elements.push(binding.id);
        }
      }
    } else {
      const target = readValue(walk, head);
      noteWrite(walk, target, 'other', opaque(walk, head, [iterable]), head);
      if (target.kind === 'ref' && target.root.kind === 'local') loop.elements.push(target.root.binding);
    }
    visitStatement(walk, node.statement);
  });
  if (waits) walk.awaited = true;
  return false;
}

export function visitFor(walk: Walk, node: ts.ForStatement): boolean {
  const label = takeLabel(walk);
  return inScope(walk, () => {
    const loop = openLoop(walk, node, 'for', literal(walk, node, true));
    const head = node.initializer;
    // The first value is computed once, so calls in it are not in the loop; the counter is the loop's own all the same.
    if (head && isVariableDeclarationList(head)) {
      const before = walk.loop;
      for (const declaration of head.declarations) {
        const kind = variableKind(head);
        walk.loop = enterLoop(walk, before, loop, label);
        const scope = kind === 'var' ? walk.fn.scope : walk.scope;
        const bindings = declarePattern(walk, scope, declaration.name, kind);
        walk.loop = before;
        for (const binding of bindings) binding.loop = loop.id;
        loop.elements.push(...bindings.map(binding => binding.id));
      }
      visitVariables(walk, head);
    } else if (head) readValue(walk, head);
    inLoop(walk, loop, label, () => {
      if (node.condition) loop.iterable = readValue(walk, node.condition);
      visitStatement(walk, node.statement);
      if (node.incrementor) readValue(walk, node.incrementor);
    });
    loop.step = isUnitStep(node.incrementor) ? 'unit' : 'other';
    return false;
  });
}

export function visitWhile(walk: Walk, node: ts.WhileStatement | ts.DoStatement): boolean {
  const label = takeLabel(walk);
  const isDo = isDoStatement(node);
  const loop = openLoop(walk, node, isDo ? 'do' : 'while', literal(walk, node.expression, true));
  inLoop(walk, loop, label, () => {
    if (!isDo) loop.iterable = readValue(walk, node.expression);
    visitStatement(walk, node.statement);
    if (isDo) loop.iterable = readValue(walk, node.expression);
  });
  return false;
}

/** Notes a way out of every loop that the statement ends early. */
export function noteExit(walk: Walk, kind: LoopExit['kind'], node: ts.Statement, label?: string): void {
  const exit: LoopExit = { kind, guards: walk.guards, span: spanOf(walk, node) };
  if (kind === 'break' && label === undefined) {
    walk.breakable?.loop.exits.push(exit);
    return;
  }
  for (let frame = walk.loop; frame && frame.owner === walk.fn; frame = frame.outer) {
    // A `catch` inside of the loop keeps it going, and a callback's `return` ends one element only.
    if (kind === 'throw' && walk.caught && frame === walk.caught.loop) return;
    if (kind === 'return' && frame.loop.form === 'callback') return;
    frame.loop.exits.push(exit);
    if (label !== undefined && frame.label === label) return;
  }
}

function openLoop(walk: Walk, node: ts.IterationStatement, form: Loop['form'], iterable: Value): LoopDraft {
  const loop: LoopDraft = {
    id: `${walk.fn.id}/loop[${walk.fn.loops++}]`,
    in: walk.fn.id,
    form,
    mode: 'sequential',
    iterable,
    elements: [],
    writesOuter: [],
    exits: [],
    span: spanOf(walk, node),
    body: spanOf(walk, node.statement),
  };
  if (standsInCatch(walk)) loop.inCatch = true;
  walk.loops.push(loop);
  return loop;
}

function inLoop(walk: Walk, loop: LoopDraft, label: string | undefined, body: () => void): void {
  const { loop: outer, guards, awaited, breakable } = walk;
  walk.loop = enterLoop(walk, outer, loop, label);
  walk.breakable = walk.loop;
  walk.guards = [];
  walk.awaited = false;
  inScope(walk, body);
  walk.loop = outer;
  walk.breakable = breakable;
  walk.guards = guards;
  walk.awaited ||= awaited;
}

function takeLabel(walk: Walk): string | undefined {
  const { label } = walk;
  walk.label = undefined;
  return label;
}

/** `i++`, `++i`, `i += 1` and the same downwards. */
function isUnitStep(incrementor: ts.Expression | undefined): boolean {
  if (!incrementor) return false;
  const step = unwrap(incrementor);
  if (isPostfixUnaryExpression(step)) return true;
  if (isPrefixUnaryExpression(step)) {
    return step.operator === SyntaxKind.PlusPlusToken || step.operator === SyntaxKind.MinusMinusToken;
  }
  if (!isBinaryExpression(step)) return false;
  const operator = step.operatorToken.kind;
  const adds = operator === SyntaxKind.PlusEqualsToken || operator === SyntaxKind.MinusEqualsToken;
  return adds && isNumericLiteral(step.right) && step.right.text === '1';
}
