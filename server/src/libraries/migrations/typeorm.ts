import type { Link } from '../../core/facts/calls';
import type { CodeFacts } from '../../core/facts/code';
import type { SchemaStep } from '../../core/facts/migrations';
import type { MigrationContext } from '../../core/library';
import type { Span } from '../../core/text';
import { constraintName } from '../typeorm/constraint-names';
import { createDdl, type Ddl, type TableElement, type TableName } from './ddl';
import { callOf, items, type Located, literal, type Members, member, members, text, texts } from './evaluate';
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
import { columnSql, type TypeOrmColumn, typeOrmEnum } from './typeorm-column';

// Long because every method of the query runner has its line.

/** What `async up(queryRunner: QueryRunner)` does. */
export function readTypeOrmMigration(unit: CodeFacts, context: MigrationContext): readonly SchemaStep[] {
  const fn = applyingFunction(unit);
  if (fn === undefined || fn === 'wrapped') return [];
  const ddl = createDdl(context);
  const executed = execute(fn, scopeOf(unit, context), (index, path) =>
    index === 0 ? role('queryRunner', path) : undefined,
  );
  return collectSteps(executed, ddl, call => readCall(call, ddl));
}

function readCall(call: MigrationCall, ddl: Ddl): readonly SchemaStep[] {
  const [link] = call.links;
  if (!link) return [];
  if (link.name === 'query') {
    const sql = argument(call, link, 0);
    return sql ? ddl.raw(sql, call.span) : [];
  }
  if (call.path.length > 0 || !CHANGES.test(link.name)) return [];
  const read = readChange(call, link, ddl);
  return read ?? [ddl.opaque(call.span, 'a part of the change is not known', tableOf(argument(call, link, 0)))];
}

const CHANGES = /^(?:create|drop|add|change|rename|replace|clearDatabase|executeMemory)/;

function readChange(call: MigrationCall, link: Link, ddl: Ddl): readonly SchemaStep[] | undefined {
  const at = (index: number) => argument(call, link, index);
  const { span } = call;
  switch (link.name) {
    case 'createTable':
      return createTable(at(0), literal(at(1)) === true || call.chain.guards.length > 0, call, ddl);
    case 'createSchema':
    case 'dropSchema': {
      const name = text(at(0));
      if (name === undefined) return undefined;
      const words = link.name === 'createSchema' ? 'CREATE SCHEMA IF NOT EXISTS' : 'DROP SCHEMA IF EXISTS';
      return ddl.steps(`${words} ${ddl.quote(name)}${link.name === 'dropSchema' ? ' CASCADE' : ''}`, span);
    }
    case 'createDatabase':
    case 'dropDatabase':
    case 'createCheckConstraint':
    case 'createCheckConstraints':
    case 'dropCheckConstraint':
    case 'dropCheckConstraints':
      return [];
    default:
  }
  const table = tableOf(at(0));
  if (!table) return undefined;
  const alter = (sql: string, where: Span = span) => ddl.steps(`ALTER TABLE ${ddl.table(table)} ${sql}`, where);
  switch (link.name) {
    case 'dropTable':
      return ddl.steps(`DROP TABLE IF EXISTS ${ddl.table(table)}`, span);
    case 'dropView':
      return ddl.steps(`DROP VIEW IF EXISTS ${ddl.table(table)}`, span);
    case 'renameTable': {
      const to = text(at(1));
      return to === undefined ? undefined : alter(`RENAME TO ${ddl.quote(to)}`);
    }
    case 'addColumn':
    case 'addColumns': {
      const given = link.name === 'addColumn' ? one(at(1)) : items(at(1));
      return all(given, column => addColumn(table, column, call, ddl));
    }
    case 'dropColumn':
    case 'dropColumns': {
      const names = namesOf(at(1));
      return names?.flatMap(name => alter(`DROP COLUMN ${ddl.quote(name)}`));
    }
    case 'renameColumn': {
      const [from, to] = [nameOf(at(1)), nameOf(at(2))];
      return from === undefined || to === undefined
        ? undefined
        : alter(`RENAME COLUMN ${ddl.quote(from)} TO ${ddl.quote(to)}`);
    }
    case 'changeColumn':
      return changeColumn(table, at(1), at(2), call, ddl);
    case 'createIndex':
    case 'createIndices':
      return all(link.name === 'createIndex' ? one(at(1)) : items(at(1)), index =>
        createIndex(table, index, call, ddl),
      );
    case 'createForeignKey':
    case 'createForeignKeys':
      return all(link.name === 'createForeignKey' ? one(at(1)) : items(at(1)), key => {
        const sql = foreignKeySql(table, optionsOf(key), ddl);
        return sql === undefined ? undefined : alter(`ADD ${sql}`, spanOf(key, call));
      });
    case 'createUniqueConstraint':
    case 'createUniqueConstraints':
      return all(link.name === 'createUniqueConstraint' ? one(at(1)) : items(at(1)), key => {
        const sql = uniqueSql(table, optionsOf(key), ddl);
        return sql === undefined ? undefined : alter(`ADD ${sql}`, spanOf(key, call));
      });
    case 'createPrimaryKey': {
      const columns = texts(at(1));
      const name = text(at(2)) ?? (columns && constraintName('PK', table.name, columns));
      return columns && name
        ? alter(`ADD CONSTRAINT ${ddl.quote(name)} PRIMARY KEY (${ddl.columns(columns)})`)
        : undefined;
    }
    case 'dropIndex': {
      const name = nameOf(at(1)) ?? derivedName('IDX', table, at(1));
      if (name === undefined) return undefined;
      const schema = table.schema === undefined ? {} : { schema: table.schema };
      return [{ kind: 'drop-index', index: { ...schema, name }, table, span }];
    }
    case 'dropForeignKey':
    case 'dropUniqueConstraint': {
      const prefix = link.name === 'dropForeignKey' ? 'FK' : 'UQ';
      const name = nameOf(at(1)) ?? derivedName(prefix, table, at(1));
      return name === undefined ? undefined : [{ kind: 'drop-constraint', table, name, span }];
    }
    default:
      return undefined;
  }
}

