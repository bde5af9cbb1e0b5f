import type { Link } from '../../core/facts/calls';
import type { CodeFacts } from '../../core/facts/code';
import type { SchemaStep } from '../../core/facts/migrations';
import type { MigrationContext } from '../../core/library';
import type { Span } from '../../core/text';
import { createDdl, type Ddl, type TableElement, type TableName } from './ddl';
import { callOf, items, type Located, literal, text, texts } from './evaluate';
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
  type UnknownCall,
} from './program';

// Long because every method of the builder has its line.

/** What `export async function up(db: Kysely<any>)` does. */
export function readKyselyMigration(unit: CodeFacts, context: MigrationContext): readonly SchemaStep[] {
  const fn = applyingFunction(unit);
  if (fn === undefined) return [];
  const ddl = createDdl(context);
  if (fn === 'wrapped') return [ddl.opaque({ start: 0, end: 0 }, 'another function makes the migration')];
  return steps(execute(fn, scopeOf(unit, context), isDb), ddl);
}

const isDb = (index: number, path: readonly string[]) => (index === 0 ? role('db', path) : undefined);

function steps(executed: readonly Executed[], ddl: Ddl): readonly SchemaStep[] {
  return collectSteps(
    executed,
    ddl,
    call => readCall(call, ddl),
    call => readSql(call, ddl),
  );
}

/** ``sql`…`.execute(db)``, `sql.raw('…').execute(db)`. */
function readSql({ chain, scope, span }: UnknownCall, ddl: Ddl): readonly SchemaStep[] | undefined {
  const [first, second] = chain.links;
  if (!first || second?.name !== 'execute') return undefined;
  const isSql = first.form === 'tag' ? first.name === '' : first.name === 'raw';
  const sql = argument({ scope }, first, 0);
  return isSql && sql ? ddl.raw(sql, span) : undefined;
}

function readCall(call: MigrationCall, ddl: Ddl): readonly SchemaStep[] {
  const { links } = call;
  const callback = links[0]?.name === 'transaction' ? links.find(({ name }) => name === 'execute') : undefined;
  if (callback) {
    const inside = argument(call, callback, 0);
    return (inside && steps(executeCallback(inside, isDb) ?? [], ddl)) ?? [];
  }
  const path = [...call.path];
  let schema: string | undefined;
  let from = 0;
  for (const link of links) {
    if (link.name !== 'withSchema') break;
    schema = text(argument(call, link, 0));
    path.push(...(links[from + 1]?.via ?? []));
    from += 1;
  }
  if (!path.includes('schema') && !links[from]?.via.includes('schema')) return [];
  while (links[from]?.name === 'withSchema') from += 1;
  const [first, ...rest] = links.slice(from);
  // Without `execute` nothing is sent.
  if (!first || !rest.some(({ name }) => name === 'execute')) return [];
  const name = text(argument(call, first, 0));
  if (name === undefined) return [ddl.opaque(call.span, `${first.name} of a name that is not known`)];
  const table = tableName(name, schema);
  const read = readChange(call, first, rest, table, ddl);
  return read ?? [ddl.opaque(call.span, `a part of ${first.name} is not known`, table)];
}

function tableName(name: string, schema?: string): TableName {
  const [head = '', ...rest] = name.split('.');
  if (rest.length > 0) return { schema: head, name: rest.join('.') };
  return { ...(schema === undefined ? {} : { schema }), name };
}

function readChange(
  call: MigrationCall,
  first: Link,
  rest: readonly Link[],
  table: TableName,
  ddl: Ddl,
): readonly SchemaStep[] | undefined {
  const { span } = call;
  const target = ddl.table(table);
  switch (first.name) {
    case 'createTable':
      return createTable(call, first, rest, table, ddl);
    case 'alterTable':
      return alterTable(call, rest, table, ddl);
    case 'dropTable':
      return ddl.steps(`DROP TABLE IF EXISTS ${target} CASCADE`, span);
    case 'createIndex':
      return createIndex(call, rest, table, ddl);
    case 'dropIndex':
      return ddl.steps(`DROP INDEX IF EXISTS ${target}`, span);
    case 'createType': {
      const values = texts(
        argument(
          call,
          rest.find(({ name }) => name === 'asEnum'),
          0,
        ),
      );
      return values && ddl.steps(`CREATE TYPE ${target} AS ENUM (${values.map(ddl.value).join(', ')})`, span);
    }
    case 'dropType':
      return ddl.steps(`DROP TYPE IF EXISTS ${target}`, span);
    case 'createSchema':
      return ddl.steps(`CREATE SCHEMA IF NOT EXISTS ${ddl.quote(table.name)}`, span);
    case 'dropSchema':
      return ddl.steps(`DROP SCHEMA IF EXISTS ${ddl.quote(table.name)} CASCADE`, span);
    case 'dropView':
      return ddl.steps(`DROP VIEW IF EXISTS ${target}`, span);
    case 'createView':
      return [
        {
          kind: 'create-view',
          view: table,
          materialized: rest.some(({ name }) => name === 'materialized'),
          replace: rest.some(({ name }) => name === 'orReplace'),
          temporary: rest.some(({ name }) => name === 'temporary'),
          ifNotExists: rest.some(({ name }) => name === 'ifNotExists'),
          nameSpan: spanAt(call.scope, first.args[0]?.value.span ?? span),
          span,
        },
      ];
    case 'refreshMaterializedView':
      return [];
    default:
      return undefined;
  }
}

