import ts from 'typescript';
import type { TextEdit } from '../../../core/fix';
import type { Span } from '../../../core/text';
import { indentationAt, lineBreakOf, nodeAt, startsLine } from './open-document';

/** The class whose name, head or member a span is or lies in. */
export function classAround(source: ts.SourceFile, span: Span | undefined): ts.ClassDeclaration | undefined {
  if (!span) return undefined;
  let found: ts.ClassDeclaration | undefined;
  const look = (node: ts.Node): void => {
    if (node.getFullStart() > span.start || node.end < span.end) return;
    if (ts.isClassDeclaration(node)) found = node;
    ts.forEachChild(node, look);
  };
  ts.forEachChild(source, look);
  return found;
}

export function propertyOf(node: ts.ClassDeclaration, name: string): ts.PropertyDeclaration | undefined {
  return node.members.find(
    (member): member is ts.PropertyDeclaration =>
      ts.isPropertyDeclaration(member) &&
      (ts.isIdentifier(member.name) || ts.isStringLiteral(member.name)) &&
      member.name.text === name,
  );
}

/** The property of a class, or of a class of the same file that extends it and is stored in its table. */
export function storedProperty(
  source: ts.SourceFile,
  entity: ts.ClassDeclaration,
  name: string,
): ts.PropertyDeclaration | undefined {
  const own = propertyOf(entity, name);
  if (own || !entity.name) return own;
  const family = new Set([entity.name.text]);
  // A class stands below the one that it extends.
  for (const statement of source.statements) {
    if (!ts.isClassDeclaration(statement) || !statement.name) continue;
    const base = statement.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
    if (!base || !ts.isIdentifier(base.expression) || !family.has(base.expression.text)) continue;
    family.add(statement.name.text);
    const inherited = propertyOf(statement, name);
    if (inherited) return inherited;
  }
  return undefined;
}

/** The name that a decorator is called by, without what it is a property of. */
export function decoratorName(decorator: ts.Decorator): string | undefined {
  const { expression } = decorator;
  const callee = ts.isCallExpression(expression) ? expression.expression : expression;
  if (ts.isIdentifier(callee)) return callee.text;
  return ts.isPropertyAccessExpression(callee) ? callee.name.text : undefined;
}

export function decoratorsOf(node: ts.ClassDeclaration | ts.PropertyDeclaration): readonly ts.Decorator[] {
  return ts.getDecorators(node) ?? [];
}

/** A decorator in front of the others: on a line of its own, unless they share the line with what they decorate. */
export function addDecorator(
  source: ts.SourceFile,
  node: ts.ClassDeclaration | ts.PropertyDeclaration,
  written: string,
): TextEdit {
  const { text } = source;
  const [first] = decoratorsOf(node);
  const start = (first ?? node).getStart(source);
  const nameLine = node.name ? source.getLineAndCharacterOfPosition(node.name.getStart(source)).line : -1;
  const sharesLine =
    ts.isPropertyDeclaration(node) && source.getLineAndCharacterOfPosition(start).line === nameLine && first;
  const separator = sharesLine || !startsLine(text, start) ? ' ' : lineBreakOf(text) + indentationAt(text, start);
  return { span: { start, end: start }, newText: written + separator };
}

/** A decorator behind those that head the class, so that it stands below `@Entity`. */
export function addBelowDecorators(source: ts.SourceFile, node: ts.ClassDeclaration, written: string): TextEdit {
  const { text } = source;
  const last = decoratorsOf(node).at(-1);
  if (!last) return addDecorator(source, node, written);
  const indentation = indentationAt(text, last.getStart(source));
  return { span: { start: last.end, end: last.end }, newText: lineBreakOf(text) + indentation + written };
}

/** A decorator with its line, where nothing else stands on it. */
export function removeDecorator(source: ts.SourceFile, decorator: ts.Decorator): TextEdit {
  const { text } = source;
  const start = decorator.getStart(source);
  const rest = /^[ \t]*(\r?\n)?/.exec(text.slice(decorator.end));
  const end = decorator.end + (rest?.[0].length ?? 0);
  const ownsLine = startsLine(text, start) && rest?.[1] !== undefined;
  const lineStart = ownsLine ? text.lastIndexOf('\n', start - 1) + 1 : start;
  return { span: { start: lineStart, end }, newText: '' };
}

export function decoratorAt(source: ts.SourceFile, span: Span | undefined): ts.Decorator | undefined {
  return nodeAt(source, span, ts.isDecorator);
}

/** A text in the quotes that the file uses. */
export function quote(source: ts.SourceFile, text: string): string {
  const [first] = source.statements.filter(ts.isImportDeclaration);
  const mark = first?.moduleSpecifier.getText(source).startsWith('"') ? '"' : "'";
  return mark + text.replaceAll('\\', '\\\\').replaceAll(mark, `\\${mark}`) + mark;
}

/** `['a', 'b']`. */
export function quoteList(source: ts.SourceFile, names: readonly string[]): string {
  return `[${names.map(name => quote(source, name)).join(', ')}]`;
}
