import type ts from 'typescript';
import type { ClassFact, DecoratorFact, FieldFact } from '../../core/facts/code';
import type { TypeAnnotation } from '../../core/facts/type-annotation';
import type { CallRef, Ref, Value } from '../../core/facts/values';
import { expressionName, readAnnotation } from './annotations';
import { readFunction } from './functions';
import { opaque } from './plain-values';
import { eachName, hoist, inScope, propertyKey } from './scopes';
import { visitBlock, visitStatement } from './statements';
import {
  canHaveDecorators,
  canHaveModifiers,
  getDecorators,
  isAccessor,
  isArrowFunction,
  isBinaryExpression,
  isBlock,
  isCallExpression,
  isClassStaticBlockDeclaration,
  isConstructorDeclaration,
  isExpressionStatement,
  isFunctionExpression,
  isGetAccessor,
  isGetAccessorDeclaration,
  isIdentifier,
  isIfStatement,
  isMethodDeclaration,
  isPropertyAccessExpression,
  isPropertyDeclaration,
  isReturnStatement,
  isSetAccessor,
  isTryStatement,
  isVariableStatement,
  SyntaxKind,
} from './syntax';
import { unwrap } from './unwrap';
import { readValue } from './values';
import { createFunctionState, type Draft, spanOf, type ThisWrite, type Walk } from './walk';

type FieldDraft = Draft<FieldFact> & { assigned: Value[] };
type BodyMember = ts.MethodDeclaration | ts.ConstructorDeclaration | ts.AccessorDeclaration;

export function readClassExpression(walk: Walk, node: ts.ClassExpression): Value {
  const name = node.name?.text ?? `class[${walk.classes.length}]`;
  readClass(walk, node, name, 'whole');
  return { ...opaque(walk, node, []), class: name };
}

/**
 * Reads a class. `head` leaves the bodies of its methods out, which are units of their own, but still takes what the
 * constructor puts into `this` and what getters return. Past 300 lines because members of every kind add to the same
 * fields.
 */
export function readClass(walk: Walk, node: ts.ClassLikeDeclaration, name: string, extent: 'whole' | 'head'): void {
  const fields = new Map<string, FieldDraft>();
  const methods: string[] = [];
  const decorators = readDecorators(walk, node);
  const heritage = readHeritage(walk, node);
  for (const member of node.members) {
    if (isPropertyDeclaration(member)) readField(walk, member, name, fields);
    else if (isConstructorDeclaration(member)) readConstructor(walk, member, name, extent, fields);
    else if (isGetAccessorDeclaration(member)) readGetter(walk, member, name, extent, fields);
    else if (isClassStaticBlockDeclaration(member)) visitBlock(walk, member.body);
    else if (isBodyMember(member) && member.body) {
      if (isMethodDeclaration(member)) methods.push(propertyKey(member.name));
      if (extent === 'whole') readMember(walk, member, name);
    }
  }
  const head = spanOf(walk, node);
  walk.classes.push({
    name,
    ...(node.name && node.name.text !== '' ? { nameSpan: spanOf(walk, node.name) } : {}),
    ...heritage,
    fields: [...fields.values()],
    methods,
    decorators,
    // Up to the brace, so that work inside a method does not move it.
    span: { start: head.start, end: Math.max(head.start, node.members.pos - walk.start) },
  });
}

export function isBodyMember(member: ts.ClassElement): member is BodyMember {
  return isMethodDeclaration(member) || isConstructorDeclaration(member) || isAccessor(member);
}

/** `list`, `constructor`, `get total`. */
export function memberName(member: BodyMember): string {
  if (isConstructorDeclaration(member)) return 'constructor';
  const name = propertyKey(member.name);
  if (isGetAccessor(member)) return `get ${name}`;
  return isSetAccessor(member) ? `set ${name}` : name;
}

export function readMember(walk: Walk, member: BodyMember, className: string): void {
  readFunction(walk, member, {
    name: `${className}.${memberName(member)}`,
    class: className,
    static: isStatic(member),
    decorators: readDecorators(walk, member),
  });
}

