import assert from 'node:assert/strict';
import { compareCatalogs, migrate } from '../catalog/compare-catalogs';
import { HISTORIES } from '../catalog/histories';
import { SCHEMAS } from '../catalog/prisma-schemas';
import type { PostgresConnection } from '../harness/catalog';
import { resetDatabase } from '../harness/reset-database';
import { usePostgres } from './postgres-server';
import { usePostgresVersion } from './postgres-versions';
import { schemaToDdl } from './prisma-schema';

/** What PostgreSQL could not do yet. */
const SINCE: Readonly<Record<string, number>> = {
  'identity in partitions': 17,
};

describe('the catalogs of servers', function () {
  this.timeout(60_000);
  describe('PostgreSQL 17', () => describeServer(usePostgresVersion(17)));
  describe('PostgreSQL 18', () => describeServer(usePostgresVersion(18)));
  describe('PostgreSQL at SARGABLE_POSTGRES_URL', () => describeServer(usePostgres()));
});

function describeServer(database: PostgresConnection): void {
  beforeEach(() => resetDatabase(database));

  it('is one of the versions that are known', async () => {
    assert.ok((await versionOf(database)) >= 15);
  });

  for (const [name, migrations] of Object.entries(HISTORIES)) {
    it(`after migrations: ${name}`, async () => {
      const files = Object.fromEntries(migrations.map((text, n) => [`migrations/000${n + 1}_step.sql`, text]));
      await migrate(migrations, database);
      const differences = await compareCatalogs(files, database);
      // An older server differs, which shows that the model says what the newer ones do.
      if ((await versionOf(database)) < (SINCE[name] ?? 0)) assert.notDeepEqual(differences, []);
      else assert.deepEqual(differences, []);
    });
  }

  for (const [name, schema] of Object.entries(SCHEMAS)) {
    it(`of a Prisma schema: ${name}`, async () => {
      await database.exec('CREATE EXTENSION citext; CREATE EXTENSION pg_trgm;');
      await database.exec(await schemaToDdl([{ path: 'prisma/schema.prisma', text: schema }]));
      assert.deepEqual(await compareCatalogs({ 'prisma/schema.prisma': schema }, database), []);
    });
  }
}

async function versionOf({ query }: PostgresConnection): Promise<number> {
  const [row] = await query<{ version: string }>("SELECT current_setting('server_version_num') AS version");
  return Math.floor(Number(row?.version) / 10_000);
}
