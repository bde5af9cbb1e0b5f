import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Sequelize } from 'sequelize';
import { buildModel, type TestFiles } from '../model/build-model';
import { linesOfCatalog, linesOfModel } from './code-migrations/catalog-lines';
import { usePostgres } from './postgres-server';

const PROJECT = join(__dirname, 'sequelize-project');
/** Made by belongsToMany. */
const JOIN_TABLES = ['cast'];

describe('models of Sequelize', function () {
  this.timeout(60_000);
  const database = usePostgres();

  it('make the schema that is read from them', async () => {
    const { connect } = require(join(PROJECT, 'database')) as { connect(url: string): Sequelize };
    const sequelize = connect(database.url);
    try {
      (require(join(PROJECT, 'models')) as (sequelize: Sequelize) => unknown)(sequelize);
      await sequelize.createSchema('archive', {});
      for (const name of ['Person', 'Keeper', 'Reel']) await sequelize.model(name).sync();
      await sequelize.sync();
    } finally {
      await sequelize.close();
    }
    const { model } = await buildModel(readFiles(PROJECT));
    const [only, ...others] = model.project.databases;
    assert.deepEqual(others, []);
    assert.deepEqual(
      linesOfModel(model.tables(only?.id ?? ''), JOIN_TABLES),
      await linesOfCatalog(sql => database.query(sql), JOIN_TABLES),
    );
  });
});

function readFiles(folder: string): TestFiles {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
  return Object.fromEntries(paths.map(path => [path, readFileSync(join(folder, path), 'utf8')]));
}
