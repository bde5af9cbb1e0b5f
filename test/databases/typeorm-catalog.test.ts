import 'reflect-metadata';
import assert from 'node:assert/strict';
import { join } from 'node:path';
import {
  DataSource,
  type DataSourceOptions,
  DefaultNamingStrategy,
  EntitySchema,
  getMetadataArgsStorage,
} from 'typeorm';
import { snakeCase } from 'typeorm/util/StringUtils';
import { diffCatalogs } from '../harness/catalog-diff';
import { readCatalog, readDefaultOperatorClasses } from '../harness/catalog-of-database';
import { catalogOfModel } from '../harness/catalog-of-model';
import { readSchema, type SchemaSettings } from '../libraries/declared-schema';
import { readEntityFiles, runEntityFiles } from './entity-program';
import { usePostgres } from './postgres-server';

// TypeORM keeps what decorators say in a global variable: made here, it is no leak of a test.
getMetadataArgsStorage();

const FOLDER = join(__dirname, 'projects/typeorm-library');
const files = readEntityFiles(FOLDER);

/** The names that the package typeorm-naming-strategies gives. */
class SnakeNames extends DefaultNamingStrategy {
  override columnName(property: string, given: string | undefined, prefixes: string[]): string {
    return snakeCase(prefixes.join('_')) + (given || snakeCase(property));
  }
  override joinColumnName(relation: string, referenced: string): string {
    return snakeCase(`${relation}_${referenced}`);
  }
  override joinTableColumnName(table: string, property: string, column?: string): string {
    return snakeCase(`${table}_${column || property}`);
  }
}

/** Tables that TypeORM keeps for itself. */
const OWN_TABLES = new Set(['typeorm_metadata', 'migrations']);

describe('what TypeORM makes of entities is what they declare', function () {
  this.timeout(60_000);

  for (const [naming, strategy] of [
    ['default', new DefaultNamingStrategy()],
    ['snake', new SnakeNames()],
  ] as const) {
    describe(`with ${naming} names`, () => {
      const database = usePostgres();

      it('on PostgreSQL', async () => {
        await database.exec('CREATE SCHEMA logs');
        await synchronize({ type: 'postgres', url: database.url, namingStrategy: strategy });
        const made = await readCatalog(database);
        const declared = await declaredCatalog({ naming }, await readDefaultOperatorClasses(database));
        const own = { ...made, tables: made.tables.filter(({ name }) => !OWN_TABLES.has(name)) };
        assert.deepEqual(diffCatalogs(own, declared), []);
        assert.ok(own.tables.length >= 20);
      });
    });
  }
});

async function synchronize(options: DataSourceOptions): Promise<void> {
  const exported = runEntityFiles(FOLDER);
  const entities = exported.filter(
    (value): value is EntitySchema | (new () => object) => typeof value === 'function' || value instanceof EntitySchema,
  );
  const source = new DataSource({ ...options, entities });
  await source.initialize();
  try {
    await source.synchronize();
  } finally {
    await source.destroy();
  }
}

async function declaredCatalog(settings: SchemaSettings, defaultClasses: ReadonlySet<string>) {
  const others = ['base.ts', 'settings.ts', 'kinds.ts', 'address.ts'];
  const { tables, model } = await readSchema(files, { ...settings, others });
  for (const table of tables) assert.ok(table.complete, `${table.ref.name} is not understood`);
  return catalogOfModel(tables, model.enums('main'), defaultClasses);
}