function isStatic(member: ts.ClassElement): boolean {
  return canHaveModifiers(member) && (member.modifiers?.some(one => one.kind === SyntaxKind.StaticKeyword) ?? false);
}

function readHeritage(
  walk: Walk,
  node: ts.ClassLikeDeclaration,
): Pick<ClassFact, 'extends' | 'extendsArguments' | 'extendsOther' | 'extendsCall' | 'implements'> {
  let base: Ref | undefined;
  let call: CallRef | undefined;
  let given: readonly TypeAnnotation[] = [];
  let extendsOther = false;
  const interfaces: string[][] = [];
  for (const clause of node.heritageClauses ?? []) {
    if (clause.token === SyntaxKind.ImplementsKeyword) {
      for (const type of clause.types) {
        const name = expressionName(type.expression);
        if (name) interfaces.push(name);
      }
      continue;
    }
    const [type] = clause.types;
    if (!type) continue;
    const value = readValue(walk, type.expression);
    if (value.kind === 'ref') base = value;
    else extendsOther = true;
    if (value.kind === 'call') call = value;
    given = type.typeArguments?.map(readAnnotation) ?? [];
  }
  return {
    ...(base ? { extends: base } : {}),
    ...(given.length > 0 ? { extendsArguments: given } : {}),
    extendsOther,
    ...(call ? { extendsCall: call } : {}),
    implements: interfaces,
  };
}

function fieldNamed(
  fields: Map<string, FieldDraft>,
  name: string,
  field: Omit<FieldDraft, 'name' | 'assigned'>,
): FieldDraft {
  const known = fields.get(name);
  if (known) return known;
  const made: FieldDraft = { name, ...field, assigned: [] };
  fields.set(name, made);
  return made;
}

function readField(
  walk: Walk,
  member: ts.PropertyDeclaration,
  className: string,
  fields: Map<string, FieldDraft>,
): void {
  const name = propertyKey(member.name);
  const decorators = readDecorators(walk, member);
  const field = fieldNamed(fields, name, {
    static: isStatic(member),
    parameterProperty: false,
    decorators,
    span: spanOf(walk, member.name),
  });
  if (member.type) field.type = readAnnotation(member.type);
  if (!member.initializer) return;
  const initializer = unwrap(member.initializer);
  field.value =
    isArrowFunction(initializer) || isFunctionExpression(initializer)
      ? readFunction(walk, initializer, { name: `${className}.${name}`, class: className, static: isStatic(member) })
      : readValue(walk, member.initializer);
}

function readConstructor(
  walk: Walk,
  member: ts.ConstructorDeclaration,
  className: string,
  extent: 'whole' | 'head',
  fields: Map<string, FieldDraft>,
): void {
  for (const parameter of member.parameters) {
    if (!parameter.modifiers?.some(modifier => modifier.kind !== SyntaxKind.Decorator)) continue;
    if (!isIdentifier(parameter.name)) continue;
    const field = fieldNamed(fields, parameter.name.text, {
      static: false,
      parameterProperty: true,
      decorators: readDecorators(walk, parameter),
      span: spanOf(walk, parameter.name),
    });
    if (parameter.type) field.type = readAnnotation(parameter.type);
    // `constructor(private readonly db = pool)`
    if (parameter.initializer && isIdentifier(parameter.initializer))
      field.value = readValue(walk, parameter.initializer);
  }
  const { thisWrites } = walk;
  const writes: ThisWrite[] = [];
  walk.thisWrites = writes;
  if (extent === 'whole') readMember(walk, member, className);
  else if (member.body) {
    const outline = createOutline(walk, member, className);
    outline(member.body.statements);
  }
  walk.thisWrites = thisWrites;
  for (const { name, value, span } of writes) {
    const decorators: DecoratorFact[] = [];
    fieldNamed(fields, name, { static: false, parameterProperty: false, decorators, span }).assigned.push(value);
  }
}

