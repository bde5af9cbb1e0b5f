import type { Link } from '../../core/facts/calls';
import type { CodeFacts } from '../../core/facts/code';
import type { SchemaStep } from '../../core/facts/migrations';
import type { MigrationContext } from '../../core/library';
import type { Span } from '../../core/text';
import { type Ddl, type TableName, tableNamed } from './ddl';
import { items, type Located, member, members, text, texts } from './evaluate';
import { argument, type MigrationCall, role } from './migration-call';
import { flag, nameOf, pgLiteral, shorthandsOf } from './node-pg-migrate-column';
import { addConstraint, columnNames, createIndex, indexName } from './node-pg-migrate-keys';
import { addColumns, alterColumn, createTable, type Tool } from './node-pg-migrate-table';
import { readMigration } from './read-migration';

/** What `exports.up = pgm => …` does. Reading only: its steps are sent after the function has run, in the same order. */
export function readNodePgMigration(unit: CodeFacts, context: MigrationContext): readonly SchemaStep[] {
  const shorthands = shorthandsOf(context);
  return readMigration(unit, context, {
    roles: (index, path) => (index === 0 ? role('pgm', path) : undefined),
    read: (call, ddl) => readCall(call, { ...ddl, shorthands }),
  });
}

function readCall(call: MigrationCall, ddl: Tool): readonly SchemaStep[] {
  const [link] = call.links;
  if (!link) return [];
  if (link.name === 'sql' || (call.path[0] === 'db' && /^(?:query|select)$/.test(link.name))) {
    const sql = argument(call, link, 0);
    if (!sql) return [];
    return link.args.length > 1 && text(sql)?.includes('{')
      ? [ddl.opaque(call.span, 'names are spliced in')]
      : ddl.raw(sql, call.span);
  }
  if (call.path.length > 0 || SILENT.test(link.name)) return [];
  const name = nameOf(argument(call, link, 0));
  return readChange(call, link, ddl) ?? [ddl.opaque(call.span, `a part of ${link.name} is not known`, name)];
}

const SILENT =
  /^(?:noTransaction|func|toPgLiteral|alterTable$|(?:create|drop|rename|alter)(?:Function|Trigger|Role|Policy|Sequence|Operator|OperatorClass|OperatorFamily|Cast)|addToOperatorFamily|removeFromOperatorFamily|grant|revoke|dropExtension|refreshMaterializedView|alterMaterializedView|alterView|alterViewColumn)/;

