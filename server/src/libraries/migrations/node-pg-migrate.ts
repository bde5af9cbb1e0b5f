import type { Link } from '../../core/facts/calls';
import type { CodeFacts } from '../../core/facts/code';
import type { SchemaStep } from '../../core/facts/migrations';
import type { MigrationContext } from '../../core/library';
import type { Span } from '../../core/text';
import { createDdl, type Ddl, type TableElement, type TableName } from './ddl';
import { items, type Located, literal, type Members, member, members, text, texts } from './evaluate';
import { pgColumn, pgLiteral, referencesSql, type Shorthands, shorthandsOf } from './node-pg-migrate-column';
import {
  applyingFunction,
  argument,
  collectSteps,
  execute,
  type MigrationCall,
  role,
  scopeOf,
  spanAt,
} from './program';

// Long because every method of `pgm` has its line.

/** What `exports.up = pgm => …` does. Reading only: its steps are sent after the function has run, in the same order. */
export function readNodePgMigration(unit: CodeFacts, context: MigrationContext): readonly SchemaStep[] {
  const fn = applyingFunction(unit);
  if (fn === undefined) return [];
  const ddl = createDdl(context);
  if (fn === 'wrapped') return [ddl.opaque({ start: 0, end: 0 }, 'another function makes the migration')];
  const executed = execute(fn, scopeOf(unit, context), (index, path) => (index === 0 ? role('pgm', path) : undefined));
  const tool: Tool = { ...ddl, shorthands: shorthandsOf(context) };
  return collectSteps(executed, ddl, call => readCall(call, tool));
}

interface Tool extends Ddl {
  readonly shorthands: Shorthands;
}

function readCall(call: MigrationCall, ddl: Tool): readonly SchemaStep[] {
  const [link] = call.links;
  if (!link) return [];
  if (link.name === 'sql' || (call.path[0] === 'db' && /^(?:query|select)$/.test(link.name))) {
    const sql = argument(call, link, 0);
    if (!sql) return [];
    return link.args.length > 1 && text(sql)?.includes('{')
      ? [ddl.opaque(call.span, 'names are spliced in')]
      : ddl.raw(sql, call.span);
  }
  if (call.path.length > 0 || SILENT.test(link.name)) return [];
  const name = nameOf(argument(call, link, 0));
  return readChange(call, link, ddl) ?? [ddl.opaque(call.span, `a part of ${link.name} is not known`, name)];
}

const SILENT =
  /^(?:noTransaction|func|toPgLiteral|alterTable$|(?:create|drop|rename|alter)(?:Function|Trigger|Role|Policy|Sequence|Operator|OperatorClass|OperatorFamily|Cast)|addToOperatorFamily|removeFromOperatorFamily|grant|revoke|dropExtension|refreshMaterializedView|alterMaterializedView|alterView|alterViewColumn)/;

/** A text, or `{ schema, name }`. */
function nameOf(located: Located | undefined): TableName | undefined {
  const plain = text(located);
  if (plain !== undefined) return { name: plain };
  const options = members(located);
  const name = text(member(options, 'name'));
  const schema = text(member(options, 'schema'));
  return name === undefined ? undefined : { ...(schema === undefined ? {} : { schema }), name };
}

