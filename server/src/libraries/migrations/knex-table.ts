import type { Link } from '../../core/facts/calls';
import type { SchemaStep } from '../../core/facts/migrations';
import type { Span } from '../../core/text';
import type { Ddl, TableElement, TableName } from './ddl';
import { callOf, type Located, literal, member, members, text, texts } from './evaluate';
import { knexName } from './knex';
import { type KnexArgument, knexType } from './knex-types';
import { argument, executeCallback, type MigrationCall, role } from './program';

// Long because every method of the builder has its line, and all of them fill the same parts.

export interface KnexTable {
  readonly name: TableName;
  readonly call: MigrationCall;
  readonly nameSpan: Span;
  readonly span: Span;
}

export function createKnexTable(
  table: KnexTable,
  callback: Located | undefined,
  ddl: Ddl,
  ifNotExists: boolean,
): readonly SchemaStep[] {
  const parts = readBuilder(table, callback, ddl);
  const elements = [...parts.columns.map(({ element }) => element), ...parts.primary];
  const { name, nameSpan, span } = table;
  const created = ddl.createTable({ table: name, elements, ifNotExists, complete: parts.complete, nameSpan, span });
  return [...parts.before, ...created, ...parts.after];
}

export function alterKnexTable(table: KnexTable, callback: Located | undefined, ddl: Ddl): readonly SchemaStep[] {
  const parts = readBuilder(table, callback, ddl);
  const target = ddl.table(table.name);
  const columns = parts.columns.flatMap(({ element, alters, name }) =>
    alters ? alterColumn(target, name, element, alters, ddl) : ddl.addColumn(table.name, element),
  );
  const primary = parts.primary.flatMap(({ sql, span }) => ddl.steps(`ALTER TABLE ${target} ADD ${sql}`, span));
  const unknown = parts.complete ? [] : [ddl.opaque(table.span, 'a part of the change is not known', table.name)];
  return [...parts.before, ...columns, ...primary, ...parts.after, ...unknown];
}

interface ColumnPart {
  readonly name: string;
  readonly element: TableElement;
  readonly alters?: Alteration;
}

/** `.alter()`: the column gets this type, NULL and default; without a default it loses the one it had. */
interface Alteration {
  readonly type?: string;
  readonly nullable?: boolean;
  readonly defaultSql?: string;
}

interface Parts {
  readonly before: SchemaStep[];
  readonly columns: ColumnPart[];
  readonly primary: TableElement[];
  readonly after: SchemaStep[];
  complete: boolean;
}

function readBuilder(table: KnexTable, callback: Located | undefined, ddl: Ddl): Parts {
  const parts: Parts = { before: [], columns: [], primary: [], after: [], complete: true };
  const isTable = (index: number, path: readonly string[]) => (index === 0 ? role('table', path) : undefined);
  const executed = callback && executeCallback(callback, isTable, 'table');
  if (!executed) parts.complete = false;
  for (const call of executed ?? []) {
    if (call.kind === 'unknown' || !call.certain) parts.complete = false;
    else if (call.role === 'table') readBuilderCall(table, call, parts, ddl);
  }
  return parts;
}

