import type { SchemaStep } from '../../core/facts/migrations';
import type { Span } from '../../core/text';
import type { Ddl, TableName } from './ddl';
import { items, type Located, type Members, member, members, text, texts } from './evaluate';
import { flag, nameOf, referencesSql } from './node-pg-migrate-column';

export function addConstraint(
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
export function constraintSqls(
  table: TableName,
  given: string,
  options: Members | undefined,
  ddl: Ddl,
): string[] | undefined {
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
export function columnNames(located: Located | undefined): readonly string[] | undefined {
  const plain = text(located);
  const given = plain === undefined ? (items(located) ?? (located ? [located] : [])) : undefined;
  const names = plain === undefined ? given?.map(one => text(one) ?? text(member(members(one), 'name'))) : [plain];
  return names?.every(name => name !== undefined) ? names : undefined;
}

export function indexName(
  table: TableName,
  columns: readonly string[] | undefined,
  unique: boolean,
): string | undefined {
  return columns && `${table.name}_${columns.join('_')}${unique ? '_unique' : ''}_index`;
}

export function createIndex(
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