function readChange(call: MigrationCall, link: Link, ddl: Tool): readonly SchemaStep[] | undefined {
  const at = (index: number) => argument(call, link, index);
  const { span } = call;
  const name = nameOf(at(0));
  if (!name) return undefined;
  const target = ddl.table(name);
  const alter = (sql: string) => ddl.steps(`ALTER TABLE ${target} ${sql}`, span);
  const second = text(at(1));
  const third = text(at(2));
  switch (link.name) {
    case 'createTable':
      return createTable(name, at(1), at(2), call, link, ddl);
    case 'dropTable':
      return ddl.steps(`DROP TABLE IF EXISTS ${target} CASCADE`, span);
    case 'renameTable': {
      const to = nameOf(at(1));
      return to && alter(`RENAME TO ${ddl.quote(to.name)}`);
    }
    case 'addColumn':
    case 'addColumns':
      return addColumns(name, at(1), at(2), call, ddl);
    case 'dropColumn':
    case 'dropColumns': {
      const names = texts(at(1)) ?? members(at(1))?.entries.map(({ key }) => key);
      return names?.flatMap(column => alter(`DROP COLUMN ${ddl.quote(column)} CASCADE`));
    }
    case 'renameColumn':
      if (second === undefined || third === undefined) return undefined;
      return alter(`RENAME COLUMN ${ddl.quote(second)} TO ${ddl.quote(third)}`);
    case 'alterColumn':
      return second === undefined ? undefined : alterColumn(target, second, members(at(2)), span, ddl);
    case 'addConstraint':
    case 'createConstraint':
      return addConstraint(name, second, at(2), span, ddl);
    case 'dropConstraint':
      return second === undefined ? undefined : [{ kind: 'drop-constraint', table: name, name: second, span }];
    case 'renameConstraint':
      if (second === undefined || third === undefined) return undefined;
      return alter(`RENAME CONSTRAINT ${ddl.quote(second)} TO ${ddl.quote(third)}`);
    case 'addIndex':
    case 'createIndex':
      return createIndex(name, at(1), members(at(2)), at(2) !== undefined, span, ddl);
    case 'dropIndex': {
      const given = text(member(members(at(2)), 'name'));
      const index = given ?? indexName(name, columnNames(at(1)), flag(members(at(2)), 'unique'));
      if (index === undefined) return undefined;
      const schema = name.schema === undefined ? {} : { schema: name.schema };
      return [{ kind: 'drop-index', index: { ...schema, name: index }, span }];
    }
    case 'renameIndex': {
      const to = nameOf(at(1));
      return to && ddl.steps(`ALTER INDEX ${target} RENAME TO ${ddl.quote(to.name)}`, span);
    }
    case 'addType':
    case 'createType': {
      const values = items(at(1))?.map(text);
      if (!values) return ddl.steps(`CREATE TYPE ${target} AS ()`, span);
      return values.every(value => value !== undefined)
        ? ddl.steps(`CREATE TYPE ${target} AS ENUM (${values.map(ddl.value).join(', ')})`, span)
        : undefined;
    }
    case 'dropType':
      return ddl.steps(`DROP TYPE IF EXISTS ${target} CASCADE`, span);
    case 'renameType': {
      const to = nameOf(at(1));
      return to && ddl.steps(`ALTER TYPE ${target} RENAME TO ${ddl.quote(to.name)}`, span);
    }
    case 'addTypeValue': {
      if (second === undefined) return undefined;
      const place = (key: 'before' | 'after') => {
        const value = text(member(members(at(2)), key));
        return value === undefined ? '' : ` ${key.toUpperCase()} ${ddl.value(value)}`;
      };
      return ddl.steps(
        `ALTER TYPE ${target} ADD VALUE IF NOT EXISTS ${ddl.value(second)}${place('before')}${place('after')}`,
        span,
      );
    }
    case 'renameTypeValue':
      if (second === undefined || third === undefined) return undefined;
      return ddl.steps(`ALTER TYPE ${target} RENAME VALUE ${ddl.value(second)} TO ${ddl.value(third)}`, span);
    case 'createDomain': {
      if (second === undefined) return undefined;
      const notNull = flag(members(at(2)), 'notNull') ? ' NOT NULL' : '';
      return ddl.steps(`CREATE DOMAIN ${target} AS ${pgLiteral(second)}${notNull}`, span);
    }
    case 'dropDomain':
      return ddl.steps(`DROP DOMAIN IF EXISTS ${target}`, span);
    case 'createSchema':
      return ddl.steps(`CREATE SCHEMA IF NOT EXISTS ${target}`, span);
    case 'dropSchema':
      return ddl.steps(`DROP SCHEMA IF EXISTS ${target} CASCADE`, span);
    case 'renameSchema':
      return second === undefined
        ? undefined
        : ddl.steps(`ALTER SCHEMA ${target} RENAME TO ${ddl.quote(second)}`, span);
    case 'addExtension':
    case 'createExtension':
      return (texts(at(0)) ?? []).flatMap(one => ddl.steps(`CREATE EXTENSION IF NOT EXISTS ${ddl.quote(one)}`, span));
    case 'createView':
    case 'createMaterializedView':
      return createView(name, link, at(1), at(2), span, ddl);
    case 'dropView':
      return ddl.steps(`DROP VIEW IF EXISTS ${target} CASCADE`, span);
    case 'dropMaterializedView':
      return ddl.steps(`DROP MATERIALIZED VIEW IF EXISTS ${target} CASCADE`, span);
    default:
      return undefined;
  }
}

