/**
 * The columns of a raw predicate that is nothing but a conjunction of `column IS NOT NULL`; empty for every other one.
 * An index with such a predicate serves a lookup by these columns as well as a full one: a null never equals anything.
 */
export function notNullColumnsOf(predicate: string): readonly string[] {
  const columns: string[] = [];
  for (const term of withoutParentheses(predicate).split(/\s+and\s+/i)) {
    const match = /^(?:"((?:[^"]|"")+)"|([\p{L}_][\p{L}\p{N}_$]*))\s+is\s+not\s+null$/iu.exec(withoutParentheses(term));
    const column = match?.[1]?.replaceAll('""', '"') ?? match?.[2]?.toLowerCase();
    if (column === undefined) return [];
    columns.push(column);
  }
  return columns;
}

/** Takes away parentheses that enclose the whole text. */
function withoutParentheses(text: string): string {
  const trimmed = text.trim();
  if (!trimmed.startsWith('(') || !trimmed.endsWith(')')) return trimmed;
  let depth = 0;
  for (let i = 0; i < trimmed.length - 1; i++) {
    if (trimmed[i] === '(') depth += 1;
    else if (trimmed[i] === ')') depth -= 1;
    if (depth === 0) return trimmed;
  }
  return withoutParentheses(trimmed.slice(1, -1));
}
