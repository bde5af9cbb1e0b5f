import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { citext } from '@electric-sql/pglite/contrib/citext';
import { withoutConnections } from '../../server/src/frontends/prisma/lint';
import { describeTables, readCatalog, readDefaultClasses, tablesOfSchema } from './prisma-catalog';
import { schemaToDdl } from './prisma-schema';

describe('what a Prisma schema declares is what the database has when Prisma has made it', function () {
  this.timeout(60_000);
  let database: PGlite;
  before(async () => {
    database = await PGlite.create({ extensions: { citext } });
  });
  after(() => database.close());

  for (const file of ['frontends/prisma/catalog.prisma', '../examples/shop/prisma/schema.prisma']) {
    it(file.replaceAll('../', ''), async () => {
      const text = readFileSync(join(__dirname, '..', file), 'utf8');
      const ddl = await schemaToDdl([{ path: 'schema.prisma', text: withoutConnections(text) }]);
      await database.exec('DROP SCHEMA public CASCADE; CREATE SCHEMA public; CREATE EXTENSION citext;');
      await database.exec(ddl);
      const tables = tablesOfSchema([{ path: 'schema.prisma', text }]);
      assert.deepEqual(describeTables(tables, await readDefaultClasses(database)), await readCatalog(database));
    });
  }
});