function flag(options: Members | undefined, key: string): boolean {
  return literal(member(options, key)) === true;
}

/** `createView(name, options, definition)`. */
function createView(
  name: TableName,
  link: Link,
  options: Located | undefined,
  definition: Located | undefined,
  span: Span,
  ddl: Ddl,
): readonly SchemaStep[] {
  const body = text(definition) ?? text(options);
  const materialized = link.name === 'createMaterializedView';
  const columns = texts(member(members(options), 'columns'));
  if (body !== undefined) {
    const list = columns ? ` (${ddl.columns(columns)})` : '';
    return ddl.steps(`CREATE ${materialized ? 'MATERIALIZED ' : ''}VIEW ${ddl.table(name)}${list} AS ${body}`, span);
  }
  const step: SchemaStep = {
    kind: 'create-view',
    view: name,
    materialized,
    replace: false,
    temporary: false,
    ifNotExists: false,
    nameSpan: span,
    span,
  };
  return [step];
}

function createTable(
  table: TableName,
  columns: Located | undefined,
  given: Located | undefined,
  call: MigrationCall,
  link: Link,
  ddl: Tool,
): readonly SchemaStep[] | undefined {
  const listed = members(columns);
  const options = members(given);
  if (!listed || member(options, 'like') || member(options, 'inherits') || member(options, 'partition'))
    return undefined;
  const elements: TableElement[] = [];
  let complete = !listed.open && (given === undefined || options?.open === false);
  const read = listed.entries.map(entry => ({ entry, column: pgColumn(entry.key, entry, ddl.shorthands, ddl) }));
  const keys = read.flatMap(({ column }) => (column?.isPrimary ? [column.name] : []));
  for (const { entry, column } of read) {
    if (!column) {
      complete = false;
      continue;
    }
    const key = column.isPrimary && keys.length === 1 ? ' PRIMARY KEY' : '';
    elements.push({
      sql: column.sql + key,
      span: entry.scope.unit === call.scope.unit ? spanAt(call.scope, entry.span) : call.span,
      ...(column.unknownDefault ? { unknownDefault: true } : {}),
    });
  }
  const constraints = member(options, 'constraints');
  const more = constraints ? constraintSqls(table, '', members(constraints), ddl) : [];
  if (!more) complete = false;
  if (keys.length > 1) more?.push(`CONSTRAINT ${ddl.quote(`${table.name}_pkey`)} PRIMARY KEY (${ddl.columns(keys)})`);
  for (const sql of more ?? [])
    elements.push({ sql, span: constraints ? spanAt(call.scope, constraints.value.span) : call.span });
  return ddl.createTable({
    table,
    elements,
    ifNotExists: flag(options, 'ifNotExists'),
    temporary: flag(options, 'temporary'),
    complete,
    nameSpan: spanAt(call.scope, link.args[0]?.value.span ?? call.span),
    span: call.span,
  });
}