function readChange(call: MigrationCall, link: Link, ddl: Tool): readonly SchemaStep[] | undefined {
  const at = (index: number) => argument(call, link, index);
  const { span } = call;
  const name = nameOf(at(0));
  if (!name) return undefined;
  const target = ddl.table(name);
  const alter = (sql: string) => ddl.steps(`ALTER TABLE ${target} ${sql}`, span);
  const second = text(at(1));
  const third = text(at(2));
  switch (link.name) {
    case 'createTable':
      return createTable(name, at(1), at(2), call, link, ddl);
    case 'dropTable':
      return ddl.steps(`DROP TABLE IF EXISTS ${target} CASCADE`, span);
    case 'renameTable': {
      const to = nameOf(at(1));
      return to && alter(`RENAME TO ${ddl.quote(to.name)}`);
    }
    case 'addColumn':
    case 'addColumns':
      return addColumns(name, at(1), at(2), call, ddl);
    case 'dropColumn':
    case 'dropColumns': {
      const names = texts(at(1)) ?? members(at(1))?.entries.map(({ key }) => key);
      return names?.flatMap(column => alter(`DROP COLUMN ${ddl.quote(column)} CASCADE`));
    }
    case 'renameColumn':
      if (second === undefined || third === undefined) return undefined;
      return alter(`RENAME COLUMN ${ddl.quote(second)} TO ${ddl.quote(third)}`);
    case 'alterColumn':
      return second === undefined ? undefined : alterColumn(target, second, members(at(2)), span, ddl);
    case 'addConstraint':
    case 'createConstraint':
      return addConstraint(name, second, at(2), span, ddl);
    case 'dropConstraint':
      return second === undefined ? undefined : [{ kind: 'drop-constraint', table: name, name: second, span }];
    case 'renameConstraint':
      if (second === undefined || third === undefined) return undefined;
      return alter(`RENAME CONSTRAINT ${ddl.quote(second)} TO ${ddl.quote(third)}`);
    case 'addIndex':
    case 'createIndex':
      return createIndex(name, at(1), members(at(2)), at(2) !== undefined, span, ddl);
    case 'dropIndex': {
      const given = text(member(members(at(2)), 'name'));
      const index = given ?? indexName(name, columnNames(at(1)), flag(members(at(2)), 'unique'));
      if (index === undefined) return undefined;
      return [{ kind: 'drop-index', index: tableNamed(name.schema, index), span }];
    }
    case 'renameIndex': {
      const to = nameOf(at(1));
      return to && ddl.steps(`ALTER INDEX ${target} RENAME TO ${ddl.quote(to.name)}`, span);
    }
    case 'addType':
    case 'createType': {
      const values = items(at(1))?.map(text);
      if (!values) return ddl.steps(`CREATE TYPE ${target} AS ()`, span);
      return values.every(value => value !== undefined)
        ? ddl.steps(`CREATE TYPE ${target} AS ENUM (${values.map(ddl.value).join(', ')})`, span)
        : undefined;
    }
    case 'dropType':
      return ddl.steps(`DROP TYPE IF EXISTS ${target} CASCADE`, span);
    case 'renameType': {
      const to = nameOf(at(1));
      return to && ddl.steps(`ALTER TYPE ${target} RENAME TO ${ddl.quote(to.name)}`, span);
    }
    case 'addTypeValue': {
      if (second === undefined) return undefined;
      const place = (key: 'before' | 'after') => {
        const value = text(member(members(at(2)), key));
        return value === undefined ? '' : ` ${key.toUpperCase()} ${ddl.value(value)}`;
      };
      return ddl.steps(
        `ALTER TYPE ${target} ADD VALUE IF NOT EXISTS ${ddl.value(second)}${place('before')}${place('after')}`,
        span,
      );
    }
    case 'renameTypeValue':
      if (second === undefined || third === undefined) return undefined;
      return ddl.steps(`ALTER TYPE ${target} RENAME VALUE ${ddl.value(second)} TO ${ddl.value(third)}`, span);
    case 'createDomain': {
      if (second === undefined) return undefined;
      const notNull = flag(members(at(2)), 'notNull') ? ' NOT NULL' : '';
      return ddl.steps(`CREATE DOMAIN ${target} AS ${pgLiteral(second)}${notNull}`, span);
    }
    case 'dropDomain':
      return ddl.steps(`DROP DOMAIN IF EXISTS ${target}`, span);
    case 'createSchema':
      return ddl.steps(`CREATE SCHEMA IF NOT EXISTS ${target}`, span);
    case 'dropSchema':
      return ddl.steps(`DROP SCHEMA IF EXISTS ${target} CASCADE`, span);
    case 'renameSchema':
      return second === undefined
        ? undefined
        : ddl.steps(`ALTER SCHEMA ${target} RENAME TO ${ddl.quote(second)}`, span);
    case 'addExtension':
    case 'createExtension':
      return (texts(at(0)) ?? []).flatMap(one => ddl.steps(`CREATE EXTENSION IF NOT EXISTS ${ddl.quote(one)}`, span));
    case 'createView':
    case 'createMaterializedView':
      return createView(name, link, at(1), at(2), span, ddl);
    case 'dropView':
      return ddl.steps(`DROP VIEW IF EXISTS ${target} CASCADE`, span);
    case 'dropMaterializedView':
      return ddl.steps(`DROP MATERIALIZED VIEW IF EXISTS ${target} CASCADE`, span);
    default:
      return undefined;
  }
}

/** `createView(name, options, definition)`. */
function createView(
  name: TableName,
  link: Link,
  options: Located | undefined,
  definition: Located | undefined,
  span: Span,
  ddl: Ddl,
): readonly SchemaStep[] {
  const body = text(definition) ?? text(options);
  const materialized = link.name === 'createMaterializedView';
  const columns = texts(member(members(options), 'columns'));
  if (body !== undefined) {
    const list = columns ? ` (${ddl.columns(columns)})` : '';
    return ddl.steps(`CREATE ${materialized ? 'MATERIALIZED ' : ''}VIEW ${ddl.table(name)}${list} AS ${body}`, span);
  }
  const step: SchemaStep = {
    kind: 'create-view',
    view: name,
    materialized,
    replace: false,
    temporary: false,
    ifNotExists: false,
    nameSpan: span,
    span,
  };
  return [step];
}
