import type { Link } from '../../core/facts/calls';
import type { CodeFacts } from '../../core/facts/code';
import type { SchemaStep } from '../../core/facts/migrations';
import type { MigrationContext } from '../../core/library';
import type { Ddl } from './ddl';
import { items, type Located, member, members, text } from './evaluate';
import { argument, type MigrationCall, role } from './migration-call';
import { executeCallback } from './program';
import { type MigrationReader, readMigration, stepsOf } from './read-migration';
import { sequelizeColumn, sequelizeTable } from './sequelize-column';
import { addConstraint, addIndex, removeIndex } from './sequelize-keys';
import { addColumn, changeColumn, createTable } from './sequelize-table';

/** What `up(queryInterface, Sequelize)` does. */
export function readSequelizeMigration(unit: CodeFacts, context: MigrationContext): readonly SchemaStep[] {
  return readMigration(unit, context, READER);
}

const READER: MigrationReader = {
  roles(index, path) {
    if (index === 1) return role('Sequelize', path);
    // Umzug hands over `{ context: queryInterface }`.
    const [first, ...rest] = path;
    if (index !== 0) return undefined;
    if (first === 'context' && rest[0] !== 'queryInterface') return role('queryInterface', rest);
    if (first === 'context') return role('queryInterface', rest.slice(1));
    return first === 'queryInterface' ? role('queryInterface', rest) : role('queryInterface', path);
  },
  read: (call, ddl) => (call.role === 'queryInterface' ? readCall(call, ddl) : []),
};

function readCall(call: MigrationCall, ddl: Ddl): readonly SchemaStep[] {
  const [link] = call.links;
  if (!link) return [];
  if (link.name === 'transaction') return inTransaction(call, link, ddl);
  if (link.name === 'query') {
    const sql = argument(call, link, 0);
    return sql ? ddl.raw(textOfQuery(sql), call.span) : [];
  }
  if (call.path.length > 0 || !CHANGES.test(link.name) || ROWS.test(link.name)) return [];
  const read = readChange(call, link, ddl);
  const table = sequelizeTable(argument(call, link, 0));
  return read ?? [ddl.opaque(call.span, 'a part of the change is not known', table)];
}

const CHANGES = /^(?:create|drop|add|remove|change|rename|bulk)/;
const ROWS =
  /^(?:bulk|createFunction|dropFunction|renameFunction|createTrigger|dropTrigger|renameTrigger|createDatabase|dropDatabase)/;

/** `query({ query: 'ALTER TABLE …' })`. */
function textOfQuery(located: Located): Located {
  return member(members(located), 'query') ?? located;
}

/** `sequelize.transaction(async transaction => …)`, also behind options. */
function inTransaction(call: MigrationCall, link: Link, ddl: Ddl): readonly SchemaStep[] {
  for (let index = link.args.length - 1; index >= 0; index--) {
    const given = argument(call, link, index);
    const inside = given && executeCallback(given, () => undefined);
    if (inside) return stepsOf(inside, ddl, READER);
  }
  return [];
}

function readChange(call: MigrationCall, link: Link, ddl: Ddl): readonly SchemaStep[] | undefined {
  const at = (index: number) => argument(call, link, index);
  const { span } = call;
  const first = text(at(0));
  if (link.name === 'createSchema')
    return first === undefined ? undefined : ddl.steps(`CREATE SCHEMA IF NOT EXISTS ${ddl.quote(first)}`, span);
  if (link.name === 'dropSchema')
    return first === undefined ? undefined : ddl.steps(`DROP SCHEMA IF EXISTS ${ddl.quote(first)} CASCADE`, span);
  const table = sequelizeTable(at(0));
  if (!table) return undefined;
  const target = ddl.table(table);
  const alter = (sql: string) => ddl.steps(`ALTER TABLE ${target} ${sql}`, span);
  const second = text(at(1));
  const third = text(at(2));
  switch (link.name) {
    case 'createTable':
      return createTable(table, at(1), at(2), call, link, ddl);
    case 'dropTable':
      return ddl.steps(`DROP TABLE IF EXISTS ${target}`, span);
    case 'renameTable': {
      const to = sequelizeTable(at(1));
      return to && alter(`RENAME TO ${ddl.quote(to.name)}`);
    }
    case 'addColumn': {
      const given = at(2);
      return second === undefined || !given ? undefined : addColumn(table, second, given, call, ddl);
    }
    case 'removeColumn':
      return second === undefined ? undefined : alter(`DROP COLUMN ${ddl.quote(second)}`);
    case 'renameColumn':
      if (second === undefined || third === undefined) return undefined;
      return alter(`RENAME COLUMN ${ddl.quote(second)} TO ${ddl.quote(third)}`);
    case 'changeColumn': {
      const given = at(2);
      const column = second === undefined || !given ? undefined : sequelizeColumn(second, given, table, ddl);
      return column && changeColumn(target, column, span, ddl);
    }
    case 'addIndex':
      return addIndex(table, at(1), at(2), span, ddl);
    case 'removeIndex':
      return removeIndex(table, second ?? items(at(1)), first === undefined, span, ddl);
    case 'addConstraint':
      return addConstraint(table, at(1), at(2), span, ddl);
    case 'removeConstraint':
      return second === undefined ? undefined : [{ kind: 'drop-constraint', table, name: second, span }];
    default:
      return undefined;
  }
}
