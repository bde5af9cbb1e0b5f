import type { SchemaStep } from '../../core/facts/migrations';
import type { Span } from '../../core/text';
import { constraintName } from '../typeorm/constraint-names';
import type { Ddl, TableElement, TableName } from './ddl';
import { items, type Located, member } from './evaluate';
import { type MigrationCall, spanAt } from './migration-call';
import { columnSql, type TypeOrmColumn, typeOrmEnum } from './typeorm-column';
import { createIndex, foreignKeySql, uniqueOn, uniqueSql } from './typeorm-keys';
import { optionsOf, spanOf, tableOf } from './typeorm-objects';

export function createTable(
  located: Located | undefined,
  ifNotExists: boolean,
  call: MigrationCall,
  ddl: Ddl,
): readonly SchemaStep[] | undefined {
  const options = optionsOf(located);
  const table = tableOf(located);
  const columns = items(member(options, 'columns'));
  if (!options || !table) return undefined;
  let complete = !options.open && columns !== undefined;
  const elements: TableElement[] = [];
  const before: SchemaStep[] = [];
  const after: SchemaStep[] = [];
  const keys: string[] = [];
  let keyName: string | undefined;
  for (const located of columns ?? []) {
    const column = columnSql(optionsOf(located), table, ddl);
    if (!column) {
      complete = false;
      continue;
    }
    const span = spanOf(located, call);
    before.push(...enumSteps(column, span, ddl));
    elements.push({ sql: column.sql, span, unknownDefault: column.unknownDefault });
    if (column.isUnique) elements.push({ sql: uniqueOn(table, [column.name], undefined, ddl), span });
    if (column.isPrimary) keys.push(column.name);
    keyName ??= column.primaryKeyName;
  }
  if (keys.length > 0) {
    const name = keyName ?? constraintName('PK', table.name, keys);
    elements.push({ sql: `CONSTRAINT ${ddl.quote(name)} PRIMARY KEY (${ddl.columns(keys)})`, span: call.span });
  }
  const lists: readonly (readonly [string, (located: Located) => string | undefined])[] = [
    ['uniques', located => uniqueSql(table, optionsOf(located), ddl)],
    ['foreignKeys', located => foreignKeySql(table, optionsOf(located), ddl)],
  ];
  for (const [key, sqlOf] of lists) {
    const given = member(options, key);
    const list = given ? items(given) : [];
    if (!list) complete = false;
    for (const located of list ?? []) {
      const sql = sqlOf(located);
      if (sql === undefined) complete = false;
      else elements.push({ sql, span: spanOf(located, call) });
    }
  }
  const indices = member(options, 'indices');
  for (const located of (indices && items(indices)) ?? []) {
    const made = createIndex(table, located, call, ddl);
    if (made) after.push(...made);
    else complete = false;
  }
  if (indices && !items(indices)) complete = false;
  const nameSpan = member(options, 'name')?.value.span;
  const created = ddl.createTable({
    table,
    elements,
    ifNotExists,
    complete,
    nameSpan: nameSpan && located?.scope.unit === call.scope.unit ? spanAt(call.scope, nameSpan) : call.span,
    span: call.span,
  });
  return [...before, ...created, ...after];
}

function enumSteps(column: TypeOrmColumn, span: Span, ddl: Ddl): readonly SchemaStep[] {
  return column.enumValues && column.enumName
    ? ddl.steps(typeOrmEnum(column.enumName, column.enumValues, ddl), span)
    : [];
}

export function addColumn(
  table: TableName,
  located: Located,
  call: MigrationCall,
  ddl: Ddl,
): readonly SchemaStep[] | undefined {
  const column = columnSql(optionsOf(located), table, ddl);
  return column && addedColumn(table, column, spanOf(located, call), ddl);
}

export function addedColumn(table: TableName, column: TypeOrmColumn, span: Span, ddl: Ddl): readonly SchemaStep[] {
  const alter = (sql: string) => ddl.steps(`ALTER TABLE ${ddl.table(table)} ADD ${sql}`, span);
  return [
    ...enumSteps(column, span, ddl),
    ...ddl.addColumn(table, { sql: column.sql, span, unknownDefault: column.unknownDefault }),
    ...(column.isUnique ? alter(uniqueOn(table, [column.name], undefined, ddl)) : []),
    ...(column.isPrimary
      ? alter(
          `CONSTRAINT ${ddl.quote(column.primaryKeyName ?? constraintName('PK', table.name, [column.name]))} PRIMARY KEY (${ddl.quote(column.name)})`,
        )
      : []),
  ];
}
