import type { CoreDialect } from './core-modules';
import type { Target } from './targets';

/** A foreign key as drizzle-kit names it: in SQLite not at all. */
export function foreignKeyName(
  { name, dialect }: { readonly name: string; readonly dialect: CoreDialect },
  columns: readonly string[],
  targets: readonly Target[],
  given?: string,
): { readonly name?: string } {
  if (dialect === 'sqlite') return {};
  const table = targets[0]?.tableName ?? '';
  const derived = [name, ...columns, table, ...targets.map(({ columnName }) => columnName), 'fk'].join('_');
  return { name: storedName(given ?? derived, dialect) };
}

const encoder = new TextEncoder();

/** PostgreSQL cuts names at 63 bytes. */
export function storedName(name: string, dialect: CoreDialect): string {
  let stored = name;
  while (dialect === 'pg' && encoder.encode(stored).length > 63) stored = stored.slice(0, -1);
  return stored;
}
