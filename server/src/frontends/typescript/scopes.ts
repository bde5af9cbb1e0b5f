import type ts from 'typescript';
import type { BindingWrite } from '../../core/facts/code';
import type { CallRef, Ref, RefRoot, Value } from '../../core/facts/values';
import {
  forEachChild,
  isArrayBindingPattern,
  isClassDeclaration,
  isClassLike,
  isComputedPropertyName,
  isEnumDeclaration,
  isExpression,
  isFunctionDeclaration,
  isFunctionLike,
  isIdentifier,
  isObjectBindingPattern,
  isOmittedExpression,
  isStringLiteralLike,
  isVariableDeclarationList,
  isVariableStatement,
  NodeFlags,
} from './syntax';
import { type BindingDraft, type Declared, distinctName, MAX_DEPTH, type Scope, spanOf, type Walk } from './walk';

export function declare(
  walk: Walk,
  scope: Scope,
  name: ts.Identifier,
  kind: BindingDraft['kind'],
  path: readonly string[] = [],
): Declared {
  const known = scope.names.get(name.text);
  // `var x` twice, or a function of the same name, is one variable.
  if (known && (known.binding.kind === 'var' || known.binding.kind === 'function')) {
    walk.declared.set(name, known);
    return known;
  }
  const id = scope.module
    ? distinctName(walk.fn.names, name.text)
    : `${walk.fn.id}${distinctName(walk.fn.names, `:${name.text}`)}`;
  const declared: Declared = {
    binding: { id, name: name.text, kind, path, writes: [], span: spanOf(walk, name) },
    loop: walk.loop,
  };
  walk.bindings.push(declared.binding);
  walk.byId.set(id, declared);
  scope.names.set(name.text, declared);
  walk.declared.set(name, declared);
  return declared;
}

/** Declares every name of a destructuring pattern with the path that leads to it. A rest ends in `...`. */
export function declarePattern(
  walk: Walk,
  scope: Scope,
  pattern: ts.BindingName,
  kind: BindingDraft['kind'],
): BindingDraft[] {
  const bindings: BindingDraft[] = [];
  eachName(pattern, (name, path, defaulted) => {
    const { binding } = declare(walk, scope, name, kind, path);
    if (defaulted) binding.defaulted = true;
    bindings.push(binding);
  });
  return bindings;
}

export function eachName(
  pattern: ts.BindingName,
  visit: (name: ts.Identifier, path: readonly string[], defaulted: boolean) => void,
  path: readonly string[] = [],
  depth = 0,
  defaulted = false,
): void {
  if (isIdentifier(pattern)) {
    if (pattern.text !== '') visit(pattern, path, defaulted);
    return;
  }
  if (depth > MAX_DEPTH) return;
  pattern.elements.forEach((element, index) => {
    if (isOmittedExpression(element)) return;
    const key = element.dotDotDotToken ? '...' : isArrayBindingPattern(pattern) ? String(index) : keyOf(element);
    eachName(element.name, visit, [...path, key], depth + 1, defaulted || element.initializer !== undefined);
  });
}

function keyOf(element: ts.BindingElement): string {
  const key = element.propertyName ?? element.name;
  return isObjectBindingPattern(key) || isArrayBindingPattern(key) ? '[]' : propertyKey(key);
}

/** The text of a property's name; `[]` when it is computed. */
export function propertyKey(name: ts.PropertyName): string {
  if (isComputedPropertyName(name)) return isStringLiteralLike(name.expression) ? name.expression.text : '[]';
  return name.text;
}

/** Declares what the statements of a block declare, so that a use before the declaration finds it. */
export function hoist(walk: Walk, statements: readonly ts.Statement[]): void {
  for (const statement of statements) {
    if (isVariableStatement(statement)) hoistVariables(walk, statement.declarationList);
    else if (isFunctionDeclaration(statement)) {
      if (statement.name && statement.body) declare(walk, walk.scope, statement.name, 'function');
    } else if (isClassDeclaration(statement)) {
      if (statement.name) declare(walk, walk.scope, statement.name, 'class');
    } else if (isEnumDeclaration(statement)) declare(walk, walk.scope, statement.name, 'enum');
  }
}

function hoistVariables(walk: Walk, list: ts.VariableDeclarationList): void {
  const kind = variableKind(list);
  if (kind === 'var' && walk.scope !== walk.fn.scope) return;
  for (const declaration of list.declarations) {
    eachName(declaration.name, (name, path) => {
      if (!walk.declared.has(name)) declare(walk, walk.scope, name, kind, path);
    });
  }
}

