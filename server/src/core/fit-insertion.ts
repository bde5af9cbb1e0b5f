import type { Span } from './text';

/**
 * A replacement as it must be written at its place: kept apart from a word that it would run into (`ON t(a)`), and with
 * the line's indentation behind each of its own line ends.
 */
export function fitInsertion(newText: string, text: string, { start, end }: Span): string {
  const apart = start === end && /^\w/.test(newText) && /[\w"`]/.test(text.charAt(start - 1)) ? ' ' : '';
  if (!newText.includes('\n')) return apart + newText;
  const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const indentation = /^[ \t]*/.exec(line)?.[0] ?? '';
  return apart + newText.replaceAll('\n', (text.includes('\r\n') ? '\r\n' : '\n') + indentation);
}
