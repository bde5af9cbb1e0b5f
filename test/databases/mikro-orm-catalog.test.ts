import 'reflect-metadata';
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { EntitySchema } from '@mikro-orm/core';
import { MikroORM } from '@mikro-orm/postgresql';
import { diffCatalogs } from '../harness/catalog-diff';
import { readCatalog, readDefaultOperatorClasses } from '../harness/catalog-of-database';
import { catalogOfModel } from '../harness/catalog-of-model';
import { readSchema } from '../libraries/declared-schema';
import { readEntityFiles, runEntityFiles } from './entity-program';
import { usePostgres } from './postgres-server';

const FOLDER = join(__dirname, 'projects/mikro-orm-clinic');
const files = readEntityFiles(FOLDER);

describe('what MikroORM makes of entities is what they declare', function () {
  this.timeout(60_000);
  const database = usePostgres();

  it('on PostgreSQL', async () => {
    await createSchema(database.url);
    const { tables, model } = await readSchema(files, { others: ['base.ts', 'kinds.ts'] });
    for (const table of tables) assert.ok(table.complete, `${table.ref.name} is not understood`);
    const made = await readCatalog(database);
    const declared = catalogOfModel(tables, model.enums('main'), await readDefaultOperatorClasses(database));
    assert.deepEqual(diffCatalogs(made, declared), []);
    assert.ok(made.tables.length >= 15);
  });
});

async function createSchema(url: string): Promise<void> {
  const entities = runEntityFiles(FOLDER).filter(
    (value): value is EntitySchema | (new () => object) => typeof value === 'function' || value instanceof EntitySchema,
  );
  const orm = await MikroORM.init({ clientUrl: url, entities, debug: false });
  try {
    await orm.schema.createSchema();
  } finally {
    await orm.close(true);
  }
}
