/**
 * The columns, by the names they have in the source, for which a predicate is nothing but a conjunction of
 * `column IS NOT NULL`.
 */
export function notNullColumns(
  predicate: string,
  columns: readonly { readonly path: string; readonly name: string }[],
): readonly string[] {
  const found: string[] = [];
  for (const part of predicate.split(/\s+and\s+/i)) {
    const name = /^\s*\(*\s*["`]?([^"`()]+?)["`]?\s+is\s+not\s+null\s*\)*\s*$/i.exec(part)?.[1];
    const column = columns.find(candidate => candidate.name === name);
    if (!column) return [];
    found.push(column.path);
  }
  return found;
}
