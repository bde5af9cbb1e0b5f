import type { Span } from '../../core/text';

/**
 * Where in a statement that does not parse the next one starts: a line that begins with a statement's first word and
 * from which on the text reads again. Undefined when there is none.
 */
export function findRestart(text: string, broken: Span, reads: (at: number) => boolean): number | undefined {
  const pattern = new RegExp(LINE_START);
  pattern.lastIndex = broken.start;
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const match = pattern.exec(text);
    if (match === null || match.index >= broken.end) return undefined;
    const at = match.index + match[0].search(/\S/);
    if (at < broken.end && reads(at)) return at;
  }
  return undefined;
}

const LINE_START =
  /[\r\n](?:CREATE|ALTER|DROP|INSERT|UPDATE|DELETE|SELECT|WITH|COMMENT|GRANT|REVOKE|TRUNCATE|BEGIN|COMMIT|SET|DO)\b/gi;
const MAX_TRIES = 20;
