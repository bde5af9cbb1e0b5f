import type { Link } from '../../core/facts/calls';
import type { CodeFacts } from '../../core/facts/code';
import type { SchemaStep } from '../../core/facts/migrations';
import type { MigrationContext } from '../../core/library';
import type { Ddl, TableElement, TableName } from './ddl';
import { text, texts } from './evaluate';
import { alterTable } from './kysely-alter-table';
import { columnSql, constraintSql, linkSpan, tableName } from './kysely-column';
import { createIndex } from './kysely-index';
import { argument, type MigrationCall, role, spanAt, type UnknownCall } from './migration-call';
import { executeCallback } from './program';
import { type MigrationReader, readMigration, stepsOf } from './read-migration';

/** What `export async function up(db: Kysely<any>)` does. */
export function readKyselyMigration(unit: CodeFacts, context: MigrationContext): readonly SchemaStep[] {
  return readMigration(unit, context, READER);
}

const READER: MigrationReader = {
  roles: (index, path) => (index === 0 ? role('db', path) : undefined),
  read: readCall,
  readUnknown: readSql,
};

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
    return stepsOf((inside && executeCallback(inside, READER.roles)) ?? [], ddl, READER);
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
