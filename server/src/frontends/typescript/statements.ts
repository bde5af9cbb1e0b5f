import type ts from 'typescript';
import type { Guard } from '../../core/facts/calls';
import type { ObjectEntry, Value } from '../../core/facts/values';
import { readAnnotation } from './annotations';
import { readClass } from './classes';
import { readFunction, readPatternDefaults, readReturned } from './functions';
import { joinGuards, readBranches, readCondition } from './guards';
import { noteExit, visitFor, visitForEach, visitWhile } from './loops';
import { readTypeDeclaration } from './modules';
import { literal, opaque } from './plain-values';
import { declarePattern, eachName, hoist, inScope, propertyKey, variableKind } from './scopes';
import {
  isArrowFunction,
  isBlock,
  isCaseClause,
  isFunctionExpression,
  isIdentifier,
  isIfStatement,
  isModuleBlock,
  isModuleDeclaration,
  SyntaxKind,
} from './syntax';
import { unwrap } from './unwrap';
import { readValue } from './values';
import { type BindingDraft, MAX_DEPTH, spanOf, type Walk } from './walk';

/** Visits the statements of one block. True when control never leaves at its end. */
export function visitStatements(walk: Walk, statements: readonly ts.Statement[]): boolean {
  const guards = walk.guards;
  let exits = false;
  for (const statement of statements) {
    if (isIfStatement(statement)) exits = visitIf(walk, statement) || exits;
    else exits = visitStatement(walk, statement) || exits;
  }
  walk.guards = guards;
  return exits;
}

/** True when the statement always leaves the block it stands in. */
export function visitStatement(walk: Walk, node: ts.Statement): boolean {
  if (walk.depth >= MAX_DEPTH) return false;
  walk.depth += 1;
  const exits = visitAnyStatement(walk, node);
  walk.depth -= 1;
  return exits;
}

type Visitor = (walk: Walk, node: never) => boolean;

/** How each kind of statement is visited; true when control never goes on behind it. */
const VISITORS: (Visitor | undefined)[] = [];

function visitAnyStatement(walk: Walk, node: ts.Statement): boolean {
  const visitor = VISITORS[node.kind] as ((walk: Walk, node: ts.Statement) => boolean) | undefined;
  return visitor ? visitor(walk, node) : false;
}

function visitReturn(walk: Walk, node: ts.ReturnStatement): boolean {
  const value = node.expression ? readReturned(walk, node.expression) : undefined;
  if (value) walk.fn.fact?.returns.push(value);
  noteExit(walk, 'return', node);
  return true;
}

function visitThrow(walk: Walk, node: ts.ThrowStatement): boolean {
  readValue(walk, node.expression);
  noteExit(walk, 'throw', node);
  return true;
}

function visitBreak(walk: Walk, node: ts.BreakStatement): boolean {
  noteExit(walk, 'break', node, node.label?.text);
  return true;
}

function visitFunction(walk: Walk, node: ts.FunctionDeclaration): void {
  if (!node.body) return;
  const reference = readFunction(walk, node, node.name ? {} : { name: 'default' });
  const declared = node.name && walk.declared.get(node.name);
  if (declared) declared.binding.value = reference;
}

function visitModule(walk: Walk, node: ts.ModuleDeclaration): void {
  const { body } = node;
  if (body && isModuleBlock(body)) visitBlock(walk, body);
  else if (body && isModuleDeclaration(body)) visitStatement(walk, body);
}

export function visitBlock(walk: Walk, block: ts.Block | ts.ModuleBlock): boolean {
  return inScope(walk, () => {
    hoist(walk, block.statements);
    return visitStatements(walk, block.statements);
  });
}

export function visitVariables(walk: Walk, list: ts.VariableDeclarationList): BindingDraft[] {
  return list.declarations.flatMap(declaration => {
    const initializer = declaration.initializer && unwrap(declaration.initializer);
    const name = isIdentifier(declaration.name) ? declaration.name.text : undefined;
    const isFunction = initializer && (isArrowFunction(initializer) || isFunctionExpression(initializer));
    let value: Value | undefined;
    if (isFunction && name) value = readFunction(walk, initializer, { name });
    else if (declaration.initializer) value = readValue(walk, declaration.initializer);
    const type = declaration.type && readAnnotation(declaration.type);
    readPatternDefaults(walk, declaration.name);
    const bindings = declaredBy(walk, declaration, list);
    for (const binding of bindings) {
      if (type) binding.type = type;
      if (!value) continue;
      // A second `var x = …` assigns to the first.
      if (binding.kind === 'var' && binding.value && binding.path.length === 0) {
        const loops = walk.loop?.ids ?? [];
        binding.writes.push({ operator: '=', value, in: walk.fn.id, loops, span: spanOf(walk, declaration) });
      } else binding.value = value;
    }
    return bindings;
  });
}