function addColumns(
  table: TableName,
  columns: Located | undefined,
  given: Located | undefined,
  call: MigrationCall,
  ddl: Tool,
): readonly SchemaStep[] | undefined {
  const listed = members(columns);
  if (!listed || listed.open) return undefined;
  const result: SchemaStep[] = [];
  for (const entry of listed.entries) {
    const column = pgColumn(entry.key, entry, ddl.shorthands, ddl);
    if (!column) return undefined;
    const span = entry.scope.unit === call.scope.unit ? spanAt(call.scope, entry.span) : call.span;
    const sql = column.isPrimary ? `${column.sql} PRIMARY KEY` : column.sql;
    const element = { sql, span, ...(column.unknownDefault ? { unknownDefault: true } : {}) };
    result.push(...ddl.addColumn(table, element, flag(members(given), 'ifNotExists')));
  }
  return result;
}

function alterColumn(
  target: string,
  column: string,
  options: Members | undefined,
  span: Span,
  ddl: Ddl,
): readonly SchemaStep[] | undefined {
  if (!options || options.open) return undefined;
  const actions: string[] = [];
  const type = member(options, 'type');
  const typeName = text(type);
  if (type && typeName === undefined) return undefined;
  const value = member(options, 'default');
  if (value) {
    const constant = literal(value);
    actions.push(
      constant === null ? 'DROP DEFAULT' : `SET DEFAULT ${constant === undefined ? "''" : ddl.value(constant)}`,
    );
  }
  if (typeName !== undefined) actions.push(`SET DATA TYPE ${pgLiteral(typeName)}`);
  const notNull = literal(member(options, 'notNull'));
  if (notNull === true) actions.push('SET NOT NULL');
  else if (notNull === false || flag(options, 'allowNull')) actions.push('DROP NOT NULL');
  if (member(options, 'sequenceGenerated')) {
    actions.push(
      literal(member(options, 'sequenceGenerated')) === false
        ? 'DROP IDENTITY'
        : 'ADD GENERATED BY DEFAULT AS IDENTITY',
    );
  }
  const list = actions.map(action => `ALTER COLUMN ${ddl.quote(column)} ${action}`).join(', ');
  return list === '' ? [] : ddl.steps(`ALTER TABLE ${target} ${list}`, span);
}

function addConstraint(
  table: TableName,
  name: string | undefined,
  given: Located | undefined,
  span: Span,
  ddl: Ddl,
): readonly SchemaStep[] | undefined {
  const plain = text(given);
  const named = name === undefined ? '' : `CONSTRAINT ${ddl.quote(name)} `;
  const sqls = plain === undefined ? constraintSqls(table, name ?? '', members(given), ddl) : [named + plain];
  return sqls?.flatMap(sql => ddl.steps(`ALTER TABLE ${ddl.table(table)} ADD ${sql}`, span));
}

/** parseConstraints of node-pg-migrate. Checks have no part in what is compared. */
function constraintSqls(table: TableName, given: string, options: Members | undefined, ddl: Ddl): string[] | undefined {
  if (!options || options.open) return undefined;
  const sqls: string[] = [];
  const named = (end: string) => `CONSTRAINT ${ddl.quote(given === '' ? `${table.name}_${end}` : given)}`;
  const unique = member(options, 'unique');
  if (unique) {
    const sets = items(unique);
    const nested = sets?.some(set => items(set) !== undefined) ?? false;
    for (const set of nested ? (sets ?? []) : [unique]) {
      const columns = texts(set);
      if (!columns) return undefined;
      sqls.push(`${named(`uniq_${columns.join('_')}`)} UNIQUE (${ddl.columns(columns)})`);
    }
  }
  const primary = member(options, 'primaryKey');
  if (primary) {
    const columns = texts(primary);
    if (!columns) return undefined;
    sqls.push(`${named('pkey')} PRIMARY KEY (${ddl.columns(columns)})`);
  }
  const keys = member(options, 'foreignKeys');
  for (const key of keys ? (items(keys) ?? [keys]) : []) {
    const own = members(key);
    const columns = texts(member(own, 'columns'));
    const references = referencesSql(own, ddl);
    if (!columns || references === undefined || references === null) return undefined;
    const name = text(member(own, 'referencesConstraintName'));
    const constraint = name === undefined ? named(`fk_${columns.join('_')}`) : `CONSTRAINT ${ddl.quote(name)}`;
    sqls.push(`${constraint} FOREIGN KEY (${ddl.columns(columns)}) ${references}`);
  }
  const exclude = member(options, 'exclude');
  if (exclude) {
    const sql = text(exclude);
    if (sql === undefined) return undefined;
    sqls.push(`${named('excl')} EXCLUDE ${sql}`);
  }
  return sqls;
}

