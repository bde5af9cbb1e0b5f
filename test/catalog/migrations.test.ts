import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { schemaToDdl } from '../databases/prisma-schema';
import { usePglite } from '../harness/use-pglite';
import { compareCatalogs, migrate } from './compare-catalogs';
import { HISTORIES } from './histories';
import { SCHEMAS } from './prisma-schemas';

const SHOP = join(__dirname, '../../examples/shop');

describe('the catalog', () => {
  const database = usePglite();

  for (const [name, migrations] of Object.entries(HISTORIES)) {
    it(`after migrations: ${name}`, async () => {
      const files = Object.fromEntries(migrations.map((text, n) => [`migrations/000${n + 1}_step.sql`, text]));
      await migrate(migrations, database);
      assert.deepEqual(await compareCatalogs(files, database), []);
    });
  }

  for (const [name, schema] of Object.entries(SCHEMAS)) {
    it(`of a Prisma schema: ${name}`, async () => {
      await database.exec('CREATE EXTENSION citext; CREATE EXTENSION pg_trgm;');
      await database.exec(await schemaToDdl([{ path: 'prisma/schema.prisma', text: schema }]));
      assert.deepEqual(await compareCatalogs({ 'prisma/schema.prisma': schema }, database), []);
    });
  }

  it('of the Prisma schema of examples/shop', async () => {
    const text = readFileSync(join(SHOP, 'prisma/schema.prisma'), 'utf8');
    await database.exec('CREATE EXTENSION pg_trgm');
    await database.exec(await schemaToDdl([{ path: 'prisma/schema.prisma', text }]));
    assert.deepEqual(await compareCatalogs({ 'prisma/schema.prisma': text }, database), []);
  });

  it('differs where the model does', async () => {
    await database.exec(`CREATE TYPE mood AS ENUM ('sad');
CREATE TABLE a (id int PRIMARY KEY, b text DEFAULT 'x', c mood);
CREATE INDEX a_b ON a (lower(b) DESC) WHERE c IS NOT NULL;
CREATE TABLE gone (a_id int REFERENCES a ON DELETE CASCADE);`);
    const files = {
      'migrations/0001_a.sql': `CREATE TYPE mood AS ENUM ('glad');
CREATE TABLE a (id int PRIMARY KEY, b text, c mood NOT NULL, d int);
CREATE INDEX a_b ON a (lower(b)) WHERE c IS NOT NULL;`,
    };
    assert.deepEqual(await compareCatalogs(files, database), [
      '+ column public.a.b text',
      '- column public.a.b text default',
      '- column public.a.c mood',
      '+ column public.a.c mood not null',
      '+ column public.a.d integer',
      '- column public.gone.a_id integer',
      '+ enum public.mood: glad',
      '- enum public.mood: sad',
      '- public.a index a_b btree ((lower(b)) desc) where (c is not null)',
      '+ public.a index a_b btree ((lower(b))) where (c is not null)',
      '- public.gone foreign key gone_a_id_fkey (a_id) to public.a (id) on delete cascade on update no-action',
      '- table public.gone',
    ]);
  });

  for (const folder of ['prisma', 'warehouse']) {
    it(`after the migrations of examples/shop/${folder}`, async () => {
      const paths = (readdirSync(join(SHOP, folder), { recursive: true }) as string[])
        .map(path => `${folder}/${path}`)
        .filter(path => path.endsWith('.sql'))
        .sort();
      assert.ok(paths.length > 0);
      const texts = paths.map(path => readFileSync(join(SHOP, path), 'utf8'));
      await migrate(texts, database);
      const files = Object.fromEntries(paths.map((path, n) => [path, texts[n] ?? '']));
      assert.deepEqual(await compareCatalogs(files, database), []);
    });
  }
});
