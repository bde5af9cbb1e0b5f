import { sha1 } from './sha1';

/** What TypeORM calls keys and indexes that have no name: a prefix and 30 characters less that of a hash. */
export function constraintName(
  prefix: 'PK' | 'UQ' | 'REL' | 'FK' | 'IDX',
  table: string,
  columns: readonly string[],
  where?: string,
): string {
  const key = `${table}_${[...columns].sort().join('_')}${where === undefined ? '' : `_${where}`}`;
  return `${prefix}_${sha1(key).slice(0, 29 - prefix.length)}`;
}
