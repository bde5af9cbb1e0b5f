import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { VersionControl } from '../../server/src/core/ports';
import type { Rule } from '../../server/src/core/rule';
import { fkWithoutIndex } from '../../server/src/rules/index/fk-without-index';
import type { PostgresConnection } from '../harness/catalog';
import { scriptsOf } from '../harness/database-scripts';
import { fixEverything } from '../harness/fix-round';
import { resetDatabase } from '../harness/reset-database';
import { type Files, openWorkspace } from '../harness/workspace';
import { caseFiles, caseNames } from './cases';
import { type KeyName, nameKey, readForeignKeys } from './foreign-key-catalog';

const root = join(__dirname, '../..');
const RULE = fkWithoutIndex.meta.id;

/** Cases without a PostgreSQL catalog to compare with, and why. */
const WITHOUT_CATALOG: Readonly<Record<string, string>> = {
  'covered-in-sequelize': 'no DDL: the schema is a program',
  'half-typed': 'Prisma refuses the schema',
  'mysql-indexes-itself': 'MySQL',
  'reports-in-drizzle': 'no DDL: the schema is a program',
  'reports-in-knex': 'no DDL: the migrations are programs',
  'reports-in-sequelize': 'no DDL: the schema is a program',
  'reports-dropped-for-emulated-relations': 'MySQL without foreign keys',
  'reports-with-emulated-relations': 'MySQL without foreign keys',
  'schema-of-tests': 'not reported, whatever the catalog says',
};

/** Keys that a Prisma schema has and its migrations do not have yet. */
const STILL_TO_COME: Readonly<Record<string, readonly KeyName[]>> = {
  'reports-dropped-and-made-again': [nameKey('Invoice', ['customerId']), nameKey('Invoice', ['productId'])],
};

/** Cases whose migrations leave no foreign key. */
const WITHOUT_KEYS: ReadonlySet<string> = new Set(['dropped-by-migrations']);

/** Keys and indexes that come, change and go in the ways in which migrations do that. */
const LONG_HISTORY: Files = new Map([
  [
    'db/migrations/0001_start.sql',
    `CREATE TABLE regions (country char(2), code text, PRIMARY KEY (country, code));
CREATE TABLE people (id serial PRIMARY KEY, email text UNIQUE, manager_id int REFERENCES people (id));
CREATE TABLE offices (
  id serial PRIMARY KEY,
  country char(2),
  region text,
  head_id int UNIQUE REFERENCES people,
  deputy_id int CONSTRAINT deputy REFERENCES people (id) ON DELETE SET NULL,
  cleaner_id int,
  FOREIGN KEY (country, region) REFERENCES regions (country, code)
);
CREATE TABLE desks (
  office_id int REFERENCES offices,
  number int,
  owner_id int REFERENCES people,
  lender_id int REFERENCES people,
  painter_id int REFERENCES people,
  PRIMARY KEY (number, office_id)
);`,
  ],
  [
    'db/migrations/0002_indexes.sql',
    `CREATE INDEX ON offices (region, country, id);
CREATE INDEX desks_owner ON desks USING hash (owner_id);
CREATE INDEX desks_lender ON desks (number) INCLUDE (lender_id);
CREATE INDEX desks_painter ON desks ((painter_id + 0));
CREATE INDEX people_manager ON people (manager_id);
CREATE INDEX offices_deputy ON offices (deputy_id) WHERE deputy_id IS NOT NULL AND country IS NOT NULL;`,
  ],
  [
    'db/migrations/0003_changes.sql',
    `DROP INDEX people_manager;
ALTER TABLE offices DROP CONSTRAINT offices_head_id_key;
ALTER TABLE desks RENAME COLUMN lender_id TO borrower_id;
ALTER TABLE desks RENAME TO tables;
ALTER INDEX desks_owner RENAME TO tables_owner;
ALTER TABLE offices ADD CONSTRAINT cleaner FOREIGN KEY (cleaner_id) REFERENCES people (id);
CREATE UNIQUE INDEX offices_cleaner ON offices (cleaner_id DESC NULLS LAST);`,
  ],
  [
    'db/migrations/0004_more.sql',
    `CREATE TABLE badges (person_id int, PRIMARY KEY (person_id), FOREIGN KEY (person_id) REFERENCES people (id));
CREATE TABLE visits (guest_id int REFERENCES people, host_id int REFERENCES people, room text);
CREATE INDEX visits_guest ON visits (guest_id);
ALTER TABLE visits DROP COLUMN guest_id;
ALTER TABLE visits ADD COLUMN guest_id int REFERENCES people (id);
CREATE INDEX visits_host ON visits (host_id);
DROP TABLE badges;
CREATE TABLE badges (person_id int REFERENCES people (id), label text, UNIQUE (label, person_id));
ALTER TABLE offices DROP CONSTRAINT deputy;`,
  ],
]);

