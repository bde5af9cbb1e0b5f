import type { Link } from '../../core/facts/calls';
import type { SchemaStep } from '../../core/facts/migrations';
import type { Span } from '../../core/text';
import type { Ddl } from './ddl';
import { callOf, type Located, literal, member, members, text, texts } from './evaluate';
import { addForeignKey, addIndex, addUnique, optionName } from './knex-keys';
import { timestampNames } from './knex-names';
import type { Alteration, KnexTable, Parts } from './knex-parts';
import { type KnexArgument, knexType } from './knex-types';
import { argument, type MigrationCall } from './migration-call';

export function addColumn(
  table: KnexTable,
  call: MigrationCall,
  first: Link,
  modifiers: readonly Link[],
  parts: Parts,
  ddl: Ddl,
): void {
  const at: KnexArgument = index => argument(call, first, index);
  const isSerial = /^(?:big)?increments$/i.test(first.name);
  const given = text(at(0));
  const name = given ?? (isSerial && first.args.every(({ value }) => value.kind === 'object') ? 'id' : undefined);
  const type = knexType(first.name, at, ddl.dialect);
  if (name === undefined || type === undefined) {
    parts.complete = false;
    return;
  }
  const { span } = call;
  const options = members(given === undefined ? at(0) : at(1));
  const column = ddl.quote(name);
  const words = [isUnsigned(modifiers, ddl) ? `${type} unsigned` : type];
  const state: {
    nullable?: boolean;
    defaultSql?: string;
    unknownDefault?: boolean;
    alters?: boolean;
    alterType?: boolean;
    alterNullable?: boolean;
  } = {};
  let isKey = isSerial && literal(member(options, 'primaryKey')) !== false;
  if (first.name === 'uuid' && literal(member(options, 'primaryKey')) === true) isKey = true;
  let keyName: string | undefined;
  for (const link of modifiers) {
    const value = (index: number) => argument(call, link, index);
    switch (link.name) {
      case 'notNullable':
      case 'notNull':
        state.nullable = false;
        break;
      case 'nullable':
        state.nullable = literal(value(0)) !== false;
        break;
      case 'defaultTo':
      case 'defaultsTo': {
        const sql = defaultSql(value(0), ddl);
        if (sql === undefined) state.unknownDefault = true;
        else if (sql !== 'NULL') state.defaultSql = sql;
        break;
      }
      case 'primary':
        isKey = true;
        keyName = optionName(value(0), 'constraintName');
        break;
      case 'unique':
        addUnique(table, [name], value(0), span, parts, ddl);
        break;
      case 'index':
        addIndex(table, [name], value(0), value(1), span, parts, ddl);
        break;
      case 'references':
        addForeignKey(table, [name], undefined, call, modifiers, span, parts, ddl);
        break;
      case 'alter':
        state.alters = true;
        state.alterType = literal(member(members(value(0)), 'alterType')) !== false;
        state.alterNullable = literal(member(members(value(0)), 'alterNullable')) !== false;
        break;
      default:
        if (!MODIFIER.test(link.name)) parts.complete = false;
    }
  }
  if (isKey) {
    const constraint = `CONSTRAINT ${ddl.quote(keyName ?? `${table.name.name}_pkey`)} PRIMARY KEY`;
    // A column that is altered gets its key by a statement of its own.
    if (state.alters) parts.primary.push({ sql: `${constraint} (${column})`, span });
    else words.push(isSerial && keyName === undefined ? 'PRIMARY KEY' : constraint);
  }
  if (state.nullable === false) words.push('NOT NULL');
  if (state.defaultSql !== undefined) words.push(`DEFAULT ${state.defaultSql}`);
  else if (state.unknownDefault) words.push("DEFAULT ''");
  parts.before.push(...enumSteps(first, at, ddl, span));
  const alters: Alteration | undefined = state.alters
    ? {
        ...(state.alterType ? { type } : {}),
        ...(state.alterNullable ? { nullable: state.nullable !== false } : {}),
        ...(state.defaultSql === undefined ? {} : { defaultSql: state.defaultSql }),
      }
    : undefined;
  parts.columns.push({
    name,
    element: {
      sql: `${column} ${words.join(' ')}`,
      span,
      ...(state.unknownDefault ? { unknownDefault: true } : {}),
    },
    ...(alters ? { alters } : {}),
  });
}

const MODIFIER =
  /^(?:inTable|on|onDelete|onUpdate|withKeyName|unsigned|comment|after|first|collate|check\w*|deferrable|queryContext|constraint)$/;

function isUnsigned(modifiers: readonly Link[], { dialect }: Ddl): boolean {
  return dialect === 'mysql' && modifiers.some(({ name }) => name === 'unsigned');
}

/** `enu(name, values, { useNative: true })` makes the type as well. */
function enumSteps(first: Link, at: KnexArgument, ddl: Ddl, span: Span): readonly SchemaStep[] {
  const options = members(at(2));
  const isNative = ddl.dialect === 'postgres' && literal(member(options, 'useNative')) === true;
  if (!/^enum?$/.test(first.name) || !isNative || literal(member(options, 'existingType')) === true) return [];
  const type = knexType(first.name, at, ddl.dialect);
  const values = texts(at(1));
  if (type === undefined || !values) return [];
  return ddl.steps(`CREATE TYPE ${type} AS ENUM (${values.map(ddl.value).join(', ')})`, span);
}

export function addTimestamps(call: MigrationCall, link: Link, parts: Parts, ddl: Ddl): void {
  const at = (index: number) => argument(call, link, index);
  const options = members(at(0));
  const flag = (key: string, index: number) => literal(options ? member(options, key) : at(index)) === true;
  const method = flag('useTimestamps', 0) ? 'timestamp' : 'datetime';
  const type = knexType(method, () => undefined, ddl.dialect);
  const end = flag('defaultToNow', 1) ? ' NOT NULL DEFAULT CURRENT_TIMESTAMP' : '';
  for (const name of timestampNames(flag('useCamelCase', 2))) {
    parts.columns.push({ name, element: { sql: `${ddl.quote(name)} ${type}${end}`, span: call.span } });
  }
}

/** A default as SQL: a constant, `knex.fn.now()`, `knex.raw('…')`. */
function defaultSql(value: Located | undefined, ddl: Ddl): string | undefined {
  const constant = literal(value);
  if (constant !== undefined) return ddl.value(constant);
  const call = callOf(value);
  const last = call?.chain.links.at(-1);
  if (!call || !last) return undefined;
  if (last.name === 'now') return 'CURRENT_TIMESTAMP';
  if (last.name === 'uuid') return 'gen_random_uuid()';
  return last.name === 'raw' ? text(argument(call, last, 0)) : undefined;
}
