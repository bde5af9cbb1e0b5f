import type { Span } from '../text';
import type { IgnoreDirective } from './index';

const PATTERN = /\bsargable-ignore(?:-(start|end|file))?(?![\w-])[ \t]*([^:\r\n]*)(?::[ \t]*([^\r\n]*))?/;

/**
 * Reads a `sargable-ignore` comment, in whatever comment style; undefined for every other comment.
 * `lineBefore` is the text of the comment's first line up to the comment.
 */
export function readIgnoreDirective(comment: string, span: Span, lineBefore: string): IgnoreDirective | undefined {
  const match = PATTERN.exec(comment);
  if (!match) return undefined;
  const form = (match[1] ?? 'line') as IgnoreDirective['form'];
  const rules = (match[2] ?? '')
    .replace(/\*\/.*$|-->.*$/, '')
    .split(/[\s,]+/)
    .filter(word => word !== '');
  const reason = (match[3] ?? '').replace(/\*\/.*$|-->.*$/, '').trim();
  return { form, rules, ...(reason === '' ? {} : { reason }), trailing: lineBefore.trim() !== '', span };
}
