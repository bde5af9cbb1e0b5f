import ts from 'typescript';
import type { TextEdit } from '../../../core/fix';
import { each, functionAround, namesDeclaredIn, namesUsedIn } from './moved-code';
import { indentationAt, lineBreakOf, startsLine } from './open-document';

/** Which modules a name may be imported from. */
export type ModuleTest = (module: string) => boolean;

/** How a name of a package is written in a file, and what must be edited so that it is known there. */
export interface ImportedName {
  readonly name: string;
  readonly edits: readonly TextEdit[];
}

/** Makes a name of a package known in a file by adding it to an import that is there; undefined when that cannot be. */
export function importName(source: ts.SourceFile, isModule: ModuleTest, wanted: string): ImportedName | undefined {
  const imports = importsFrom(source, isModule).filter(({ importClause }) => !importClause?.isTypeOnly);
  for (const { importClause } of imports) {
    const bindings = importClause?.namedBindings;
    const found =
      bindings && ts.isNamedImports(bindings)
        ? bindings.elements.find(one => (one.propertyName ?? one.name).text === wanted && !one.isTypeOnly)
        : undefined;
    if (found) return { name: found.name.text, edits: [] };
  }
  for (const { importClause } of imports) {
    const bindings = importClause?.namedBindings;
    if (bindings && ts.isNamespaceImport(bindings)) return { name: `${bindings.name.text}.${wanted}`, edits: [] };
  }
  // The name means something else in this file.
  if (isTaken(source, wanted)) return undefined;
  for (const { importClause } of imports) {
    const bindings = importClause?.namedBindings;
    const edit = bindings && ts.isNamedImports(bindings) ? addElement(source, bindings, wanted) : undefined;
    if (edit) return { name: wanted, edits: [edit] };
  }
  return undefined;
}

/** Takes a name out of its import when the only place that uses it is about to go. */
export function dropName(source: ts.SourceFile, isModule: ModuleTest, name: string, inside: ts.Node): TextEdit[] {
  const uses = namesUsedIn(source).filter(use => use.text === name && !isInImport(use));
  if (uses.some(use => use.pos < inside.pos || use.end > inside.end)) return [];
  for (const { importClause } of importsFrom(source, isModule)) {
    const bindings = importClause?.namedBindings;
    if (!bindings || !ts.isNamedImports(bindings) || bindings.elements.length < 2) continue;
    const index = bindings.elements.findIndex(one => one.name.text === name);
    const element = bindings.elements[index];
    if (!element) continue;
    const next = bindings.elements[index + 1];
    const previous = bindings.elements[index - 1];
    const span = next
      ? { start: element.getStart(source), end: next.getStart(source) }
      : { start: previous?.end ?? element.getFullStart(), end: element.end };
    return [{ span, newText: '' }];
  }
  return [];
}

function importsFrom(source: ts.SourceFile, isModule: ModuleTest): ts.ImportDeclaration[] {
  return source.statements
    .filter(ts.isImportDeclaration)
    .filter(({ moduleSpecifier }) => ts.isStringLiteral(moduleSpecifier) && isModule(moduleSpecifier.text));
}

function isTaken(source: ts.SourceFile, name: string): boolean {
  let taken = false;
  each(source, node => {
    if (ts.isIdentifier(node) && node.text === name && !isProperty(node) && !isOfFunction(node)) taken = true;
  });
  return taken;
}

/** A name that a function around it declares for itself: `index` in `rows.map((row, index) => index)`. */
function isOfFunction(node: ts.Identifier): boolean {
  for (let fn = functionAround(node); fn && ts.isFunctionLike(fn); fn = functionAround(fn)) {
    if (fn.parameters.some(parameter => namesDeclaredIn(parameter).has(node.text))) return true;
  }
  return false;
}

function isProperty(node: ts.Identifier): boolean {
  const { parent } = node;
  return (
    (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
    (ts.isPropertyAssignment(parent) && parent.name === node) ||
    (ts.isPropertyDeclaration(parent) && parent.name === node)
  );
}

function isInImport(node: ts.Node): boolean {
  return ts.isImportSpecifier(node.parent) || ts.isImportClause(node.parent);
}

/** In its place where the names are in order, else behind the last one; on a line of its own where they are. */
function addElement(source: ts.SourceFile, { elements }: ts.NamedImports, name: string): TextEdit | undefined {
  const last = elements[elements.length - 1];
  if (!last) return undefined;
  const { text } = source;
  const names = elements.map(element => (element.propertyName ?? element.name).text);
  const isSorted = names.every((one, index) => index === 0 || comesBefore(names[index - 1] ?? '', one));
  const next = isSorted ? elements.find((_, index) => comesBefore(name, names[index] ?? '')) : undefined;
  if (next) {
    const start = next.getStart(source);
    const separator = startsLine(text, start) ? lineBreakOf(text) + indentationAt(text, start) : ' ';
    return { span: { start, end: start }, newText: `${name},${separator}` };
  }
  const start = last.getStart(source);
  const separator = startsLine(text, start) ? lineBreakOf(text) + indentationAt(text, start) : ' ';
  return { span: { start: last.end, end: last.end }, newText: `,${separator}${name}` };
}

function comesBefore(a: string, b: string): boolean {
  const [left, right] = [a.toLowerCase(), b.toLowerCase()];
  return left < right || (left === right && a < b);
}
