import type { Link } from '../../core/facts/calls';
import type { CodeFacts } from '../../core/facts/code';
import type { SchemaStep } from '../../core/facts/migrations';
import type { MigrationContext } from '../../core/library';
import type { Span } from '../../core/text';
import { underscore } from '../sequelize/names';
import { createDdl, type Ddl, type TableElement, type TableName } from './ddl';
import { callOf, items, type Located, literal, type Members, member, members, text } from './evaluate';
import {
  applyingFunction,
  argument,
  collectSteps,
  type Executed,
  execute,
  executeCallback,
  type MigrationCall,
  role,
  scopeOf,
  spanAt,
} from './program';
import { type SequelizeColumn, sequelizeColumn, sequelizeTable } from './sequelize-column';

// Long because every method of the query interface has its line.

/** What `up(queryInterface, Sequelize)` does. */
export function readSequelizeMigration(unit: CodeFacts, context: MigrationContext): readonly SchemaStep[] {
  const fn = applyingFunction(unit);
  if (fn === undefined) return [];
  const ddl = createDdl(context);
  if (fn === 'wrapped') return [ddl.opaque({ start: 0, end: 0 }, 'another function makes the migration')];
  const executed = execute(fn, scopeOf(unit, context), (index, path) => {
    if (index === 1) return role('Sequelize', path);
    // Umzug hands over `{ context: queryInterface }`.
    const [first, ...rest] = path;
    if (index !== 0) return undefined;
    if (first === 'context' && rest[0] !== 'queryInterface') return role('queryInterface', rest);
    if (first === 'context') return role('queryInterface', rest.slice(1));
    return first === 'queryInterface' ? role('queryInterface', rest) : role('queryInterface', path);
  });
  return steps(executed, ddl);
}

function steps(executed: readonly Executed[], ddl: Ddl): readonly SchemaStep[] {
  return collectSteps(executed, ddl, call => (call.role === 'queryInterface' ? readCall(call, ddl) : []));
}

function readCall(call: MigrationCall, ddl: Ddl): readonly SchemaStep[] {
  const [link] = call.links;
  if (!link) return [];
  if (link.name === 'transaction') return inTransaction(call, link, ddl);
  if (link.name === 'query') {
    const sql = argument(call, link, 0);
    return sql ? ddl.raw(textOfQuery(sql), call.span) : [];
  }
  if (call.path.length > 0 || !CHANGES.test(link.name) || ROWS.test(link.name)) return [];
  const read = readChange(call, link, ddl);
  const table = sequelizeTable(argument(call, link, 0));
  return read ?? [ddl.opaque(call.span, 'a part of the change is not known', table)];
}

const CHANGES = /^(?:create|drop|add|remove|change|rename|bulk)/;
const ROWS =
  /^(?:bulk|createFunction|dropFunction|renameFunction|createTrigger|dropTrigger|renameTrigger|createDatabase|dropDatabase)/;

/** `query({ query: 'ALTER TABLE …' })`. */
function textOfQuery(located: Located): Located {
  return member(members(located), 'query') ?? located;
}

/** `sequelize.transaction(async transaction => …)`, also behind options. */
function inTransaction(call: MigrationCall, link: Link, ddl: Ddl): readonly SchemaStep[] {
  for (let index = link.args.length - 1; index >= 0; index--) {
    const given = argument(call, link, index);
    const inside = given && executeCallback(given, () => undefined);
    if (inside) return steps(inside, ddl);
  }
  return [];
}