function readBuilderCall(table: KnexTable, call: MigrationCall, parts: Parts, ddl: Ddl): void {
  const [first, ...modifiers] = call.links;
  if (!first) return;
  const at: KnexArgument = index => argument(call, first, index);
  const span = call.span;
  const target = ddl.table(table.name);
  const fail = (): void => {
    parts.complete = false;
  };
  const alter = (sql: string): void => void parts.after.push(...ddl.steps(`ALTER TABLE ${target} ${sql}`, span));
  if (first.name === 'timestamps') return addTimestamps(call, first, parts, ddl);
  if (COLUMN.has(first.name)) return addColumn(table, call, first, modifiers, parts, ddl);
  const columns = texts(at(0)) ?? (first.args.length > 0 && allTexts(call, first)) ?? undefined;
  const columnList = columns || undefined;
  switch (first.name) {
    case 'primary': {
      if (!columnList) return fail();
      const name = optionName(at(1), 'constraintName') ?? `${table.name.name}_pkey`;
      parts.primary.push({ sql: `CONSTRAINT ${ddl.quote(name)} PRIMARY KEY (${ddl.columns(columnList)})`, span });
      return;
    }
    case 'unique':
      if (!columnList) return fail();
      return addUnique(table, columnList, at(1), span, parts, ddl);
    case 'index':
      if (!columnList) return fail();
      return addIndex(table, columnList, at(1), at(2), span, parts, ddl);
    case 'foreign':
      if (!columnList) return fail();
      return addForeignKey(table, columnList, text(at(1)), call, modifiers, span, parts, ddl);
    case 'dropColumn':
    case 'dropColumns': {
      const names = allTexts(call, first);
      if (!names) return fail();
      for (const name of names) alter(`DROP COLUMN ${ddl.quote(name)}`);
      return;
    }
    case 'renameColumn': {
      const [from, to] = [text(at(0)), text(at(1))];
      if (from === undefined || to === undefined) return fail();
      return alter(`RENAME COLUMN ${ddl.quote(from)} TO ${ddl.quote(to)}`);
    }
    case 'dropForeign':
    case 'dropForeignIfExists':
      return dropNamed('foreign', text(at(1)));
    case 'dropUnique':
    case 'dropUniqueIfExists':
      return dropNamed('unique', text(at(1)));
    case 'dropIndex': {
      const name = text(at(1)) ?? (columnList && nameOf('index', table.name, columnList));
      if (name === undefined) return fail();
      const schema = table.name.schema === undefined ? {} : { schema: table.name.schema };
      parts.after.push({
        kind: 'drop-index',
        index: { ...schema, name: ddl.identifier(name) },
        table: table.name,
        span,
      });
      return;
    }
    case 'dropPrimary':
    case 'dropPrimaryIfExists':
      return alter(`DROP CONSTRAINT ${ddl.quote(text(at(0)) ?? `${table.name.name}_pkey`)}`);
    case 'dropTimestamps': {
      const camel = literal(at(0)) === true || literal(member(members(at(0)), 'useCamelCase')) === true;
      for (const name of timestampNames(camel)) alter(`DROP COLUMN ${ddl.quote(name)}`);
      return;
    }
    case 'setNullable':
    case 'dropNullable': {
      const name = text(at(0));
      if (name === undefined) return fail();
      return alter(`ALTER COLUMN ${ddl.quote(name)} ${first.name === 'setNullable' ? 'DROP' : 'SET'} NOT NULL`);
    }
    case 'inherits':
      return fail();
    default:
      if (!NO_SHAPE.has(first.name)) fail();
  }

  function dropNamed(type: 'foreign' | 'unique', given: string | undefined): void {
    const name = given ?? (columnList && nameOf(type, table.name, columnList));
    if (name === undefined) return fail();
    parts.after.push({ kind: 'drop-constraint', table: table.name, name: ddl.identifier(name), span });
  }
}

const COLUMN: ReadonlySet<string> = new Set(
  'increments bigincrements bigIncrements integer int tinyint smallint mediumint bigint bigInteger text mediumtext longtext string char float double decimal boolean bool date datetime dateTime timestamp time binary bit enu enum json jsonb uuid geometry geography point specificType'.split(
    ' ',
  ),
);

/** Methods of a table builder that change no column, key or index. */
const NO_SHAPE: ReadonlySet<string> = new Set(
  'comment engine charset collate check checkPositive checkNegative checkIn checkNotIn checkBetween checkLength checkRegex dropChecks queryContext toString'.split(
    ' ',
  ),
);

function allTexts(call: MigrationCall, link: Link): readonly string[] | undefined {
  const all = link.args.map((_, index) => texts(argument(call, link, index)));
  return all.every(one => one !== undefined) ? all.flat() : undefined;
}

