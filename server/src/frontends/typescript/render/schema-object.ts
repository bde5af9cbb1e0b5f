import ts from 'typescript';
import type { TextEdit } from '../../../core/fix';
import type { Span } from '../../../core/text';
import { propertyNamed } from './moved-code';
import { indentationAt, lineBreakOf, startsLine } from './open-document';

/** The outermost object that is the argument of a call around a span: the settings of `new EntitySchema({ … })`. */
function settingsAround(
  source: ts.SourceFile,
  span: Span | undefined,
  callees: ReadonlySet<string>,
): ts.ObjectLiteralExpression | undefined {
  if (!span) return undefined;
  let found: ts.ObjectLiteralExpression | undefined;
  const look = (node: ts.Node): void => {
    if (node.getFullStart() > span.start || node.end < span.end) return;
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const { expression } = node;
      const name = ts.isPropertyAccessExpression(expression) ? expression.name : expression;
      const [argument] = node.arguments ?? [];
      if (ts.isIdentifier(name) && callees.has(name.text) && argument && ts.isObjectLiteralExpression(argument)) {
        found ??= argument;
      }
    }
    ts.forEachChild(node, look);
  };
  ts.forEachChild(source, look);
  return found;
}

/** The settings of the variable whose name stands at the span, or those around it. */
export function settingsOf(
  source: ts.SourceFile,
  span: Span | undefined,
  callees: ReadonlySet<string>,
): ts.ObjectLiteralExpression | undefined {
  const around = settingsAround(source, span, callees);
  if (around || !span) return around;
  for (const statement of source.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    const declaration = statement.declarationList.declarations.find(
      ({ name }) => name.getStart(source) === span.start && name.end === span.end,
    );
    const initializer = declaration?.initializer;
    if (initializer)
      return settingsAround(source, { start: initializer.getStart(source), end: initializer.end }, callees);
  }
  return undefined;
}

/** Adds an element to a list among the settings, and the list where there is none. */
export function addToList(
  source: ts.SourceFile,
  settings: ts.ObjectLiteralExpression,
  key: string,
  element: string,
): TextEdit | undefined {
  const { text } = source;
  const property = propertyNamed(settings, key);
  if (!property) return addProperty(source, settings, `${key}: [${element}]`);
  if (!ts.isPropertyAssignment(property) || !ts.isArrayLiteralExpression(property.initializer)) return undefined;
  const { elements } = property.initializer;
  const last = elements[elements.length - 1];
  if (!last) {
    const start = property.initializer.getStart(source) + 1;
    return { span: { start, end: property.initializer.end - 1 }, newText: element };
  }
  const start = last.getStart(source);
  const separator = startsLine(text, start) ? lineBreakOf(text) + indentationAt(text, start) : ' ';
  return { span: { start: last.end, end: last.end }, newText: `,${separator}${element}` };
}

export function addProperty(source: ts.SourceFile, settings: ts.ObjectLiteralExpression, written: string): TextEdit {
  const { text } = source;
  const { properties } = settings;
  const last = properties[properties.length - 1];
  if (!last) {
    const start = settings.getStart(source) + 1;
    return { span: { start, end: settings.end - 1 }, newText: ` ${written} ` };
  }
  const start = last.getStart(source);
  const ownLine = startsLine(text, start);
  const separator = ownLine ? lineBreakOf(text) + indentationAt(text, start) : ' ';
  return { span: { start: last.end, end: last.end }, newText: `,${separator}${written}` };
}

/** An element of a list with the comma that parts it from its neighbours. */
export function removeElement(
  source: ts.SourceFile,
  list: ts.ArrayLiteralExpression,
  element: ts.Expression,
): TextEdit {
  const index = list.elements.indexOf(element);
  const next = list.elements[index + 1];
  const previous = list.elements[index - 1];
  if (next) return { span: { start: element.getStart(source), end: next.getStart(source) }, newText: '' };
  if (previous) return { span: { start: previous.end, end: element.end }, newText: '' };
  return { span: { start: list.getStart(source) + 1, end: list.end - 1 }, newText: '' };
}
