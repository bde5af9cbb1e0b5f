import type ts from 'typescript';
import type { ExportFact } from '../../core/facts/code';
import type { TypeAnnotation } from '../../core/facts/type-annotation';
import type { FunctionRef, Value } from '../../core/facts/values';
import { expressionName, readAnnotation, readMembers } from './annotations';
import { readClass } from './classes';
import { readFunction } from './functions';
import { declare, eachName } from './scopes';
import {
  canHaveModifiers,
  isArrowFunction,
  isBinaryExpression,
  isCallExpression,
  isClassDeclaration,
  isExternalModuleReference,
  isFunctionExpression,
  isIdentifier,
  isNamespaceExport,
  isNamespaceImport,
  isPropertyAccessExpression,
  isStringLiteralLike,
  isTypeAliasDeclaration,
  SyntaxKind,
} from './syntax';
import { unwrap } from './unwrap';
import { readValue } from './values';
import { type BindingDraft, spanOf, type Walk } from './walk';

export function readImport(walk: Walk, node: ts.ImportDeclaration): void {
  const from = specifierOf(node.moduleSpecifier);
  const clause = node.importClause;
  if (from === undefined || !clause) return;
  const typeOnly = clause.phaseModifier === SyntaxKind.TypeKeyword;
  if (clause.name) addImport(walk, clause.name, from, 'default', typeOnly);
  const named = clause.namedBindings;
  if (!named) return;
  if (isNamespaceImport(named)) {
    addImport(walk, named.name, from, '*', typeOnly);
    return;
  }
  for (const element of named.elements) {
    addImport(walk, element.name, from, (element.propertyName ?? element.name).text, typeOnly || element.isTypeOnly);
  }
}

/** `import fs = require('fs')`. */
export function readImportEquals(walk: Walk, node: ts.ImportEqualsDeclaration): void {
  const reference = node.moduleReference;
  const from = isExternalModuleReference(reference) ? specifierOf(reference.expression) : undefined;
  if (from !== undefined) addImport(walk, node.name, from, '*', node.isTypeOnly);
  if (isExported(node)) addExport(walk, { kind: 'local', name: node.name.text, local: node.name.text });
}

function addImport(walk: Walk, name: ts.Identifier, from: string, imported: string, typeOnly: boolean): void {
  if (name.text === '') return;
  declare(walk, walk.scope, name, 'import');
  walk.imports.push({ local: name.text, from, imported, typeOnly });
}

/** `const pool = require('./pool')`, `const { pool } = require('./database')`, `require('./pool').default`. */
export function readRequires(walk: Walk, list: ts.VariableDeclarationList): void {
  for (const declaration of list.declarations) {
    const required = declaration.initializer && requireOf(declaration.initializer);
    if (!required) continue;
    eachName(declaration.name, (name, path) => {
      const [imported, deeper] = [...required.path, ...path];
      if (deeper !== undefined) return;
      const declared = walk.declared.get(name);
      if (declared) declared.binding.kind = 'import';
      walk.imports.push({ local: name.text, from: required.from, imported: imported ?? '*', typeOnly: false });
    });
  }
}

function requireOf(expression: ts.Expression): { from: string; path: string[] } | undefined {
  const path: string[] = [];
  let at = unwrap(expression);
  while (isPropertyAccessExpression(at)) {
    path.unshift(at.name.text);
    at = unwrap(at.expression);
  }
  if (!isCallExpression(at) || !isIdentifier(at.expression) || at.expression.text !== 'require') return undefined;
  const [argument] = at.arguments;
  const from = argument && specifierOf(argument);
  return from === undefined ? undefined : { from, path };
}

export function specifierOf(node: ts.Expression): string | undefined {
  return isStringLiteralLike(node) ? node.text : undefined;
}

export function readExportDeclaration(walk: Walk, node: ts.ExportDeclaration): void {
  const from = node.moduleSpecifier && specifierOf(node.moduleSpecifier);
  const clause = node.exportClause;
  if (!clause) {
    if (from !== undefined) addExport(walk, { kind: 'all', from });
    return;
  }
  if (isNamespaceExport(clause)) {
    if (from !== undefined) addExport(walk, { kind: 'from', name: clause.name.text, from, imported: '*' });
    return;
  }
  for (const element of clause.elements) {
    const name = element.name.text;
    const local = (element.propertyName ?? element.name).text;
    if (from !== undefined) addExport(walk, { kind: 'from', name, from, imported: local });
    else if (!node.moduleSpecifier) addExport(walk, { kind: 'local', name, local });
  }
}

/** `export default …` and `export = …`; the latter is what both `import x from` and `require` give. */
export function readExportAssignment(walk: Walk, node: ts.ExportAssignment): void {
  exportValue(walk, node.isExportEquals ? ['default', 'export='] : ['default'], node.expression);
}

function exportValue(walk: Walk, names: readonly string[], expression: ts.Expression): void {
  const inner = unwrap(expression);
  const value = readExported(walk, inner, names[0] ?? 'default');
  for (const name of names) addExport(walk, exportOf(name, inner, value));
}

