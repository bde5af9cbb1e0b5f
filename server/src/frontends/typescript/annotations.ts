import type ts from 'typescript';
import type { TypeAnnotation, TypeMember } from '../../core/facts/type-annotation';
import { propertyKey } from './scopes';
import {
  isArrayTypeNode,
  isExpressionWithTypeArguments,
  isFunctionTypeNode,
  isIdentifier,
  isImportTypeNode,
  isIndexedAccessTypeNode,
  isIntersectionTypeNode,
  isLiteralTypeNode,
  isNamedTupleMember,
  isNumericLiteral,
  isOptionalTypeNode,
  isParenthesizedTypeNode,
  isPrefixUnaryExpression,
  isPropertyAccessExpression,
  isPropertySignature,
  isQualifiedName,
  isRestTypeNode,
  isStringLiteralLike,
  isTupleTypeNode,
  isTypeLiteralNode,
  isTypeOperatorNode,
  isTypeQueryNode,
  isTypeReferenceNode,
  isUnionTypeNode,
  SyntaxKind,
} from './syntax';

/** Deeper types say nothing about handles or values that a rule asks for. */
const MAX_TYPE_DEPTH = 8;
const OTHER: TypeAnnotation = { kind: 'other' };

export function readAnnotation(node: ts.TypeNode, depth = 0): TypeAnnotation {
  if (depth > MAX_TYPE_DEPTH) return OTHER;
  switch (node.kind) {
    case SyntaxKind.StringKeyword:
    case SyntaxKind.TemplateLiteralType:
      return { kind: 'primitive', name: 'string' };
    case SyntaxKind.NumberKeyword:
      return { kind: 'primitive', name: 'number' };
    case SyntaxKind.BooleanKeyword:
      return { kind: 'primitive', name: 'boolean' };
    case SyntaxKind.BigIntKeyword:
      return { kind: 'primitive', name: 'bigint' };
    case SyntaxKind.UndefinedKeyword:
    case SyntaxKind.VoidKeyword:
      return { kind: 'primitive', name: 'undefined' };
  }
  if (isParenthesizedTypeNode(node) || isOptionalTypeNode(node) || isRestTypeNode(node)) {
    return readAnnotation(node.type, depth + 1);
  }
  if (isLiteralTypeNode(node)) return readLiteralType(node);
  if (isUnionTypeNode(node)) return { kind: 'union', of: node.types.map(type => readAnnotation(type, depth + 1)) };
  if (isIntersectionTypeNode(node)) return readIntersection(node, depth);
  if (isArrayTypeNode(node)) return { kind: 'array', of: readAnnotation(node.elementType, depth + 1) };
  if (isTupleTypeNode(node)) return readTuple(node, depth);
  if (isNamedTupleMember(node)) return readAnnotation(node.type, depth + 1);
  if (isTypeOperatorNode(node) && node.operator === SyntaxKind.ReadonlyKeyword) {
    return readAnnotation(node.type, depth + 1);
  }
  if (isTypeReferenceNode(node)) return readReference(node, depth);
  if (isExpressionWithTypeArguments(node)) {
    const name = expressionName(node.expression);
    return name ? { kind: 'reference', name, arguments: argumentsOf(node, depth), query: false } : OTHER;
  }
  if (isTypeQueryNode(node)) {
    return { kind: 'reference', name: entityName(node.exprName), arguments: [], query: true };
  }
  if (isImportTypeNode(node)) return readImportType(node, depth);
  if (isIndexedAccessTypeNode(node)) return readHanded(node, depth);
  if (isFunctionTypeNode(node)) {
    const parameters = node.parameters.map(({ type }) => (type ? readAnnotation(type, depth + 1) : OTHER));
    return { kind: 'function', parameters };
  }
  if (isTypeLiteralNode(node)) return { kind: 'object', members: readMembers(node.members, depth + 1) };
  return OTHER;
}

/** `Parameters<Parameters<typeof db.transaction>[0]>[0]`. */
function readHanded(node: ts.TypeNode, depth: number): TypeAnnotation {
  const outer = parameterOf(node);
  const inner = outer && parameterOf(outer.of);
  if (!outer || !inner) return OTHER;
  const numbers = { argument: inner.index, parameter: outer.index };
  const giver = inner.of;
  if (isTypeQueryNode(giver)) {
    const name = entityName(giver.exprName);
    const method = name.length > 1 ? name.at(-1) : undefined;
    const owner = method === undefined ? name : name.slice(0, -1);
    const of: TypeAnnotation = { kind: 'reference', name: owner, arguments: [], query: true };
    return { kind: 'handed', of, ...(method === undefined ? {} : { method }), ...numbers };
  }
  const method = isIndexedAccessTypeNode(giver) ? keyOf(giver) : undefined;
  if (!isIndexedAccessTypeNode(giver) || typeof method !== 'string') return OTHER;
  return { kind: 'handed', of: readAnnotation(giver.objectType, depth + 1), method, ...numbers };
}

