import type { Dialect } from '../../core/facts/sql-template';

/** What a name may be made of: the database's names of a table and of columns. */
export interface NameParts {
  readonly table: string;
  readonly columns: readonly string[];
  readonly dialect: Dialect | undefined;
}

export type NameSuffix = 'pkey' | 'key' | 'idx' | 'fkey';

/** The longest name that Prisma gives, in bytes, where it knows a limit. */
const LIMITS: Partial<Record<Dialect, number>> = {
  postgres: 63,
  cockroach: 63,
  mysql: 64,
  sqlserver: 128,
  mongo: 127,
};

/** Names that are no longer fit everywhere. */
const SHORTEST_LIMIT = 63;

/**
 * What Prisma calls an index or a constraint that the schema does not name: the table, the columns and a suffix, the front
 * cut off where the whole is longer than the database allows. Undefined where the dialect must be known to tell.
 */
export function defaultName({ table, columns, dialect }: NameParts, suffix: NameSuffix): string | undefined {
  const tail = `_${suffix}`;
  const head = suffix === 'pkey' ? table : [table, ...columns].join('_');
  const whole = head + tail;
  if (bytesOf(whole) <= SHORTEST_LIMIT || dialect === 'sqlite') return whole;
  const limit = dialect && LIMITS[dialect];
  if (limit === undefined) return undefined;
  return bytesOf(whole) <= limit ? whole : firstBytes(head, limit - tail.length) + tail;
}

function bytesOf(text: string): number {
  let bytes = 0;
  for (const character of text) bytes += utf8Length(character);
  return bytes;
}

/** As much of a text as fits, in whole characters. */
function firstBytes(text: string, limit: number): string {
  let bytes = 0;
  let result = '';
  for (const character of text) {
    bytes += utf8Length(character);
    if (bytes > limit) return result;
    result += character;
  }
  return result;
}

function utf8Length(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}