function readGetter(
  walk: Walk,
  member: ts.GetAccessorDeclaration,
  className: string,
  extent: 'whole' | 'head',
  fields: Map<string, FieldDraft>,
): void {
  const field = fieldNamed(fields, propertyKey(member.name), {
    static: isStatic(member),
    parameterProperty: false,
    decorators: [],
    span: spanOf(walk, member.name),
  });
  if (member.type) field.type = readAnnotation(member.type);
  if (extent === 'whole') {
    readMember(walk, member, className);
    const read = walk.functions.findLast(fn => fn.class === className && fn.name === memberName(member));
    field.assigned.push(...(read?.returns ?? []));
  } else if (member.body) {
    field.assigned.push(...createOutline(walk, member, className)(member.body.statements));
  }
}

/**
 * Reads from a body only what its fields are made of: variables, assignments to `this` and returned values. The rest is
 * read in the member's own unit. Gives the returned values.
 */
function createOutline(
  walk: Walk,
  member: ts.ConstructorDeclaration | ts.GetAccessorDeclaration,
  className: string,
): (statements: readonly ts.Statement[]) => Value[] {
  return statements =>
    inScope(walk, () => {
      const fnId = `${className}.${memberName(member)}`;
      member.parameters.forEach((parameter, index) => {
        eachName(parameter.name, (name, path) => {
          if (name.text === '') return;
          const id = `${fnId}:${name.text}`;
          const binding = {
            id,
            name: name.text,
            kind: 'parameter' as const,
            path,
            writes: [],
            parameter: { function: fnId, index, rest: parameter.dotDotDotToken !== undefined },
            span: spanOf(walk, name),
            ...(parameter.type ? { type: readAnnotation(parameter.type) } : {}),
          };
          const declared = { binding, loop: undefined };
          walk.bindings.push(binding);
          walk.byId.set(id, declared);
          walk.scope.names.set(binding.name, declared);
        });
      });
      const returns: Value[] = [];
      const { fn } = walk;
      // Its calls say whose they are: they stand in the member's own unit as well, and count there.
      walk.fn = createFunctionState(fnId, undefined, walk.scope);
      outlineStatements(walk, statements, returns, 0);
      walk.fn = fn;
      return returns;
    });
}

function outlineStatements(walk: Walk, statements: readonly ts.Statement[], returns: Value[], depth: number): void {
  if (depth > 20) return;
  hoist(walk, statements);
  for (const statement of statements) {
    if (isVariableStatement(statement)) visitStatement(walk, statement);
    else if (isExpressionStatement(statement) && assignsToThis(statement.expression)) visitStatement(walk, statement);
    else if (isReturnStatement(statement) && statement.expression) returns.push(readValue(walk, statement.expression));
    else if (isIfStatement(statement)) {
      const branches = [statement.thenStatement, ...(statement.elseStatement ? [statement.elseStatement] : [])];
      for (const branch of branches) {
        const inner = isBlock(branch) ? branch.statements : [branch];
        inScope(walk, () => outlineStatements(walk, inner, returns, depth + 1));
      }
    } else if (isTryStatement(statement)) {
      inScope(walk, () => outlineStatements(walk, statement.tryBlock.statements, returns, depth + 1));
    }
  }
}

function assignsToThis(expression: ts.Expression): boolean {
  if (!isBinaryExpression(expression)) return false;
  const target = unwrap(expression.left);
  return (
    expression.operatorToken.kind === SyntaxKind.EqualsToken &&
    isPropertyAccessExpression(target) &&
    target.expression.kind === SyntaxKind.ThisKeyword
  );
}

function readDecorators(walk: Walk, node: ts.Node): DecoratorFact[] {
  if (!canHaveDecorators(node)) return [];
  return (getDecorators(node) ?? []).map(decorator => {
    const expression = unwrap(decorator.expression);
    const isCall = isCallExpression(expression);
    const name = expressionName(isCall ? expression.expression : expression) ?? [];
    // Read as plain values: a decorator's call runs when the class is made and is no call of the unit's code.
    const args = isCall ? expression.arguments.map(argument => readValue(walk, argument)) : [];
    return { name, args, span: spanOf(walk, decorator) };
  });
}