function readChange(call: MigrationCall, link: Link, ddl: Ddl): readonly SchemaStep[] | undefined {
  const at = (index: number) => argument(call, link, index);
  const { span } = call;
  const first = text(at(0));
  if (link.name === 'createSchema')
    return first === undefined ? undefined : ddl.steps(`CREATE SCHEMA IF NOT EXISTS ${ddl.quote(first)}`, span);
  if (link.name === 'dropSchema')
    return first === undefined ? undefined : ddl.steps(`DROP SCHEMA IF EXISTS ${ddl.quote(first)} CASCADE`, span);
  const table = sequelizeTable(at(0));
  if (!table) return undefined;
  const target = ddl.table(table);
  const alter = (sql: string) => ddl.steps(`ALTER TABLE ${target} ${sql}`, span);
  const second = text(at(1));
  const third = text(at(2));
  switch (link.name) {
    case 'createTable':
      return createTable(table, at(1), at(2), call, link, ddl);
    case 'dropTable':
      return ddl.steps(`DROP TABLE IF EXISTS ${target}`, span);
    case 'renameTable': {
      const to = sequelizeTable(at(1));
      return to && alter(`RENAME TO ${ddl.quote(to.name)}`);
    }
    case 'addColumn': {
      const given = at(2);
      return second === undefined || !given ? undefined : addColumn(table, second, given, call, ddl);
    }
    case 'removeColumn':
      return second === undefined ? undefined : alter(`DROP COLUMN ${ddl.quote(second)}`);
    case 'renameColumn':
      if (second === undefined || third === undefined) return undefined;
      return alter(`RENAME COLUMN ${ddl.quote(second)} TO ${ddl.quote(third)}`);
    case 'changeColumn': {
      const given = at(2);
      const column = second === undefined || !given ? undefined : sequelizeColumn(second, given, table, ddl);
      return column && changeColumn(target, column, span, ddl);
    }
    case 'addIndex':
      return addIndex(table, at(1), at(2), span, ddl);
    case 'removeIndex': {
      const name = second ?? indexName(table, items(at(1))?.map(fieldName));
      if (name === undefined) return undefined;
      const schema = table.schema === undefined ? {} : { schema: table.schema };
      return [{ kind: 'drop-index', index: { ...schema, name }, table, span }];
    }
    case 'addConstraint':
      return addConstraint(table, at(1), at(2), span, ddl);
    case 'removeConstraint':
      return second === undefined ? undefined : [{ kind: 'drop-constraint', table, name: second, span }];
    default:
      return undefined;
  }
}

function createTable(
  named: TableName,
  attributes: Located | undefined,
  options: Located | undefined,
  call: MigrationCall,
  link: Link,
  ddl: Ddl,
): readonly SchemaStep[] | undefined {
  const given = members(attributes);
  if (!given) return undefined;
  const schema = text(member(members(options), 'schema')) ?? named.schema;
  const table: TableName = { ...(schema === undefined ? {} : { schema }), name: named.name };
  const elements: TableElement[] = [];
  const before: SchemaStep[] = [];
  const keys: string[] = [];
  let complete = !given.open;
  for (const entry of given.entries) {
    const column = sequelizeColumn(entry.key, entry, table, ddl);
    if (!column) {
      complete = false;
      continue;
    }
    const span = entry.scope.unit === call.scope.unit ? spanAt(call.scope, entry.span) : call.span;
    before.push(...enumSteps(column, span, ddl));
    elements.push(elementOf(column, span));
    if (column.isPrimary) keys.push(column.name);
  }
  if (keys.length > 0) elements.push({ sql: `PRIMARY KEY (${ddl.columns(keys)})`, span: call.span });
  const uniqueKeys = member(members(options), 'uniqueKeys');
  for (const entry of members(uniqueKeys)?.entries ?? []) {
    const fields = items(member(members(entry), 'fields'))?.map(fieldName);
    if (!allKnown(fields)) complete = false;
    else elements.push({ sql: `UNIQUE (${ddl.columns(fields)})`, span: call.span });
  }
  const created = ddl.createTable({
    table,
    elements,
    ifNotExists: true,
    complete,
    nameSpan: spanAt(call.scope, link.args[0]?.value.span ?? call.span),
    span: call.span,
  });
  return [...before, ...created];
}

function elementOf(column: SequelizeColumn, span: Span): TableElement {
  const sql = column.references === undefined ? column.sql : `${column.sql} ${column.references}`;
  return { sql, span, ...(column.unknownDefault ? { unknownDefault: true } : {}) };
}