function declaredBy(walk: Walk, declaration: ts.VariableDeclaration, list: ts.VariableDeclarationList): BindingDraft[] {
  const bindings: BindingDraft[] = [];
  let missing = false;
  eachName(declaration.name, name => {
    const declared = walk.declared.get(name);
    if (declared) bindings.push(declared.binding);
    else missing = true;
  });
  return missing ? declarePattern(walk, walk.scope, declaration.name, variableKind(list)) : bindings;
}

/** Leaves what the statement teaches those after it in `walk.guards`: `if (!row) continue` means that `row` holds. */
function visitIf(walk: Walk, node: ts.IfStatement): boolean {
  const outside = walk.guards;
  let afterwards = outside;
  let awaited = false;
  let allExit = true;
  let rest: ts.Statement | undefined = node;
  // `else if` chains are lists in the shape of a staircase.
  while (rest && isIfStatement(rest)) {
    const current: ts.IfStatement = rest;
    const condition = readCondition(walk, current.expression);
    const then = readBranches(walk, condition.whenTrue, () => visitStatement(walk, current.thenStatement));
    const otherwise = isThrow(current.thenStatement) ? condition.whenFalse.map(refusing) : condition.whenFalse;
    walk.guards = joinGuards(walk.guards, otherwise);
    if (!then.result) {
      awaited ||= then.awaited;
      allExit = false;
    } else if (allExit) afterwards = walk.guards;
    rest = current.elseStatement;
    if (rest && !isIfStatement(rest)) {
      const last: ts.Statement = rest;
      const elsewhere = readBranches(walk, [], () => visitStatement(walk, last));
      if (!elsewhere.result) {
        awaited ||= elsewhere.awaited;
        allExit = false;
      } else if (current === node && !then.result) afterwards = joinGuards(outside, condition.whenTrue);
      rest = undefined;
    } else if (!rest) allExit = false;
  }
  walk.guards = afterwards;
  walk.awaited ||= awaited;
  return allExit;
}

function refusing(guard: Guard): Guard {
  return { ...guard, refuses: true };
}

function isThrow(node: ts.Statement): boolean {
  const last = isBlock(node) ? node.statements.at(-1) : node;
  return last?.kind === SyntaxKind.ThrowStatement;
}

function visitTry(walk: Walk, node: ts.TryStatement): boolean {
  const { caught } = walk;
  if (node.catchClause) walk.caught = { loop: walk.loop };
  const tryExits = visitBlock(walk, node.tryBlock);
  walk.caught = caught;
  let catchExits = false;
  const { catchClause, finallyBlock } = node;
  if (catchClause) {
    catchExits = inScope(walk, () => {
      const name = catchClause.variableDeclaration?.name;
      if (name) declarePattern(walk, walk.scope, name, 'catch');
      const thrown: Guard = { polarity: true, condition: opaque(walk, catchClause, []), caught: true };
      const { result, awaited } = readBranches(walk, [thrown], () => visitBlock(walk, catchClause.block));
      walk.awaited ||= awaited;
      return result;
    });
  }
  const finallyExits = finallyBlock ? visitBlock(walk, finallyBlock) : false;
  return finallyExits || (tryExits && (catchExits || !catchClause));
}

function visitSwitch(walk: Walk, node: ts.SwitchStatement): boolean {
  const subject = readValue(walk, node.expression);
  const { breakable } = walk;
  const before = walk.awaited;
  let awaited = before;
  walk.breakable = undefined;
  walk.label = undefined;
  inScope(walk, () => {
    for (const clause of node.caseBlock.clauses) hoist(walk, clause.statements);
    for (const clause of node.caseBlock.clauses) {
      const condition = isCaseClause(clause)
        ? opaque(walk, clause.expression, [subject, readValue(walk, clause.expression)], 'boolean')
        : opaque(walk, node.expression, [subject], 'boolean');
      walk.awaited = before;
      readBranches(walk, [{ polarity: true, condition }], () => {
        visitStatements(walk, clause.statements);
        awaited ||= walk.awaited;
      });
    }
  });
  walk.breakable = breakable;
  walk.awaited = awaited;
  return false;
}