/** `Parameters<F>[0]`. */
function parameterOf(node: ts.TypeNode): { readonly of: ts.TypeNode; readonly index: number } | undefined {
  if (!isIndexedAccessTypeNode(node) || !isTypeReferenceNode(node.objectType)) return undefined;
  const [of] = node.objectType.typeArguments ?? [];
  const index = keyOf(node);
  const isParameters = entityName(node.objectType.typeName).join('.') === 'Parameters';
  return of && isParameters && typeof index === 'number' ? { of, index } : undefined;
}

function keyOf({ indexType }: ts.IndexedAccessTypeNode): string | number | undefined {
  const key = isLiteralTypeNode(indexType) ? readLiteralType(indexType) : OTHER;
  return key.kind === 'literal' && typeof key.value !== 'boolean' ? key.value : undefined;
}

/** `import('./users').UsersService`. */
function readImportType(node: ts.ImportTypeNode, depth: number): TypeAnnotation {
  const from = isLiteralTypeNode(node.argument) ? readLiteralType(node.argument) : OTHER;
  if (from.kind !== 'literal' || typeof from.value !== 'string' || !node.qualifier) return OTHER;
  const name = entityName(node.qualifier);
  return { kind: 'reference', name, arguments: argumentsOf(node, depth), query: node.isTypeOf, from: from.value };
}

function readLiteralType(node: ts.LiteralTypeNode): TypeAnnotation {
  const { literal } = node;
  if (literal.kind === SyntaxKind.NullKeyword) return { kind: 'primitive', name: 'null' };
  if (literal.kind === SyntaxKind.TrueKeyword) return { kind: 'literal', value: true };
  if (literal.kind === SyntaxKind.FalseKeyword) return { kind: 'literal', value: false };
  if (isStringLiteralLike(literal)) return { kind: 'literal', value: literal.text };
  if (isNumericLiteral(literal)) return { kind: 'literal', value: Number(literal.text) };
  if (isPrefixUnaryExpression(literal) && isNumericLiteral(literal.operand)) {
    const sign = literal.operator === SyntaxKind.MinusToken ? -1 : 1;
    return { kind: 'literal', value: sign * Number(literal.operand.text) };
  }
  return literal.kind === SyntaxKind.BigIntLiteral ? { kind: 'primitive', name: 'bigint' } : OTHER;
}

/** `PrismaClient & Extensions` is still a PrismaClient: the first named part stands for all. */
function readIntersection(node: ts.IntersectionTypeNode, depth: number): TypeAnnotation {
  const parts = node.types.map(type => readAnnotation(type, depth + 1));
  if (parts.every(part => part.kind === 'object')) {
    return { kind: 'object', members: parts.flatMap(part => part.members) };
  }
  return parts.find(part => part.kind === 'reference') ?? parts.find(part => part.kind !== 'other') ?? OTHER;
}

function readTuple(node: ts.TupleTypeNode, depth: number): TypeAnnotation {
  const of = node.elements.map(element => readAnnotation(element, depth + 1));
  return { kind: 'array', of: of.length === 1 && of[0] ? of[0] : { kind: 'union', of } };
}

function readReference(node: ts.TypeReferenceNode, depth: number): TypeAnnotation {
  const name = entityName(node.typeName);
  const args = argumentsOf(node, depth);
  const [only] = name.length === 1 ? name : [];
  if (only === 'Date') return { kind: 'primitive', name: 'date' };
  if ((only === 'Array' || only === 'ReadonlyArray') && args[0]) return { kind: 'array', of: args[0] };
  return { kind: 'reference', name, arguments: args, query: false };
}

function argumentsOf(node: ts.NodeWithTypeArguments, depth: number): TypeAnnotation[] {
  return (node.typeArguments ?? []).map(type => readAnnotation(type, depth + 1));
}

export function readMembers(members: readonly ts.TypeElement[], depth = 0): TypeMember[] {
  const read: TypeMember[] = [];
  for (const member of members) {
    if (!member.name) continue;
    const type = isPropertySignature(member) && member.type ? readAnnotation(member.type, depth) : OTHER;
    const isOptional = isPropertySignature(member) && member.questionToken !== undefined;
    read.push({ name: propertyKey(member.name), type, ...(isOptional ? { optional: true } : {}) });
  }
  return read;
}

function entityName(name: ts.EntityName): string[] {
  const parts: string[] = [];
  let at = name;
  while (isQualifiedName(at)) {
    parts.push(at.right.text);
    at = at.left;
  }
  parts.push(at.text);
  return parts.reverse();
}

/** `Foo.Bar` written as an expression, as after `extends` and in decorators. */
export function expressionName(expression: ts.Expression): string[] | undefined {
  const parts: string[] = [];
  let at = expression;
  while (isPropertyAccessExpression(at)) {
    parts.push(at.name.text);
    at = at.expression;
  }
  if (!isIdentifier(at)) return undefined;
  parts.push(at.text);
  return parts.reverse();
}