function readExported(walk: Walk, node: ts.Expression, name: string): Value {
  if (isArrowFunction(node) || isFunctionExpression(node)) return readFunction(walk, node, { name });
  return readValue(walk, node, 'no');
}

function exportOf(name: string, node: ts.Expression, value: Value | FunctionRef): ExportFact {
  return isIdentifier(node) ? { kind: 'local', name, local: node.text } : { kind: 'value', name, value };
}

/** `module.exports = { pool }`, `exports.pool = pool`. True when the statement was one, and has been read. */
export function readCommonJsExport(walk: Walk, node: ts.ExpressionStatement): boolean {
  const target = commonJsTarget(node.expression);
  if (target === undefined) return false;
  const right = unwrap((node.expression as ts.BinaryExpression).right);
  if (target !== '') {
    exportValue(walk, [target], right);
    return true;
  }
  const value = readExported(walk, right, 'default');
  for (const name of ['default', 'export=']) addExport(walk, exportOf(name, right, value));
  if (value.kind !== 'object') return true;
  for (const entry of value.entries) {
    const local = entry.value.kind === 'ref' && entry.value.path.length === 0 ? entry.value.root : undefined;
    if (local?.kind === 'outer') addExport(walk, { kind: 'local', name: entry.key, local: local.name });
    else addExport(walk, { kind: 'value', name: entry.key, value: entry.value });
  }
  return true;
}

/** The exported name that an assignment sets; `''` for `module.exports` itself. */
export function commonJsTarget(expression: ts.Expression): string | undefined {
  if (!isBinaryExpression(expression) || expression.operatorToken.kind !== SyntaxKind.EqualsToken) return undefined;
  const name = expressionName(expression.left);
  const path =
    name?.[0] === 'module' && name[1] === 'exports'
      ? name.slice(2)
      : name?.[0] === 'exports'
        ? name.slice(1)
        : undefined;
  if (!path || path.length > 1) return undefined;
  // `exports = …` exports nothing.
  return path[0] ?? (name?.[0] === 'module' ? '' : undefined);
}

/** The exports of a declaration with `export` in front. */
export function exportDeclared(walk: Walk, node: ts.Statement, bindings: readonly BindingDraft[]): void {
  if (!isExported(node)) return;
  const isDefault = canHaveModifiers(node) && node.modifiers?.some(one => one.kind === SyntaxKind.DefaultKeyword);
  for (const { name } of bindings) addExport(walk, { kind: 'local', name: isDefault ? 'default' : name, local: name });
}

function isExported(node: ts.Node): boolean {
  return canHaveModifiers(node) && (node.modifiers?.some(one => one.kind === SyntaxKind.ExportKeyword) ?? false);
}

/** `export default function () {}` and `export default class {}`. */
export function exportAnonymous(walk: Walk, node: ts.FunctionDeclaration | ts.ClassDeclaration): void {
  if (isClassDeclaration(node)) {
    readClass(walk, node, 'default', 'head');
    const { start, end } = spanOf(walk, node);
    // Other units and files know it by this name. Up to the brace, so that work inside a method does not move it.
    walk.bindings.push({
      id: 'default',
      name: 'default',
      kind: 'class',
      path: [],
      writes: [],
      span: { start, end: Math.min(end, Math.max(start, node.members.pos - walk.start)) },
    });
    addExport(walk, { kind: 'local', name: 'default', local: 'default' });
  } else addExport(walk, { kind: 'value', name: 'default', value: readFunction(walk, node, { name: 'default' }) });
}

function addExport(walk: Walk, fact: ExportFact): void {
  walk.exports.push(fact);
}

export function readTypeDeclaration(walk: Walk, node: ts.InterfaceDeclaration | ts.TypeAliasDeclaration): void {
  if (isExported(node)) addExport(walk, { kind: 'local', name: exportedName(node), local: node.name.text });
  if (isTypeAliasDeclaration(node)) {
    walk.types.push({ name: node.name.text, extends: [], members: [], alias: readAnnotation(node.type) });
    return;
  }
  const bases = (node.heritageClauses ?? []).flatMap(clause =>
    clause.types.flatMap(type => {
      const base = withoutSome(readAnnotation(type));
      return base.kind === 'reference' ? [base] : [];
    }),
  );
  const given = bases.map(base => base.arguments);
  walk.types.push({
    name: node.name.text,
    extends: bases.map(base => base.name),
    ...(given.some(list => list.length > 0) ? { extendsArguments: given } : {}),
    members: readMembers(node.members),
  });
}

/** `extends Omit<Options, 'retries'>`: what is left has the types that it had. */
function withoutSome(type: TypeAnnotation): TypeAnnotation {
  const [inner] = type.kind === 'reference' ? type.arguments : [];
  const [name = ''] = type.kind === 'reference' && type.name.length === 1 ? type.name : [];
  return inner && PARTS_OF.has(name) ? withoutSome(inner) : type;
}

const PARTS_OF = new Set(['Omit', 'Pick', 'Partial', 'Required', 'Readonly']);

function exportedName(node: ts.InterfaceDeclaration | ts.TypeAliasDeclaration): string {
  return node.modifiers?.some(one => one.kind === SyntaxKind.DefaultKeyword) ? 'default' : node.name.text;
}
