import ts from 'typescript';
import type { TextEdit } from '../../../core/fix';
import type { Span } from '../../../core/text';
import { indentationAt, lineBreakOf, type OpenDocument } from './open-document';

/**
 * The text of a node with edits made in it, its lines as they would stand at the start of a line. Text in backticks may
 * mean its line breaks and stays as it is.
 */
export function movedText({ text }: OpenDocument, node: ts.Node, edits: readonly TextEdit[] = []): string {
  const start = node.getStart();
  let moved = text.slice(start, node.end);
  for (const { span, newText } of [...edits].sort((a, b) => b.span.start - a.span.start)) {
    moved = moved.slice(0, span.start - start) + newText + moved.slice(span.end - start);
  }
  const lines = moved.split(/\r?\n/);
  if (lines.length === 1 || moved.includes('`')) return moved;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const own = /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? '';
  return lines.map((line, index) => (index > 0 && line.startsWith(own) ? line.slice(own.length) : line)).join('\n');
}

/** Statements on lines of their own where another one stands now, each as `movedText` gives it. */
export function statementsBefore({ text }: OpenDocument, before: ts.Node, statements: readonly string[]): TextEdit {
  const start = before.getStart();
  const newText = linesOf(statements).map(line => line + lineBreakOf(text) + indentationAt(text, start));
  return { span: { start, end: start }, newText: newText.join('') };
}

/** The same statements in place of one. */
export function statementsInstead({ text }: OpenDocument, old: ts.Node, statements: readonly string[]): TextEdit {
  const start = old.getStart();
  return {
    span: { start, end: old.end },
    newText: linesOf(statements).join(lineBreakOf(text) + indentationAt(text, start)),
  };
}

function linesOf(statements: readonly string[]): string[] {
  return statements.flatMap(statement => (statement.includes('`') ? [statement] : statement.split('\n')));
}

/** The comments on lines of their own that belong to a statement. */
export function commentsBefore(statement: ts.Node): string[] {
  const { text } = statement.getSourceFile();
  return (ts.getLeadingCommentRanges(text, statement.pos) ?? []).map(({ pos, end }) => text.slice(pos, end));
}

/** What goes when a statement goes with its comments: its lines whole where nothing else stands on them. */
export function statementSpan({ text }: OpenDocument, statement: ts.Statement): Span {
  const start = ts.getLeadingCommentRanges(text, statement.pos)?.[0]?.pos ?? statement.getStart();
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const rest = /^[ \t]*\r?\n/.exec(text.slice(statement.end));
  const isAlone = rest !== null && text.slice(lineStart, start).trim() === '';
  return isAlone ? { start: lineStart, end: statement.end + rest[0].length } : { start, end: statement.end };
}
