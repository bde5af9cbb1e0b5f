import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NamingStrategy } from '../../server/src/core/project';
import type { PostgresConnection } from '../harness/catalog';
import { diffCatalogs } from '../harness/catalog-diff';
import { readCatalog, readDefaultOperatorClasses } from '../harness/catalog-of-database';
import { catalogOfModel } from '../harness/catalog-of-model';
import { usePglite } from '../harness/use-pglite';
import { type DeclaredSchema, readSchema } from '../libraries/declared-schema';
import { drizzleStatements } from './drizzle-statements';

const FOLDER = join(__dirname, 'drizzle');

describe('what drizzle-kit makes of a schema is what it declares', function () {
  this.timeout(60_000);
  const database = usePglite();

  it('with every kind of column, index, constraint, view and helper', async () => {
    await database.exec('CREATE EXTENSION citext');
    const schema = await compare('postgres', database);
    assert.equal(schema.tables.length, 9);
    assert.equal(schema.tables.filter(({ complete, view }) => !complete && !view).length, 0);
  });

  for (const [casing, naming] of [
    [undefined, 'default'],
    ['snake_case', 'snake'],
    ['camelCase', 'camel'],
  ] as const) {
    it(`with ${naming} names of columns`, () => compare('casing', database, casing, naming));
  }
});

async function compare(
  folder: string,
  database: PostgresConnection,
  casing?: 'snake_case' | 'camelCase',
  naming: NamingStrategy = 'default',
): Promise<DeclaredSchema> {
  const names = readdirSync(join(FOLDER, folder)).sort();
  const paths = names.map(name => join(FOLDER, folder, name));
  for (const statement of await drizzleStatements(paths, casing)) {
    // PGlite runs a text in a transaction.
    await database.exec(statement.replace(' CONCURRENTLY', ''));
  }
  const files = Object.fromEntries(names.map(name => [name, readFileSync(join(FOLDER, folder, name), 'utf8')]));
  const schema = await readSchema(files, { naming });
  const declared = catalogOfModel(
    schema.tables,
    schema.model.enums('main'),
    await readDefaultOperatorClasses(database),
  );
  assert.deepEqual(diffCatalogs(await readCatalog(database), declared), []);
  return schema;
}
