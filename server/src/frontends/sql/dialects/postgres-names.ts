import type { RawStatement } from './postgres';

/** All tables and columns that statements name, as one comparable text. */
export function namesIn(statements: readonly RawStatement[]): string {
  const names: string[] = [];
  collect(statements, names);
  return names.sort().join('\n');
}

function collect(part: unknown, names: string[]): void {
  if (Array.isArray(part)) {
    for (const item of part) collect(item, names);
    return;
  }
  if (typeof part !== 'object' || part === null) return;
  for (const [key, value] of Object.entries(part)) {
    if (key === 'RangeVar' || key === 'relation' || key === 'ColumnRef') {
      names.push(`${key} ${JSON.stringify(value, (name, inner) => (name === 'location' ? undefined : inner))}`);
    }
    collect(value, names);
  }
}