export function variableKind(list: ts.VariableDeclarationList): 'const' | 'let' | 'var' {
  if (list.flags & (NodeFlags.Const | NodeFlags.Using)) return 'const';
  return list.flags & NodeFlags.Let ? 'let' : 'var';
}

/** Declares the `var`s in the blocks of a function's body in the function's own scope. */
export function hoistVars(walk: Walk, body: ts.Node): void {
  if (!walk.hoistsVar) return;
  let depth = 0;
  const look = (node: ts.Node): void => {
    if (isVariableDeclarationList(node) && variableKind(node) === 'var') {
      for (const declaration of node.declarations) {
        eachName(declaration.name, (name, path) => declare(walk, walk.fn.scope, name, 'var', path));
      }
    }
    // An expression holds no declaration but in a function, which hoists for itself.
    if (depth > MAX_DEPTH || isFunctionLike(node) || isClassLike(node) || isExpression(node)) return;
    depth += 1;
    forEachChild(node, look);
    depth -= 1;
  };
  forEachChild(body, look);
}

function lookUp(walk: Walk, name: string): Declared | undefined {
  for (let scope: Scope | undefined = walk.scope; scope; scope = scope.outer) {
    const declared = scope.names.get(name);
    if (declared) return declared;
  }
  return undefined;
}

export function rootOfName(walk: Walk, name: string): RefRoot {
  const declared = lookUp(walk, name);
  return declared ? { kind: 'local', binding: declared.binding.id } : { kind: 'outer', name };
}

/** Runs `body` in a scope of its own. */
export function inScope<T>(walk: Walk, body: () => T): T {
  const outer = walk.scope;
  walk.scope = { outer, names: new Map(), module: false };
  const result = body();
  walk.scope = outer;
  return result;
}

/** Notes an assignment to a name or to a property, for the binding and for the loops that it reaches out of. */
export function noteWrite(
  walk: Walk,
  target: Value,
  operator: BindingWrite['operator'],
  value: Value,
  node: ts.Node,
): void {
  if (target.kind !== 'ref' && target.kind !== 'call') return;
  const name = target.kind === 'ref' && target.root.kind === 'outer' ? target.root.name : undefined;
  const declared = declaredBy(walk, target);
  if (target.path.length === 0 && target.kind === 'ref') {
    const loops = walk.loop?.ids ?? [];
    const write: BindingWrite = { operator, value, in: walk.fn.id, loops, span: spanOf(walk, node) };
    if (declared) declared.binding.writes.push(write);
    else if (name !== undefined) walk.outerWrites.push({ name, write });
  } else if (target.kind === 'ref' && declared) {
    declared.binding.partWrites = [...(declared.binding.partWrites ?? []), value];
  }
  if (operator === '=' && target.kind === 'ref' && target.path.length > 0 && isFromElsewhere(target, declared)) {
    if (value.kind === 'ref' || value.kind === 'call') walk.propertyWrites.push({ target, value });
  }
  if (walk.thisWrites && operator === '=' && target.kind === 'ref' && target.root.kind === 'this') {
    const [field, more] = target.path;
    if (field !== undefined && more === undefined) {
      walk.thisWrites.push({ name: field, value, span: spanOf(walk, node) });
    }
  }
  for (let frame = walk.loop; frame; frame = frame.outer) {
    const loop = frame.loop;
    if (target.kind === 'call') break;
    if (declared && (isInside(declared, loop.id) || loop.elements.includes(declared.binding.id))) break;
    if (!loop.writesOuter.some(written => sameTarget(written, target))) loop.writesOuter.push(target);
  }
}

/** `module.exports.x` and `exports.x` are exports. */
function isFromElsewhere({ root }: Ref, declared: Declared | undefined): boolean {
  if (root.kind === 'outer') return root.name !== 'module' && root.name !== 'exports';
  return declared?.binding.kind === 'parameter';
}

function declaredBy(walk: Walk, target: Ref | CallRef): Declared | undefined {
  if (target.kind === 'call' || target.root.kind !== 'local') return undefined;
  return walk.byId.get(target.root.binding);
}

function isInside(declared: Declared, loop: string): boolean {
  return declared.loop?.ids.includes(loop) ?? false;
}

function sameTarget(a: Ref | CallRef, b: Ref): boolean {
  if (a.kind !== 'ref' || a.path.join('.') !== b.path.join('.')) return false;
  return JSON.stringify(a.root) === JSON.stringify(b.root);
}
