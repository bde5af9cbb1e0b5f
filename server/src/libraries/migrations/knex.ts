import type { Link } from '../../core/facts/calls';
import type { CodeFacts } from '../../core/facts/code';
import type { SchemaStep } from '../../core/facts/migrations';
import type { MigrationContext } from '../../core/library';
import type { Ddl } from './ddl';
import { items, type Located, literal, text } from './evaluate';
import { knexName } from './knex-names';
import type { KnexTable } from './knex-parts';
import { alterKnexTable, createKnexTable } from './knex-table';
import { argument, type MigrationCall, role, spanAt } from './migration-call';
import { executeCallback } from './program';
import { type MigrationReader, readMigration, stepsOf } from './read-migration';

/** What `exports.up = async knex => …` does. */
export function readKnexMigration(unit: CodeFacts, context: MigrationContext): readonly SchemaStep[] {
  return readMigration(unit, context, context.naming === 'default' ? READER : { ...READER, identifier: underscore });
}

const READER: MigrationReader = {
  roles: (index, path) => (index === 0 ? role('knex', path) : undefined),
  read: readCall,
};

function readCall(call: MigrationCall, ddl: Ddl): readonly SchemaStep[] {
  const [first] = call.links;
  if (!first) return [];
  if (call.path[0] === 'schema') return readSchemaChain(call, ddl);
  if (call.path.length > 0) return [];
  switch (first.name) {
    case 'raw':
      return readRaw(call, first, ddl);
    case 'transaction': {
      const inside = argument(call, first, 0);
      return stepsOf((inside && executeCallback(inside, READER.roles)) ?? [], ddl, READER);
    }
    // `knex('users').insert(…)` and its like are about rows.
    default:
      return [];
  }
}

function readSchemaChain(call: MigrationCall, ddl: Ddl): readonly SchemaStep[] {
  const result: SchemaStep[] = [];
  let schema: string | undefined;
  for (const link of call.links) {
    if (link.name === 'withSchema') {
      schema = text(argument(call, link, 0));
      if (schema === undefined) return [ddl.opaque(call.span, 'the schema is not known')];
      continue;
    }
    result.push(...readSchemaCall(call, link, schema, ddl));
  }
  return result;
}

function readSchemaCall(call: MigrationCall, link: Link, schema: string | undefined, ddl: Ddl): readonly SchemaStep[] {
  if (link.name === 'raw') return readRaw(call, link, ddl);
  if (SILENT.has(link.name)) return [];
  const span = spanAt(
    call.scope,
    link.argumentsSpan.end > link.span.end ? call.span : { start: link.nameSpan.start, end: link.span.end },
  );
  const first = text(argument(call, link, 0));
  const second = text(argument(call, link, 1));
  if (first === undefined) return [ddl.opaque(span, `${link.name} of a name that is not known`)];
  const name = knexName(first, ddl, schema);
  const table: KnexTable = {
    name,
    call,
    span,
    nameSpan: spanAt(call.scope, link.args[0]?.value.span ?? span),
  };
  switch (link.name) {
    case 'createTable':
    case 'createTableIfNotExists':
      return createKnexTable(
        table,
        argument(call, link, 1),
        ddl,
        link.name === 'createTableIfNotExists' || isGuarded(call),
      );
    case 'createTableLike': {
      const like = second === undefined ? undefined : ddl.table(knexName(second, ddl, schema));
      if (like === undefined) return [ddl.opaque(span, 'the table it is like is not known', name)];
      const made = ddl.steps(`CREATE TABLE ${ddl.table(name)} (LIKE ${like} INCLUDING ALL)`, span);
      const more = argument(call, link, 2);
      return more ? [...made, ...alterKnexTable(table, more, ddl)] : made;
    }
    case 'table':
    case 'alterTable':
      return alterKnexTable(table, argument(call, link, 1), ddl);
    case 'renameTable':
      if (second === undefined) return [ddl.opaque(span, 'the new name is not known', name)];
      return ddl.steps(`ALTER TABLE ${ddl.table(name)} RENAME TO ${ddl.quote(second)}`, span);
    case 'dropTable':
    case 'dropTableIfExists':
      return ddl.steps(`DROP TABLE IF EXISTS ${ddl.table(name)}`, span);
    case 'dropView':
    case 'dropViewIfExists':
      return ddl.steps(`DROP VIEW IF EXISTS ${ddl.table(name)}`, span);
    case 'dropMaterializedView':
    case 'dropMaterializedViewIfExists':
      return ddl.steps(`DROP MATERIALIZED VIEW IF EXISTS ${ddl.table(name)}`, span);
    case 'createView':
    case 'createViewOrReplace':
    case 'createMaterializedView':
      return [
        {
          kind: 'create-view',
          view: name,
          materialized: link.name === 'createMaterializedView',
          replace: link.name === 'createViewOrReplace',
          temporary: false,
          ifNotExists: false,
          nameSpan: table.nameSpan,
          span,
        },
      ];
    case 'createSchema':
    case 'createSchemaIfNotExists':
      return ddl.steps(`CREATE SCHEMA IF NOT EXISTS ${ddl.quote(first)}`, span);
    case 'dropSchema':
    case 'dropSchemaIfExists':
      return ddl.steps(`DROP SCHEMA IF EXISTS ${ddl.quote(first)} CASCADE`, span);
    case 'createExtension':
    case 'createExtensionIfNotExists':
      return ddl.steps(`CREATE EXTENSION IF NOT EXISTS ${ddl.quote(first)}`, span);
    default:
      return [ddl.opaque(span, `${link.name} is not known`, name)];
  }
}

/** Nothing of these changes the schema. */
const SILENT: ReadonlySet<string> = new Set([
  'hasTable',
  'hasColumn',
  'hasIndex',
  'queryContext',
  'toString',
  'toSQL',
  'toQuery',
  'generateDdlCommands',
  'refreshMaterializedView',
  'dropExtension',
  'dropExtensionIfExists',
  'on',
  'debug',
  'connection',
  'transacting',
  'timeout',
]);

/** A check whether the table is there decides; when it was there before, it stays as it was. */
function isGuarded({ chain }: MigrationCall): boolean {
  return chain.guards.length > 0;
}

/** `wrapIdentifier` of a project is nearly always there to write `userId` as `user_id`. */
function underscore(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
}

/** `raw('ALTER TABLE ?? …', ['users'])`: names and values are spliced in by the client. */
function readRaw(call: MigrationCall, link: Link, ddl: Ddl): readonly SchemaStep[] {
  const sql = argument(call, link, 0);
  if (!sql) return [];
  const given = argument(call, link, 1);
  const whole = text(sql);
  if (!given || !whole?.includes('?')) return ddl.raw(sql, call.span);
  const bindings = items(given) ?? [given];
  const spliced = splice(whole, bindings, ddl);
  if (spliced !== undefined) return ddl.steps(spliced, call.span);
  return ddl.raw({ ...sql, value: { kind: 'opaque', uses: [], span: sql.value.span } }, call.span);
}

function splice(sql: string, bindings: readonly Located[], ddl: Ddl): string | undefined {
  let next = 0;
  let known = true;
  const result = sql.replace(/\?\??/g, mark => {
    const value = literal(bindings[next++]);
    if (value === undefined) known = false;
    return mark === '??' ? ddl.table(knexName(String(value), ddl)) : ddl.value(value ?? null);
  });
  return known ? result : undefined;
}
