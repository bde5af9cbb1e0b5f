import ts from 'typescript';
import type { FixIntent, RenderContext, TextEdit, WorkspaceChange } from '../../../core/fix';
import type { Span } from '../../../core/text';
import { baseNameOf } from '../../../core/uri';

export type Declined = { readonly declined: string };

/** The document an intent points into, parsed with parents. */
export interface OpenDocument {
  readonly source: ts.SourceFile;
  readonly text: string;
  /** Where a span of the intent's unit is in the document now. */
  locate(span: Span): Span | undefined;
  change(edits: readonly TextEdit[]): WorkspaceChange;
}

export function openDocument({ at }: Pick<FixIntent, 'at'>, context: RenderContext): OpenDocument | Declined {
  const { uri } = at;
  const read = context.read(uri);
  if (!read) return { declined: 'the file cannot be read' };
  const { text, expect } = read;
  let source: ts.SourceFile;
  try {
    source = ts.createSourceFile(baseNameOf(uri), text, ts.ScriptTarget.Latest, true);
  } catch {
    // The parser is recursive: only text nested thousands deep gets here.
    return { declined: 'the file is nested too deeply' };
  }
  return {
    source,
    text,
    locate: span => context.locate({ ...at, span }),
    change: edits => ({
      edits: [{ uri, expect, edits: [...edits].sort((a, b) => a.span.start - b.span.start) }],
      create: [],
    }),
  };
}

/** The outermost node that covers exactly this span and passes the test. */
export function nodeAt<N extends ts.Node>(
  source: ts.SourceFile,
  span: Span | undefined,
  test: (node: ts.Node) => node is N,
): N | undefined {
  if (!span) return undefined;
  let node: ts.Node | undefined = source;
  while (node) {
    if (node.getStart(source) === span.start && node.end === span.end && test(node)) return node;
    const parent: ts.Node = node;
    node = ts.forEachChild(parent, child =>
      child.getFullStart() <= span.start && span.end <= child.end ? child : undefined,
    );
  }
  return undefined;
}

/** Steps out of parentheses and type assertions. */
export function outermost(node: ts.Expression): ts.Expression {
  let outer = node;
  while (
    outer.parent &&
    (ts.isParenthesizedExpression(outer.parent) ||
      ts.isAsExpression(outer.parent) ||
      ts.isSatisfiesExpression(outer.parent) ||
      ts.isNonNullExpression(outer.parent))
  ) {
    outer = outer.parent;
  }
  return outer;
}

/** The white space in front of the line that holds an offset. */
export function indentationAt(text: string, offset: number): string {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(lineStart, offset))?.[0] ?? '';
}

/** True when nothing but white space stands before the offset on its line. */
export function startsLine(text: string, offset: number): boolean {
  return /^[ \t]*$/.test(text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset));
}

export function lineBreakOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** One step of indentation as the file has it: the smallest one that any of its lines has. */
export function indentationUnit(text: string): string {
  if (/^\t/m.test(text)) return '\t';
  const widths = [...text.matchAll(/^( +)\S/gm)].map(match => match[1]?.length ?? 0).filter(width => width > 1);
  return ' '.repeat(widths.length === 0 ? 2 : Math.min(...widths, 4));
}