/** An enum is an object of its members. */
function visitEnum(walk: Walk, node: ts.EnumDeclaration): void {
  const entries: ObjectEntry[] = [];
  let next: number | undefined = 0;
  for (const member of node.members) {
    let value: Value;
    if (member.initializer) value = readValue(walk, member.initializer);
    else value = next === undefined ? opaque(walk, member, [], 'number') : literal(walk, member, next);
    next = value.kind === 'literal' && typeof value.value === 'number' ? value.value + 1 : undefined;
    entries.push({ key: propertyKey(member.name), value, span: spanOf(walk, member), shorthand: false });
  }
  const declared = walk.declared.get(node.name);
  if (declared) {
    declared.binding.value = { kind: 'object', entries, open: false, spreads: [], span: spanOf(walk, node) };
  }
}

function visit<N extends ts.Node>(
  kinds: readonly N['kind'][],
  // biome-ignore lint/suspicious/noConfusingVoidType: most statements have nothing to say about exits
  visitor: (walk: Walk, node: N) => boolean | void,
): void {
  for (const kind of kinds) VISITORS[kind] = (walk, node: never) => visitor(walk, node) === true;
}
visit<ts.ExpressionStatement>([SyntaxKind.ExpressionStatement], (walk, node) => void readValue(walk, node.expression));
visit<ts.VariableStatement>(
  [SyntaxKind.VariableStatement],
  (walk, node) => void visitVariables(walk, node.declarationList),
);
visit<ts.ReturnStatement>([SyntaxKind.ReturnStatement], visitReturn);
visit<ts.IfStatement>([SyntaxKind.IfStatement], (walk, node) => {
  const { guards } = walk;
  const exits = visitIf(walk, node);
  walk.guards = guards;
  return exits;
});
visit<ts.Block>([SyntaxKind.Block], visitBlock);
visit<ts.ForOfStatement>([SyntaxKind.ForOfStatement], visitForEach);
visit<ts.ForInStatement>([SyntaxKind.ForInStatement], visitForEach);
visit<ts.ForStatement>([SyntaxKind.ForStatement], visitFor);
visit<ts.WhileStatement>([SyntaxKind.WhileStatement], visitWhile);
visit<ts.DoStatement>([SyntaxKind.DoStatement], visitWhile);
visit<ts.ThrowStatement>([SyntaxKind.ThrowStatement], visitThrow);
visit<ts.BreakStatement>([SyntaxKind.BreakStatement], visitBreak);
visit<ts.ContinueStatement>([SyntaxKind.ContinueStatement], () => true);
visit<ts.TryStatement>([SyntaxKind.TryStatement], visitTry);
visit<ts.SwitchStatement>([SyntaxKind.SwitchStatement], visitSwitch);
visit<ts.LabeledStatement>([SyntaxKind.LabeledStatement], (walk, node) => {
  walk.label = node.label.text;
  return visitStatement(walk, node.statement);
});
visit<ts.WithStatement>([SyntaxKind.WithStatement], (walk, node) => {
  readValue(walk, node.expression);
  return visitStatement(walk, node.statement);
});
visit<ts.FunctionDeclaration>([SyntaxKind.FunctionDeclaration], visitFunction);
visit<ts.ClassDeclaration>([SyntaxKind.ClassDeclaration], (walk, node) =>
  readClass(walk, node, node.name?.text ?? 'default', 'whole'),
);
visit<ts.EnumDeclaration>([SyntaxKind.EnumDeclaration], visitEnum);
visit<ts.InterfaceDeclaration>([SyntaxKind.InterfaceDeclaration], readTypeDeclaration);
visit<ts.TypeAliasDeclaration>([SyntaxKind.TypeAliasDeclaration], readTypeDeclaration);
visit<ts.ModuleDeclaration>([SyntaxKind.ModuleDeclaration], visitModule);
