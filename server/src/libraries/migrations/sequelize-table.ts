import type { Link } from '../../core/facts/calls';
import type { SchemaStep } from '../../core/facts/migrations';
import type { Span } from '../../core/text';
import { type Ddl, type TableElement, type TableName, tableNamed } from './ddl';
import { items, type Located, member, members, text } from './evaluate';
import { type MigrationCall, partSpan, spanAt } from './migration-call';
import { type SequelizeColumn, sequelizeColumn } from './sequelize-column';
import { allKnown, fieldName } from './sequelize-keys';

export function createTable(
  given: TableName,
  attributes: Located | undefined,
  options: Located | undefined,
  call: MigrationCall,
  link: Link,
  ddl: Ddl,
): readonly SchemaStep[] | undefined {
  const listed = members(attributes);
  if (!listed) return undefined;
  const schema = text(member(members(options), 'schema')) ?? given.schema;
  const table = tableNamed(schema, given.name);
  const elements: TableElement[] = [];
  const before: SchemaStep[] = [];
  const keys: string[] = [];
  let complete = !listed.open;
  for (const entry of listed.entries) {
    const column = sequelizeColumn(entry.key, entry, table, ddl);
    if (!column) {
      complete = false;
      continue;
    }
    const span = partSpan(call, entry.scope, entry.span);
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
  return { sql, span, unknownDefault: column.unknownDefault };
}

function enumSteps({ enumType, enumValues }: SequelizeColumn, span: Span, ddl: Ddl): readonly SchemaStep[] {
  if (enumType === undefined || !enumValues) return [];
  return ddl.steps(`CREATE TYPE ${enumType} AS ENUM (${enumValues.map(ddl.value).join(', ')})`, span);
}

export function addColumn(
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
export function changeColumn(target: string, column: SequelizeColumn, span: Span, ddl: Ddl): readonly SchemaStep[] {
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