function addColumn(
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

function addTimestamps(call: MigrationCall, link: Link, parts: Parts, ddl: Ddl): void {
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

function timestampNames(camel: boolean): readonly string[] {
  return camel ? ['createdAt', 'updatedAt'] : ['created_at', 'updated_at'];
}

function addUnique(
  table: KnexTable,
  columns: readonly string[],
  given: Located | undefined,
  span: Span,
  parts: Parts,
  ddl: Ddl,
): void {
  const options = members(given);
  const name = optionName(given, 'indexName') ?? nameOf('unique', table.name, columns);
  const predicate = member(options, 'predicate');
  const useConstraint = literal(member(options, 'useConstraint'));
  const target = ddl.table(table.name);
  if (predicate) {
    parts.after.push(ddl.opaque(span, 'the condition of the index is made by a query builder', table.name));
    return;
  }
  const sql =
    useConstraint === false
      ? `CREATE UNIQUE INDEX ${ddl.quote(name)} ON ${target} (${ddl.columns(columns)})`
      : `ALTER TABLE ${target} ADD CONSTRAINT ${ddl.quote(name)} UNIQUE (${ddl.columns(columns)})`;
  parts.after.push(...ddl.steps(sql, span));
}

function addIndex(
  table: KnexTable,
  columns: readonly string[],
  given: Located | undefined,
  options: Located | undefined,
  span: Span,
  parts: Parts,
  ddl: Ddl,
): void {
  const name = text(given) ?? nameOf('index', table.name, columns);
  const more = members(options);
  if (member(more, 'predicate')) {
    parts.after.push(ddl.opaque(span, 'the condition of the index is made by a query builder', table.name));
    return;
  }
  const method = text(options) ?? text(member(more, 'storageEngineIndexType'));
  const unique = text(member(more, 'indexType'))?.toLowerCase() === 'unique' ? 'UNIQUE ' : '';
  const using = method === undefined || ddl.dialect !== 'postgres' ? '' : ` USING ${method}`;
  const sql = `CREATE ${unique}INDEX ${ddl.quote(name)} ON ${ddl.table(table.name)}${using} (${ddl.columns(columns)})`;
  parts.after.push(...ddl.steps(sql, span));
}

/** `references('id').inTable('users')`, `references('users.id')`, `onDelete`, `withKeyName`. */
function addForeignKey(
  table: KnexTable,
  columns: readonly string[],
  keyName: string | undefined,
  call: MigrationCall,
  modifiers: readonly Link[],
  span: Span,
  parts: Parts,
  ddl: Ddl,
): void {
  const value = (name: string) =>
    argument(
      call,
      modifiers.find(link => link.name === name),
      0,
    );
  const given = texts(value('references'));
  const into = text(value('inTable') ?? value('on'));
  const dotted = into === undefined && given?.length === 1 ? /^(.+)\.([^.]+)$/.exec(given[0] ?? '') : null;
  const target = into ?? dotted?.[1];
  const referenced = dotted?.[2] === undefined ? given : [dotted[2]];
  if (target === undefined || !referenced) {
    parts.complete = false;
    return;
  }
  const name = text(value('withKeyName')) ?? keyName ?? nameOf('foreign', table.name, columns);
  const action = (method: string, words: string) => {
    const what = text(value(method));
    return what === undefined ? '' : ` ${words} ${what}`;
  };
  const actions = action('onDelete', 'ON DELETE') + action('onUpdate', 'ON UPDATE');
  const references = `${ddl.table(knexName(target, ddl))} (${ddl.columns(referenced)})`;
  const sql = `ALTER TABLE ${ddl.table(table.name)} ADD CONSTRAINT ${ddl.quote(name)} FOREIGN KEY (${ddl.columns(columns)}) REFERENCES ${references}${actions}`;
  parts.after.push(...ddl.steps(sql, span));
}

function alterColumn(
  target: string,
  name: string,
  { span }: TableElement,
  { type, nullable, defaultSql }: Alteration,
  ddl: Ddl,
): readonly SchemaStep[] {
  const column = ddl.quote(name);
  const actions = [`ALTER COLUMN ${column} DROP DEFAULT`];
  if (type !== undefined) actions.push(`ALTER COLUMN ${column} TYPE ${type}`);
  if (defaultSql !== undefined) actions.push(`ALTER COLUMN ${column} SET DEFAULT ${defaultSql}`);
  if (nullable !== undefined) actions.push(`ALTER COLUMN ${column} ${nullable ? 'DROP' : 'SET'} NOT NULL`);
  return ddl.steps(`ALTER TABLE ${target} ${actions.join(', ')}`, span);
}

/** `table_column_index`, in lower case: TableCompiler._indexCommand of Knex. */
function nameOf(type: 'index' | 'unique' | 'foreign', { name }: TableName, columns: readonly string[]): string {
  return `${name.replaceAll(/[.-]/g, '_')}_${columns.join('_')}_${type}`.toLowerCase();
}

function optionName(given: Located | undefined, key: string): string | undefined {
  return text(given) ?? text(member(members(given), key));
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
