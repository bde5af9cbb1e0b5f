import ts from 'typescript';
import { readIgnoreDirective } from '../../core/facts/ignore-directive';
import type { IgnoreDirective } from '../../core/facts/index';
import type { Span } from '../../core/text';
import {
  forEachChild,
  isJsxText,
  isRegularExpressionLiteral,
  isStringLiteralLike,
  isTemplateLiteralToken,
  SyntaxKind,
} from './syntax';

const MARK = 'sargable-ignore';

/** Finds the `sargable-ignore` comments. Files without the word, nearly all of them, cost one search. */
export function readDirectives(source: ts.SourceFile): IgnoreDirective[] {
  const directives: IgnoreDirective[] = [];
  const { text } = source;
  let at = text.indexOf(MARK);
  while (at >= 0) {
    const comment = commentAt(source, at);
    if (comment) {
      const directive = readIgnoreDirective(text.slice(comment.start, comment.end), comment, lineBefore(text, comment));
      if (directive) directives.push(directive);
    }
    at = text.indexOf(MARK, Math.max(comment?.end ?? 0, at + MARK.length));
  }
  return directives;
}

/** The comment that holds an offset. Comments stand between the nodes of the tree; strings and JSX text are nodes. */
function commentAt(source: ts.SourceFile, offset: number): Span | undefined {
  let node: ts.Node = source;
  let from = 0;
  for (;;) {
    let inside: ts.Node | undefined;
    let end = from;
    forEachChild(node, child => {
      if (child.pos <= offset && offset < child.end) inside = child;
      else if (child.end <= offset) end = Math.max(end, child.end);
    });
    from = Math.max(end, node.pos);
    if (!inside) break;
    node = inside;
    from = node.pos;
  }
  const isText = isStringLiteralLike(node) || isTemplateLiteralToken(node) || isRegularExpressionLiteral(node);
  if (isJsxText(node) || (isText && offset >= node.getStart(source))) return undefined;
  return scanForComment(source, from, offset);
}

function scanForComment(source: ts.SourceFile, from: number, offset: number): Span | undefined {
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, false, source.languageVariant);
  scanner.setText(source.text, from, source.text.length - from);
  for (;;) {
    const kind = scanner.scan();
    if (kind === SyntaxKind.EndOfFileToken || scanner.getTokenStart() > offset) return undefined;
    if (scanner.getTokenEnd() <= offset) continue;
    const isComment = kind === SyntaxKind.SingleLineCommentTrivia || kind === SyntaxKind.MultiLineCommentTrivia;
    return isComment ? { start: scanner.getTokenStart(), end: scanner.getTokenEnd() } : undefined;
  }
}

function lineBefore(text: string, comment: Span): string {
  const lineStart = Math.max(text.lastIndexOf('\n', comment.start - 1), text.lastIndexOf('\r', comment.start - 1)) + 1;
  // `{/* … */}` on a line of its own in JSX: the brace belongs to the comment.
  return text.slice(lineStart, comment.start).replace(/^\s*\{\s*$/, '');
}