/** The foreign keys that are reported are those that the catalog has no index for. */
export function describeForeignKeys(catalog: PostgresConnection): void {
  const projects: Record<string, () => Files> = { 'examples/shop': readShop, 'a long history': () => LONG_HISTORY };
  for (const name of caseNames(RULE)) {
    if (!WITHOUT_CATALOG[name]) projects[name] = () => caseFiles(RULE, name);
  }
  for (const [name, read] of Object.entries(projects)) {
    it(`${name}: the keys without an index are those that are reported`, async () => {
      const files = read();
      const reported = await reportedKeys(files);
      await forEachDatabase(files, async (database, steps) => {
        await build(catalog, steps);
        const { all, unindexed } = await readForeignKeys(catalog.query);
        assert.equal(all.length === 0, WITHOUT_KEYS.has(name), 'foreign keys to look at');
        assert.deepEqual(reported.get(database) ?? [], [...unindexed, ...(STILL_TO_COME[name] ?? [])].sort());
      });
    });
    for (const [state, isCommitted] of [
      ['committed', true],
      ['new', false],
    ] as const) {
      it(`${name}: with the fixes, made for ${state} files, every key has one`, async () => {
        const before = read();
        const versionControl: VersionControl = { isCommitted: async () => isCommitted };
        const after = await fixEverything(before, { rules: [fkWithoutIndex], versionControl });
        assert.equal([...(await reportedKeys(after))].flatMap(([, keys]) => keys).length, 0);
        await forEachDatabase(
          after,
          async (_, steps) => {
            await build(catalog, steps);
            assert.deepEqual((await readForeignKeys(catalog.query)).unindexed, []);
          },
          before,
        );
      });
    }
  }
}

/** Each text in its own round trip and so, where it holds several statements, in its own transaction. */
async function build(catalog: PostgresConnection, steps: readonly string[]): Promise<void> {
  await resetDatabase(catalog);
  for (const step of steps) await catalog.exec(step);
}

/** What the rule says of each database, in the names of the database. */
async function reportedKeys(files: Files): Promise<Map<string, KeyName[]>> {
  const keys = new Map<string, Set<KeyName>>();
  assert.equal(fkWithoutIndex.scope, 'table');
  const { check } = fkWithoutIndex;
  const listening: Rule = {
    ...fkWithoutIndex,
    scope: 'table',
    check(table, model, options) {
      const found = check(table, model, options);
      const { database } = table.ref;
      for (const { data } of found) {
        const key = nameKey(String(data.table), data.columns as string[]);
        keys.set(database, (keys.get(database) ?? new Set()).add(key));
      }
      return found;
    },
  };
  const workspace = await openWorkspace(files, { rules: [listening] });
  const reports = await workspace.check();
  assert.deepEqual(workspace.log, []);
  const shown = [...reports.values()].flatMap(report => report.findings);
  assert.equal(
    shown.length,
    [...keys.values()].reduce((sum, { size }) => sum + size, 0),
  );
  return new Map([...keys].map(([database, names]) => [database, [...names].sort()]));
}

/** Calls back for each database of PostgreSQL with the texts that build it, in order. */
async function forEachDatabase(
  files: Files,
  each: (database: string, steps: readonly string[]) => Promise<void>,
  before?: Files,
): Promise<void> {
  const found = await scriptsOf(files, before);
  assert.ok(found.length > 0, 'no database of PostgreSQL; is it to be named in WITHOUT_CATALOG?');
  for (const { database, scripts } of found) await each(database.id, scripts);
}

/** Everything of the example that its author wrote. */
function readShop(): Files {
  const folder = join(root, 'examples/shop');
  assert.ok(existsSync(folder));
  return new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
      .filter(path => !/(^|\/)(node_modules|generated)\//.test(path) && /\.(ts|sql|prisma|json|toml)$/.test(path))
      .map(path => [path, readFileSync(join(folder, path), 'utf8')]),
  );
}