function one(located: Located | undefined): readonly Located[] | undefined {
  return located && [located];
}

function all(
  given: readonly Located[] | undefined,
  read: (located: Located) => readonly SchemaStep[] | undefined,
): readonly SchemaStep[] | undefined {
  const steps = given?.map(read);
  return steps?.every(step => step !== undefined) ? steps.flat() : undefined;
}

/** A name, `new Table({ name: 'shop.orders' })`, or `await queryRunner.getTable('orders')`. */
function tableOf(located: Located | undefined): TableName | undefined {
  const name = text(located) ?? nameOf(located) ?? nameOfLookup(located);
  if (name === undefined) return undefined;
  const parts = name.split('.');
  const [table, schema] = [parts.at(-1) ?? name, parts.at(-2)];
  return schema === undefined ? { name: table } : { schema, name: table };
}

function nameOfLookup(located: Located | undefined): string | undefined {
  const call = callOf(located);
  const last = call?.chain.links.at(-1);
  return call && last && /^getTable$|^getCachedTable$/.test(last.name) ? text(argument(call, last, 0)) : undefined;
}

/** The options of `new Table({ … })`, or the object itself. */
function optionsOf(located: Located | undefined): Members | undefined {
  const call = callOf(located);
  const [link] = call?.chain.links ?? [];
  if (call && link?.form === 'new') return members(argument(call, link, 0));
  return members(located);
}

function nameOf(located: Located | undefined): string | undefined {
  return text(located) ?? text(member(optionsOf(located), 'name'));
}

function namesOf(located: Located | undefined): readonly string[] | undefined {
  const single = nameOf(located);
  if (single !== undefined) return [single];
  const names = items(located)?.map(nameOf);
  return names?.every(name => name !== undefined) ? names : undefined;
}

/** The name of what was made without one, from its columns. */
function derivedName(prefix: 'IDX' | 'FK' | 'UQ', table: TableName, located: Located | undefined): string | undefined {
  const columns = texts(member(optionsOf(located), 'columnNames'));
  return columns && constraintName(prefix, table.name, columns);
}