function linkSpan(call: MigrationCall, link: Link): Span {
  return spanAt(call.scope, { start: link.nameSpan.start, end: link.span.end });
}

function createTable(
  call: MigrationCall,
  first: Link,
  rest: readonly Link[],
  table: TableName,
  ddl: Ddl,
): readonly SchemaStep[] {
  const elements: TableElement[] = [];
  let complete = true;
  for (const link of rest) {
    const constraint = constraintSql(call, link, ddl);
    const element = link.name === 'addColumn' ? columnSql(call, link, ddl) : constraint;
    if (element) elements.push({ ...element, span: linkSpan(call, link) });
    else if (!NO_PART.has(link.name)) complete = false;
  }
  return ddl.createTable({
    table,
    elements,
    ifNotExists: rest.some(({ name }) => name === 'ifNotExists') || call.chain.guards.length > 0,
    temporary: rest.some(({ name }) => name === 'temporary'),
    complete,
    nameSpan: spanAt(call.scope, first.args[0]?.value.span ?? call.span),
    span: call.span,
  });
}

/** Links that add no column and no key. */
const NO_PART: ReadonlySet<string> = new Set([
  'execute',
  'ifNotExists',
  'temporary',
  'onCommit',
  'addCheckConstraint',
  'modifyFront',
  '$call',
  '$if',
]);

interface Element {
  readonly sql: string;
  readonly unknownDefault?: boolean;
}

function columnSql(call: MigrationCall, link: Link, ddl: Ddl): Element | undefined {
  const name = text(argument(call, link, 0));
  const type = sqlOf(argument(call, link, 1));
  if (name === undefined || type === undefined) return undefined;
  const given = argument(call, link, 2);
  const words = [typeSql(type, ddl)];
  let unknownDefault = false;
  for (const modifier of given ? modifiersOf(given) : []) {
    const [sql, known] = modifierSql(modifier.call, modifier.link, ddl);
    if (!known) return undefined;
    if (sql === undefined) unknownDefault = true;
    words.push(sql ?? "DEFAULT ''");
  }
  return {
    sql: `${ddl.quote(name)} ${words.filter(word => word !== '').join(' ')}`,
    ...(unknownDefault ? { unknownDefault } : {}),
  };
}

/** `col => col.notNull().references('users.id')`. */
function modifiersOf(callback: Located): readonly { readonly call: MigrationCall; readonly link: Link }[] {
  const executed = executeCallback(callback, (index, path) => (index === 0 ? role('column', path) : undefined)) ?? [];
  return executed.flatMap(one =>
    one.kind === 'call' && one.role === 'column' ? one.links.map(link => ({ call: one, link })) : [],
  );
}

function typeSql(type: string, { dialect }: Ddl): string {
  if (dialect === 'postgres' && type === 'datetime') return 'timestamp';
  return type;
}

/** A text, or ``sql`…` ``. */
function sqlOf(located: Located | undefined): string | undefined {
  const plain = text(located);
  if (plain !== undefined) return plain;
  const call = callOf(located);
  const [link] = call?.chain.links ?? [];
  return call && link && (link.form === 'tag' || link.name === 'raw' || link.name === 'lit')
    ? text(argument(call, link, 0))
    : undefined;
}

