import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { buildModel, type TestFiles } from '../model/build-model';
import { linesOfCatalog, linesOfModel } from './code-migrations/catalog-lines';
import { TOOLS } from './code-migrations/tools';
import { usePostgres } from './postgres-server';

const PROJECTS = join(__dirname, 'code-migrations/projects');

/** Migrations written as programs, run by their own tool: the catalog and what is read from them say the same. */
describe('migrations written as programs', function () {
  this.timeout(60_000);

  for (const tool of TOOLS) {
    describe(tool.name, () => {
      const database = usePostgres();

      it('leave the schema that is read from them', async () => {
        const folder = join(PROJECTS, tool.name);
        await tool.run(folder, database.url);
        const { model } = await buildModel(readFiles(folder));
        const [only, ...others] = model.project.databases;
        assert.deepEqual(others, []);
        assert.deepEqual(
          linesOfModel(model.tables(only?.id ?? ''), tool.bookkeeping),
          await linesOfCatalog(sql => database.query(sql), tool.bookkeeping),
        );
      });
    });
  }
});

function readFiles(folder: string): TestFiles {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
  return Object.fromEntries(paths.map(path => [path, readFileSync(join(folder, path), 'utf8')]));
}
