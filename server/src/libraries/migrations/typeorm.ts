import type { Link } from '../../core/facts/calls';
import type { CodeFacts } from '../../core/facts/code';
import type { SchemaStep } from '../../core/facts/migrations';
import type { MigrationContext } from '../../core/library';
import type { Span } from '../../core/text';
import { constraintName } from '../typeorm/constraint-names';
import { type Ddl, tableNamed } from './ddl';
import { items, type Located, literal, text, texts } from './evaluate';
import { argument, type MigrationCall, role } from './migration-call';
import { type MigrationReader, readMigration } from './read-migration';
import { changeColumn, renameColumn } from './typeorm-change-column';
import { createIndex, derivedName, foreignKeySql, uniqueSql } from './typeorm-keys';
import { nameOf, namesOf, optionsOf, spanOf, tableOf } from './typeorm-objects';
import { addColumn, createTable } from './typeorm-table';

/** What `async up(queryRunner: QueryRunner)` does. */
export function readTypeOrmMigration(unit: CodeFacts, context: MigrationContext): readonly SchemaStep[] {
  return readMigration(unit, context, READER);
}

const READER: MigrationReader = {
  roles: (index, path) => (index === 0 ? role('queryRunner', path) : undefined),
  ofClass: true,
  read: readCall,
};

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
      return to === undefined ? undefined : [{ kind: 'rename-table', table, to, following: 'typeorm', span }];
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
      const [from, to] = [nameOf(at(1)), text(at(2))];
      if (to === undefined) return changeColumn(table, at(1), at(2), call, ddl);
      return from === undefined ? undefined : [renameColumn(table, from, to, span)];
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
      return [{ kind: 'drop-index', index: tableNamed(table.schema, name), table, span }];
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