/** Undefined: a default that cannot be read. */
function modifierSql(call: MigrationCall, link: Link, ddl: Ddl): readonly [string | undefined, boolean] {
  const at = argument(call, link, 0);
  switch (link.name) {
    case 'primaryKey':
      return ['PRIMARY KEY', true];
    case 'notNull':
      return ['NOT NULL', true];
    case 'unique':
      return ['UNIQUE', true];
    case 'nullsNotDistinct':
      return ['NULLS NOT DISTINCT', true];
    case 'autoIncrement':
      return [ddl.dialect === 'mysql' ? 'AUTO_INCREMENT' : ddl.dialect === 'sqlite' ? 'AUTOINCREMENT' : '', true];
    case 'unsigned':
      return [ddl.dialect === 'mysql' ? 'UNSIGNED' : '', true];
    case 'generatedAlwaysAsIdentity':
      return ['GENERATED ALWAYS AS IDENTITY', true];
    case 'generatedByDefaultAsIdentity':
      return ['GENERATED BY DEFAULT AS IDENTITY', true];
    case 'generatedAlwaysAs': {
      const sql = sqlOf(at);
      return [sql === undefined ? undefined : `GENERATED ALWAYS AS (${sql})`, sql !== undefined];
    }
    case 'stored':
      return ['STORED', true];
    case 'onDelete':
    case 'onUpdate':
      return [
        `${link.name === 'onDelete' ? 'ON DELETE' : 'ON UPDATE'} ${text(at) ?? 'NO ACTION'}`,
        text(at) !== undefined,
      ];
    case 'references': {
      const match = /^(?:(.+)\.)?([^.]+)\.([^.]+)$/.exec(text(at) ?? '');
      if (!match?.[2] || !match[3]) return [undefined, false];
      const target = tableName(match[2], match[1]);
      return [`REFERENCES ${ddl.table(target)} (${ddl.quote(match[3])})`, true];
    }
    case 'defaultTo': {
      const constant = literal(at);
      if (constant === null) return ['', true];
      const sql = constant === undefined ? sqlOf(at) : ddl.value(constant);
      return [sql === undefined ? undefined : `DEFAULT ${sql}`, true];
    }
    case 'check':
    case 'ifNotExists':
    case 'modifyFront':
      return ['', true];
    default:
      return [undefined, false];
  }
}

/** `addForeignKeyConstraint(name, columns, table, columns, cb => cb.onDelete('cascade'))`. */
function constraintSql(call: MigrationCall, link: Link, ddl: Ddl): Element | undefined {
  const name = text(argument(call, link, 0));
  const columns = items(argument(call, link, 1))?.map(text);
  if (name === undefined || !columns?.every(column => column !== undefined)) return undefined;
  const start = `CONSTRAINT ${ddl.quote(name)}`;
  switch (link.name) {
    case 'addPrimaryKeyConstraint':
      return { sql: `${start} PRIMARY KEY (${ddl.columns(columns)})` };
    case 'addUniqueConstraint':
      return { sql: `${start} UNIQUE (${ddl.columns(columns)})` };
    case 'addForeignKeyConstraint': {
      const target = text(argument(call, link, 2));
      const referenced = items(argument(call, link, 3))?.map(text);
      if (target === undefined || !referenced?.every(column => column !== undefined)) return undefined;
      const given = argument(call, link, 4);
      const modifiers = (given ? modifiersOf(given) : []).map(one => modifierSql(one.call, one.link, ddl)[0] ?? '');
      return {
        sql: [
          `${start} FOREIGN KEY (${ddl.columns(columns)}) REFERENCES ${ddl.table(tableName(target))} (${ddl.columns(referenced)})`,
          ...modifiers.filter(word => word !== ''),
        ].join(' '),
      };
    }
    default:
      return undefined;
  }
}

function alterTable(
  call: MigrationCall,
  links: readonly Link[],
  table: TableName,
  ddl: Ddl,
): readonly SchemaStep[] | undefined {
  const result: SchemaStep[] = [];
  const alter = (sql: string, link: Link) =>
    result.push(...ddl.steps(`ALTER TABLE ${ddl.table(table)} ${sql}`, linkSpan(call, link)));
  let key: Link | undefined;
  for (const link of links) {
    const name = text(argument(call, link, 0));
    const second = text(argument(call, link, 1));
    const constraint = constraintSql(call, link, ddl);
    if (constraint) {
      key = link;
      const at = links.indexOf(link);
      const actions = following(call, links, at, ddl);
      alter(`ADD ${constraint.sql}${actions}`, link);
      continue;
    }
    switch (link.name) {
      case 'execute':
      case 'addCheckConstraint':
        break;
      case 'onDelete':
      case 'onUpdate':
        if (!key) return undefined;
        break;
      case 'addColumn': {
        const column = columnSql(call, link, ddl);
        if (!column) return undefined;
        result.push(...ddl.addColumn(table, { ...column, span: linkSpan(call, link) }));
        break;
      }
      case 'dropColumn':
        if (name === undefined) return undefined;
        alter(`DROP COLUMN ${ddl.quote(name)}`, link);
        break;
      case 'renameColumn':
        if (name === undefined || second === undefined) return undefined;
        alter(`RENAME COLUMN ${ddl.quote(name)} TO ${ddl.quote(second)}`, link);
        break;
      case 'renameTo':
        if (name === undefined) return undefined;
        alter(`RENAME TO ${ddl.quote(name)}`, link);
        break;
      case 'setSchema':
        if (name === undefined) return undefined;
        alter(`SET SCHEMA ${ddl.quote(name)}`, link);
        break;
      case 'dropConstraint':
        if (name === undefined) return undefined;
        result.push({ kind: 'drop-constraint', table, name, span: linkSpan(call, link) });
        break;
      case 'renameConstraint':
        if (name === undefined || second === undefined) return undefined;
        alter(`RENAME CONSTRAINT ${ddl.quote(name)} TO ${ddl.quote(second)}`, link);
        break;
      case 'alterColumn': {
        const actions = name === undefined ? undefined : alterActions(argument(call, link, 1), ddl);
        if (name === undefined || !actions) return undefined;
        for (const action of actions) alter(`ALTER COLUMN ${ddl.quote(name)} ${action}`, link);
        break;
      }
      default:
        return undefined;
    }
  }
  return result;
}

