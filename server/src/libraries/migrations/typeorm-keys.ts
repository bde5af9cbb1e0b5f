import type { SchemaStep } from '../../core/facts/migrations';
import { constraintName } from '../typeorm/constraint-names';
import { actionsSql, type Ddl, type TableName, tableNamed } from './ddl';
import { type Located, literal, type Members, member, text, texts } from './evaluate';
import type { MigrationCall } from './migration-call';
import { optionsOf, spanOf, tableOf } from './typeorm-objects';

/** The name of what was made without one, from its columns. */
export function derivedName(
  prefix: 'IDX' | 'FK' | 'UQ',
  table: TableName,
  located: Located | undefined,
): string | undefined {
  const columns = texts(member(optionsOf(located), 'columnNames'));
  return columns && constraintName(prefix, table.name, columns);
}

export function createIndex(
  table: TableName,
  located: Located,
  call: MigrationCall,
  ddl: Ddl,
): readonly SchemaStep[] | undefined {
  const options = optionsOf(located);
  const columns = texts(member(options, 'columnNames'));
  if (!columns || options?.open) return undefined;
  const where = text(member(options, 'where'));
  if (member(options, 'where') && where === undefined) return undefined;
  const name = text(member(options, 'name')) ?? constraintName('IDX', table.name, columns, where);
  const flag = (key: string) => literal(member(options, key)) === true;
  const words = flag('isUnique') ? 'UNIQUE INDEX' : 'INDEX';
  const using = flag('isSpatial') ? ' USING GiST' : '';
  const list = columns.map(column => (/[("]/.test(column) ? column : ddl.quote(column))).join(', ');
  const sql = `CREATE ${words} ${ddl.quote(name)} ON ${ddl.table(table)}${using} (${list})${where === undefined ? '' : ` WHERE ${where}`}`;
  return ddl.steps(sql, spanOf(located, call));
}

export function uniqueOn(table: TableName, columns: readonly string[], name: string | undefined, ddl: Ddl): string {
  return `CONSTRAINT ${ddl.quote(name ?? constraintName('UQ', table.name, columns))} UNIQUE (${ddl.columns(columns)})`;
}

export function uniqueSql(table: TableName, options: Members | undefined, ddl: Ddl): string | undefined {
  const columns = texts(member(options, 'columnNames'));
  return columns && uniqueOn(table, columns, text(member(options, 'name')), ddl);
}

export function foreignKeySql(table: TableName, options: Members | undefined, ddl: Ddl): string | undefined {
  const columns = texts(member(options, 'columnNames'));
  const referenced = texts(member(options, 'referencedColumnNames'));
  const target = tableOf(member(options, 'referencedTableName'));
  if (!columns || !referenced || !target || options?.open) return undefined;
  const schema = text(member(options, 'referencedSchema')) ?? target.schema;
  const name = text(member(options, 'name')) ?? constraintName('FK', table.name, columns);
  const into = ddl.table(tableNamed(schema, target.name));
  const actions = actionsSql(key => text(member(options, key)));
  return `CONSTRAINT ${ddl.quote(name)} FOREIGN KEY (${ddl.columns(columns)}) REFERENCES ${into} (${ddl.columns(referenced)})${actions}`;
}