function spanOf({ value, scope }: Located, call: MigrationCall): Span {
  return scope.unit === call.scope.unit ? spanAt(scope, value.span) : call.span;
}

function createTable(
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
    elements.push({ sql: column.sql, span, ...(column.unknownDefault ? { unknownDefault: true } : {}) });
    if (column.isUnique) elements.push({ sql: unique(table, [column.name], undefined, ddl), span });
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

function addColumn(
  table: TableName,
  located: Located,
  call: MigrationCall,
  ddl: Ddl,
): readonly SchemaStep[] | undefined {
  const column = columnSql(optionsOf(located), table, ddl);
  if (!column) return undefined;
  const span = spanOf(located, call);
  const alter = (sql: string) => ddl.steps(`ALTER TABLE ${ddl.table(table)} ADD ${sql}`, span);
  return [
    ...enumSteps(column, span, ddl),
    ...ddl.addColumn(table, { sql: column.sql, span, ...(column.unknownDefault ? { unknownDefault: true } : {}) }),
    ...(column.isUnique ? alter(unique(table, [column.name], undefined, ddl)) : []),
    ...(column.isPrimary
      ? alter(
          `CONSTRAINT ${ddl.quote(column.primaryKeyName ?? constraintName('PK', table.name, [column.name]))} PRIMARY KEY (${ddl.quote(column.name)})`,
        )
      : []),
  ];
}

/** TypeORM alters the column or makes it anew, with what stood on it gone: which, depends on how it was before. */
function changeColumn(
  table: TableName,
  old: Located | undefined,
  changed: Located | undefined,
  call: MigrationCall,
  ddl: Ddl,
): readonly SchemaStep[] | undefined {
  const from = nameOf(old);
  const column = columnSql(optionsOf(changed), table, ddl);
  if (from === undefined || !column) return undefined;
  const { span } = call;
  const name = ddl.quote(column.name);
  const actions = [
    ...(column.type === undefined ? [] : [`ALTER COLUMN ${name} TYPE ${column.type}`]),
    `ALTER COLUMN ${name} ${column.nullable ? 'DROP' : 'SET'} NOT NULL`,
  ];
  const renames =
    from === column.name
      ? []
      : ddl.steps(`ALTER TABLE ${ddl.table(table)} RENAME COLUMN ${ddl.quote(from)} TO ${name}`, span);
  return [
    ...renames,
    ...ddl.steps(`ALTER TABLE ${ddl.table(table)} ${actions.join(', ')}`, span),
    ddl.opaque(span, 'the column may have been made anew', table),
  ];
}

function createIndex(
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

function unique(table: TableName, columns: readonly string[], name: string | undefined, ddl: Ddl): string {
  return `CONSTRAINT ${ddl.quote(name ?? constraintName('UQ', table.name, columns))} UNIQUE (${ddl.columns(columns)})`;
}

function uniqueSql(table: TableName, options: Members | undefined, ddl: Ddl): string | undefined {
  const columns = texts(member(options, 'columnNames'));
  return columns && unique(table, columns, text(member(options, 'name')), ddl);
}

function foreignKeySql(table: TableName, options: Members | undefined, ddl: Ddl): string | undefined {
  const columns = texts(member(options, 'columnNames'));
  const referenced = texts(member(options, 'referencedColumnNames'));
  const target = tableOf(member(options, 'referencedTableName'));
  if (!columns || !referenced || !target || options?.open) return undefined;
  const schema = text(member(options, 'referencedSchema')) ?? target.schema;
  const name = text(member(options, 'name')) ?? constraintName('FK', table.name, columns);
  const action = (key: string, words: string) => {
    const what = text(member(options, key));
    return what === undefined ? '' : ` ${words} ${what}`;
  };
  const into = ddl.table({ ...(schema === undefined ? {} : { schema }), name: target.name });
  return `CONSTRAINT ${ddl.quote(name)} FOREIGN KEY (${ddl.columns(columns)}) REFERENCES ${into} (${ddl.columns(referenced)})${action('onDelete', 'ON DELETE')}${action('onUpdate', 'ON UPDATE')}`;
}