function enumSteps({ enumType, enumValues }: SequelizeColumn, span: Span, ddl: Ddl): readonly SchemaStep[] {
  if (enumType === undefined || !enumValues) return [];
  return ddl.steps(`CREATE TYPE ${enumType} AS ENUM (${enumValues.map(ddl.value).join(', ')})`, span);
}

function addColumn(
  table: TableName,
  key: string,
  given: Located,
  call: MigrationCall,
  ddl: Ddl,
): readonly SchemaStep[] | undefined {
  const column = sequelizeColumn(key, given, table, ddl);
  // Sequelize drops PRIMARY KEY from a column that is added: dataTypeMapping of its generator.
  return column && [...enumSteps(column, call.span, ddl), ...ddl.addColumn(table, elementOf(column, call.span))];
}

/** In the order of changeColumnQuery; with a reference only the key is added. */
function changeColumn(target: string, column: SequelizeColumn, span: Span, ddl: Ddl): readonly SchemaStep[] {
  const name = ddl.quote(column.name);
  const actions: string[] = [];
  const references = column.references !== undefined;
  if (!column.allowsNull) actions.push(`ALTER COLUMN ${name} SET NOT NULL`);
  else if (!references) actions.push(`ALTER COLUMN ${name} DROP NOT NULL`);
  if (column.defaultSql !== undefined) actions.push(`ALTER COLUMN ${name} SET DEFAULT ${column.defaultSql}`);
  else if (column.unknownDefault) actions.push(`ALTER COLUMN ${name} SET DEFAULT ''`);
  else if (!references) actions.push(`ALTER COLUMN ${name} DROP DEFAULT`);
  if (column.isUnique) actions.push(`ADD UNIQUE (${name})`);
  actions.push(
    references ? `ADD FOREIGN KEY (${name}) ${column.references}` : `ALTER COLUMN ${name} TYPE ${column.type}`,
  );
  return [...enumSteps(column, span, ddl), ...ddl.steps(`ALTER TABLE ${target} ${actions.join(', ')}`, span)];
}

function fieldName(located: Located): string | undefined {
  const options = members(located);
  return text(located) ?? text(member(options, 'name')) ?? text(member(options, 'attribute'));
}

function allKnown(names: readonly (string | undefined)[] | undefined): names is readonly string[] {
  return names?.every(name => name !== undefined) ?? false;
}

/** `underscored(table_fields)`: Utils.nameIndex of Sequelize, and `underscore` of its inflection package. */
function indexName(table: TableName, fields: readonly (string | undefined)[] | undefined): string | undefined {
  return allKnown(fields) ? underscore(`${table.name.replaceAll('.', '_')}_${fields.join('_')}`) : undefined;
}

function addIndex(
  table: TableName,
  fields: Located | undefined,
  options: Located | undefined,
  span: Span,
  ddl: Ddl,
): readonly SchemaStep[] | undefined {
  const listed = items(fields);
  const given = listed ? members(options) : members(fields);
  const parts = listed ?? items(member(given, 'fields'));
  const where = indexCondition(member(given, 'where'), ddl);
  if (!parts || given?.open || where === undefined) return undefined;
  const columns = parts.map(part => indexPart(part, given, ddl));
  const name =
    text(member(given, 'name')) ?? text(member(given, 'indexName')) ?? indexName(table, parts.map(fieldName));
  if (!allKnown(columns) || name === undefined) return undefined;
  const isUnique = literal(member(given, 'unique')) === true || text(member(given, 'type'))?.toUpperCase() === 'UNIQUE';
  const method = text(member(given, 'using')) ?? text(member(given, 'method'));
  const using = method === undefined || ddl.dialect !== 'postgres' ? '' : ` USING ${method}`;
  const concurrently = literal(member(given, 'concurrently')) === true ? ' CONCURRENTLY' : '';
  return ddl.steps(
    `CREATE ${isUnique ? 'UNIQUE ' : ''}INDEX${concurrently} ${ddl.quote(name)} ON ${ddl.table(table)}${using} (${columns.join(', ')})${where}`,
    span,
  );
}

