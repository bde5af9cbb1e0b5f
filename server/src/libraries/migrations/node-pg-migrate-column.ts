import type { Value } from '../../core/facts/values';
import type { MigrationContext } from '../../core/library';
import { actionsSql, type Ddl, type TableName, tableNamed } from './ddl';
import { callOf, type Located, literal, type Members, member, members, text } from './evaluate';
import { argument } from './migration-call';

export interface PgColumn {
  readonly name: string;
  /** Without PRIMARY KEY. */
  readonly sql: string;
  readonly isPrimary: boolean;
  readonly unknownDefault: boolean;
}

/** The names node-pg-migrate has for types of its own: TYPE_ADAPTERS. */
const ADAPTED: Readonly<Record<string, string>> = {
  int: 'integer',
  string: 'text',
  float: 'real',
  double: 'double precision',
  datetime: 'timestamp',
  bool: 'boolean',
};

export function pgLiteral(type: string): string {
  return ADAPTED[type] ?? type;
}

/** `'id'`, `'text'`, `{ type: 'integer', notNull: true, references: 'users' }`. */
export function pgColumn(key: string, located: Located, shorthands: Shorthands, ddl: Ddl): PgColumn | undefined {
  const plain = text(located);
  const options = plain === undefined ? members(located) : undefined;
  const written = plain ?? text(member(options, 'type'));
  if (written === undefined || options?.open) return undefined;
  const shorthand = shorthandNamed(written, shorthands);
  const merged = merge(shorthand, options);
  const type = text(member(shorthand, 'type')) ?? (written === 'id' ? 'serial' : written);
  const flag = (name: string): boolean => literal(member(merged, name)) === true;
  const array = literal(member(merged, 'array'));
  const words = [`${pgLiteral(type)}${array === true ? '[]' : typeof array === 'number' ? `[${array}]` : ''}`];
  const collation = text(member(merged, 'collation'));
  if (collation !== undefined) words.push(`COLLATE ${collation}`);
  const value = member(merged, 'default');
  const sql = value && defaultSql(value, ddl);
  const unknownDefault = value !== undefined && sql === undefined && value.value.kind !== 'opaque';
  if (unknownDefault) words.push("DEFAULT ''");
  else if (sql !== undefined && sql !== 'NULL') words.push(`DEFAULT ${sql}`);
  if (flag('unique')) words.push('UNIQUE');
  if (flag('notNull')) words.push('NOT NULL');
  const references = referencesSql(merged, ddl);
  if (references === null) return undefined;
  if (references !== undefined) {
    const name = text(member(merged, 'referencesConstraintName'));
    const commented = member(merged, 'referencesConstraintComment') !== undefined;
    if (commented && name === undefined) return undefined;
    words.push(`${name === undefined ? '' : `CONSTRAINT ${ddl.quote(name)} `}${references}`);
  }
  const sequence = members(member(merged, 'sequenceGenerated'));
  if (sequence) words.push(`GENERATED ${text(member(sequence, 'precedence')) ?? 'BY DEFAULT'} AS IDENTITY`);
  const expression = text(member(merged, 'expressionGenerated'));
  if (expression !== undefined) words.push(`GENERATED ALWAYS AS (${expression}) STORED`);
  return {
    name: key,
    sql: `${ddl.quote(key)} ${words.join(' ')}`,
    isPrimary: flag('primaryKey') || (written === 'id' && literal(member(options, 'primaryKey')) !== false),
    unknownDefault,
  };
}

/** The types a project names: `exports.shorthands`, `export const shorthands`. */
export type Shorthands = Members | undefined;

export function shorthandsOf({ fileUnits }: MigrationContext): Shorthands {
  for (const { at, unit } of fileUnits()) {
    const fact = unit.exports.find(one => one.kind !== 'all' && one.name === 'shorthands');
    const value: Value | undefined =
      fact?.kind === 'value'
        ? fact.value
        : fact?.kind === 'local'
          ? unit.bindings.find(({ id }) => id === fact.local)?.value
          : undefined;
    if (value) return members({ value, scope: { context: at, unit, bound: new Map() } });
  }
  return undefined;
}

function shorthandNamed(type: string, all: Shorthands): Members | undefined {
  const found = member(all, type);
  return found && (members(found) ?? { entries: [{ ...found, key: 'type', span: found.value.span }], open: false });
}

function merge(base: Members | undefined, own: Members | undefined): Members | undefined {
  if (!base || !own) return own ?? base;
  return {
    entries: [...base.entries, ...own.entries.filter(({ key }) => key !== 'type')],
    open: base.open || own.open,
  };
}

/** A constant, or SQL by `pgm.func('now()')`. */
function defaultSql(located: Located, ddl: Ddl): string | undefined {
  const constant = literal(located);
  if (constant !== undefined) return ddl.value(constant);
  const call = callOf(located);
  const last = call?.chain.links.at(-1);
  if (!call || !last || !/^(?:func|literal|PgLiteral|create)?$/.test(last.name)) return undefined;
  return text(argument(call, last, 0));
}

/** `references: 'users'`, `'users(id)'`, `{ schema, name }`; null where it cannot be read. */
export function referencesSql(options: Members | undefined, ddl: Ddl): string | undefined | null {
  const given = member(options, 'references');
  if (!given) return undefined;
  const plain = text(given);
  const own = plain === undefined ? members(given) : undefined;
  const name = text(member(own, 'name'));
  const schema = text(member(own, 'schema'));
  if (plain === undefined && name === undefined) return null;
  const written = plain !== undefined && (plain.startsWith('"') || plain.endsWith(')'));
  const target = written ? plain : ddl.table(tableNamed(schema, plain ?? name ?? ''));
  const match = text(member(options, 'match'));
  const actions = actionsSql(key => text(member(options, key)));
  return `REFERENCES ${target}${match === undefined ? '' : ` MATCH ${match}`}${actions}`;
}

/** A text, or `{ schema, name }`. */
export function nameOf(located: Located | undefined): TableName | undefined {
  const plain = text(located);
  if (plain !== undefined) return { name: plain };
  const options = members(located);
  const name = text(member(options, 'name'));
  const schema = text(member(options, 'schema'));
  return name === undefined ? undefined : tableNamed(schema, name);
}

export function flag(options: Members | undefined, key: string): boolean {
  return literal(member(options, key)) === true;
}