/** `.addForeignKeyConstraint(…).onDelete('cascade')`: what follows belongs to the key. */
function following(call: MigrationCall, links: readonly Link[], at: number, ddl: Ddl): string {
  let words = '';
  for (const link of links.slice(at + 1)) {
    if (link.name !== 'onDelete' && link.name !== 'onUpdate') break;
    words += ` ${modifierSql(call, link, ddl)[0] ?? ''}`;
  }
  return words;
}

function alterActions(callback: Located | undefined, ddl: Ddl): readonly string[] | undefined {
  const actions = (callback ? modifiersOf(callback) : []).map(({ call, link }) => {
    const given = argument(call, link, 0);
    switch (link.name) {
      case 'setNotNull':
        return 'SET NOT NULL';
      case 'dropNotNull':
        return 'DROP NOT NULL';
      case 'dropDefault':
        return 'DROP DEFAULT';
      case 'setDataType': {
        const type = sqlOf(given);
        return type === undefined ? undefined : `TYPE ${typeSql(type, ddl)}`;
      }
      case 'setDefault': {
        const constant = literal(given);
        const sql = constant === undefined ? sqlOf(given) : ddl.value(constant);
        return sql === undefined ? undefined : `SET DEFAULT ${sql}`;
      }
      default:
        return undefined;
    }
  });
  return actions.every(action => action !== undefined) ? actions : undefined;
}

function createIndex(
  call: MigrationCall,
  links: readonly Link[],
  index: TableName,
  ddl: Ddl,
): readonly SchemaStep[] | undefined {
  const linkNamed = (name: string) => links.find(link => link.name === name);
  const on = text(argument(call, linkNamed('on'), 0));
  if (on === undefined || linkNamed('where')) return undefined;
  const parts: string[] = [];
  for (const link of links) {
    if (link.name === 'column' || link.name === 'columns') {
      const given = texts(argument(call, link, 0)) ?? sqlTexts(argument(call, link, 0));
      if (!given) return undefined;
      parts.push(...given.map(column => orderedColumn(column, ddl)));
    } else if (link.name === 'expression') {
      const sql = sqlOf(argument(call, link, 0));
      if (sql === undefined) return undefined;
      parts.push(`(${sql})`);
    }
  }
  const method = sqlOf(argument(call, linkNamed('using'), 0));
  if (linkNamed('using') && method === undefined) return undefined;
  const words = [
    `CREATE ${linkNamed('unique') ? 'UNIQUE ' : ''}INDEX${linkNamed('ifNotExists') ? ' IF NOT EXISTS' : ''}`,
    `${ddl.quote(index.name)} ON ${ddl.table(tableName(on, index.schema))}${method === undefined ? '' : ` USING ${method}`} (${parts.join(', ')})`,
    linkNamed('nullsNotDistinct') ? 'NULLS NOT DISTINCT' : '',
  ];
  return parts.length === 0 ? undefined : ddl.steps(words.join(' '), call.span);
}

function sqlTexts(located: Located | undefined): readonly string[] | undefined {
  const all = items(located)?.map(sqlOf);
  return all?.every(one => one !== undefined) ? all : undefined;
}

/** `'created_at desc'`. */
function orderedColumn(column: string, ddl: Ddl): string {
  const [name = '', ...order] = column.split(' ');
  return [ddl.quote(name), ...order].join(' ');
}
