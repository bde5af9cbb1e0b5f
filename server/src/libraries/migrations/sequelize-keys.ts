import type { SchemaStep } from '../../core/facts/migrations';
import type { Span } from '../../core/text';
import { underscore } from '../sequelize/names';
import { actionsSql, type Ddl, type TableName, tableNamed } from './ddl';
import { callOf, items, type Located, literal, type Members, member, members, text } from './evaluate';
import { argument } from './migration-call';
import { sequelizeTable } from './sequelize-column';

export function fieldName(located: Located): string | undefined {
  const options = members(located);
  return text(located) ?? text(member(options, 'name')) ?? text(member(options, 'attribute'));
}

export function allKnown(names: readonly (string | undefined)[] | undefined): names is readonly string[] {
  return names?.every(name => name !== undefined) ?? false;
}

/** `underscored(table_fields)`: Utils.nameIndex of Sequelize, and `underscore` of its inflection package. */
function indexName(table: TableName, fields: readonly (string | undefined)[] | undefined): string | undefined {
  return allKnown(fields) ? underscore(`${table.name.replaceAll('.', '_')}_${fields.join('_')}`) : undefined;
}

export function addIndex(
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

/** Named by a text or by its fields. `isObject`: the table is given as `{ tableName, schema }`. */
export function removeIndex(
  table: TableName,
  named: string | readonly Located[] | undefined,
  isObject: boolean,
  span: Span,
  { dialect }: Ddl,
): readonly SchemaStep[] | undefined {
  const name = typeof named === 'string' ? named : indexName(table, named?.map(fieldName));
  if (name === undefined) return undefined;
  if (dialect !== 'postgres' || !isObject) return [{ kind: 'drop-index', index: { name }, table, span }];
  // removeIndexQuery for PostgreSQL leaves out the schema of the table, and cannot name an index after an object.
  const [last = name, schema] = name.split('.').reverse();
  return typeof named === 'string' ? [{ kind: 'drop-index', index: tableNamed(schema, last), span }] : [];
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
export function addConstraint(
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
      const actions = actionsSql(key => text(member(options, key)));
      return alter(
        `${named(`${target.name}_fk`)} FOREIGN KEY (${columns}) REFERENCES ${ddl.table(target)} (${ddl.columns(keys)})${actions}`,
      );
    }
    default:
      return undefined;
  }
}