/** `{ deletedAt: null, active: true }`: nothing but columns equal to constants. */
function indexCondition(located: Located | undefined, ddl: Ddl): string | undefined {
  if (!located) return '';
  const given = members(located);
  if (!given || given.open || ddl.dialect === 'mysql') return undefined;
  const parts = given.entries.map(entry => {
    const value = literal(entry);
    if (value === undefined) return undefined;
    return `${ddl.quote(entry.key)} ${value === null ? 'IS NULL' : `= ${ddl.value(value)}`}`;
  });
  return allKnown(parts) && parts.length > 0 ? ` WHERE ${parts.join(' AND ')}` : undefined;
}

/** A column, `{ name, order, operator, collate }`, or an expression. */
function indexPart(part: Located, options: Members | undefined, ddl: Ddl): string | undefined {
  const call = callOf(part);
  const last = call?.chain.links.at(-1);
  if (call && last) {
    const [first, second] = [text(argument(call, last, 0)), argument(call, last, 1)];
    if (last.name === 'literal') return first === undefined ? undefined : `(${first})`;
    const inner = callOf(second);
    const column = inner && text(argument(inner, inner.chain.links.at(-1), 0));
    return last.name === 'fn' && first !== undefined && column !== undefined
      ? `${first}(${ddl.quote(column)})`
      : undefined;
  }
  const name = fieldName(part);
  if (name === undefined) return undefined;
  const own = members(part);
  const collate = text(member(own, 'collate'));
  const operator = text(member(own, 'operator')) ?? text(member(options, 'operator'));
  const order = text(member(own, 'order'));
  return [ddl.quote(name), collate && `COLLATE ${ddl.quote(collate)}`, operator, order].filter(Boolean).join(' ');
}

/** Before version 5 the fields were an argument of their own. */
function addConstraint(
  table: TableName,
  first: Located | undefined,
  second: Located | undefined,
  span: Span,
  ddl: Ddl,
): readonly SchemaStep[] | undefined {
  const listed = items(first);
  const options = listed ? members(second) : members(first);
  const type = text(member(options, 'type'))?.toUpperCase();
  if (type === 'CHECK' || type === 'DEFAULT') return [];
  const fields = (listed ?? items(member(options, 'fields')))?.map(fieldName);
  if (!options || options.open || !allKnown(fields)) return undefined;
  const given = text(member(options, 'name'));
  const named = (end: string) => ddl.quote(given ?? `${table.name}_${fields.join('_')}_${end}`);
  const alter = (sql: string) => ddl.steps(`ALTER TABLE ${ddl.table(table)} ADD CONSTRAINT ${sql}`, span);
  const columns = ddl.columns(fields);
  switch (type) {
    case 'UNIQUE':
      return alter(`${named('uk')} UNIQUE (${columns})`);
    case 'PRIMARY KEY':
      return alter(`${named('pk')} PRIMARY KEY (${columns})`);
    case 'FOREIGN KEY': {
      const references = members(member(options, 'references'));
      const target = sequelizeTable(member(references, 'table'));
      const one = text(member(references, 'field'));
      const several = items(member(references, 'fields'))?.map(fieldName);
      const keys = one === undefined ? several : [one];
      if (!target || !allKnown(keys)) return undefined;
      const action = (key: string, words: string) => {
        const what = text(member(options, key));
        return what === undefined ? '' : ` ${words} ${what.toUpperCase()}`;
      };
      return alter(
        `${named(`${target.name}_fk`)} FOREIGN KEY (${columns}) REFERENCES ${ddl.table(target)} (${ddl.columns(keys)})${action('onUpdate', 'ON UPDATE')}${action('onDelete', 'ON DELETE')}`,
      );
    }
    default:
      return undefined;
  }
}