/** The names by which an index is called after its columns; undefined for an expression. */
function columnNames(located: Located | undefined): readonly string[] | undefined {
  const plain = text(located);
  const given = plain === undefined ? (items(located) ?? (located ? [located] : [])) : undefined;
  const names = plain === undefined ? given?.map(one => text(one) ?? text(member(members(one), 'name'))) : [plain];
  return names?.every(name => name !== undefined) ? names : undefined;
}

function indexName(table: TableName, columns: readonly string[] | undefined, unique: boolean): string | undefined {
  return columns && `${table.name}_${columns.join('_')}${unique ? '_unique' : ''}_index`;
}

function createIndex(
  table: TableName,
  given: Located | undefined,
  options: Members | undefined,
  hasOptions: boolean,
  span: Span,
  ddl: Ddl,
): readonly SchemaStep[] | undefined {
  if (hasOptions && (!options || options.open)) return undefined;
  const plain = text(given);
  const parts = plain === undefined ? (items(given) ?? (given ? [given] : [])) : undefined;
  const columns = plain === undefined ? parts?.map(part => indexPart(part, ddl)) : [pgIndexColumn(plain, ddl)];
  if (!columns?.every(column => column !== undefined)) return undefined;
  const unique = flag(options, 'unique');
  const name = text(member(options, 'name')) ?? indexName(table, columnNames(given), unique);
  const where = text(member(options, 'where'));
  const include = texts(member(options, 'include'));
  if (name === undefined || (member(options, 'where') && where === undefined)) return undefined;
  const method = text(member(options, 'method'));
  const words = [
    `CREATE ${unique ? 'UNIQUE ' : ''}INDEX${flag(options, 'concurrently') ? ' CONCURRENTLY' : ''}${flag(options, 'ifNotExists') ? ' IF NOT EXISTS' : ''}`,
    `${ddl.quote(name)} ON ${ddl.table(table)}${method === undefined ? '' : ` USING ${method}`} (${columns.join(', ')})`,
    include ? `INCLUDE (${ddl.columns(include)})` : '',
    text(member(options, 'nulls')) === undefined ? '' : `NULLS ${text(member(options, 'nulls'))}`,
    where === undefined ? '' : `WHERE ${where}`,
  ];
  return ddl.steps(words.filter(word => word !== '').join(' '), span);
}

/** What is more than a name is an expression: generateColumnString of node-pg-migrate. */
function pgIndexColumn(name: string, ddl: Ddl): string {
  if (!/[^\w".]/.test(name)) return ddl.quote(name);
  return /\)$/.test(name) ? name : `(${name})`;
}

function indexPart(part: Located, ddl: Ddl): string | undefined {
  const plain = text(part);
  if (plain !== undefined) return pgIndexColumn(plain, ddl);
  const options = members(part);
  const name = text(member(options, 'name'));
  if (name === undefined) return undefined;
  const operatorClass = nameOf(member(options, 'opclass'));
  const sort = text(member(options, 'sort'));
  return [pgIndexColumn(name, ddl), operatorClass && ddl.table(operatorClass), sort].filter(Boolean).join(' ');
}
