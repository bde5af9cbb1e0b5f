import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fkWithoutIndex } from '../../server/src/rules/index/fk-without-index';
import { readForeignKeys } from '../catalog/foreign-key-catalog';
import { fixEverything } from '../harness/fix-round';
import { type ClientProject, createClientProject } from './client-project';
import { TOOLS } from './code-migrations/tools';
import { usePostgres } from './postgres-server';

const PROJECTS = join(__dirname, 'code-migrations/projects');

/** The migrations that fixes write are run by their own tool, behind those of the project. */
describe('fixes in migrations written as programs', function () {
  this.timeout(60_000);
  let project: ClientProject;

  before(() => {
    project = createClientProject();
  });

  after(() => project.remove());

  for (const tool of TOOLS) {
    describe(tool.name, () => {
      const database = usePostgres();

      it('index every foreign key', async () => {
        const files = readFiles(join(PROJECTS, tool.name));
        const fixed = await fixEverything(files, { rules: [fkWithoutIndex] });
        assert.ok(fixed.size > files.size, 'migrations were written');
        await tool.run(project.write(tool.name, fixed), database.url);
        const { all, unindexed } = await readForeignKeys(sql => database.query(sql));
        assert.ok(all.length > 1);
        assert.deepEqual(unindexed, []);
      });
    });
  }
});

function readFiles(folder: string): Map<string, string> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
  return new Map(paths.map(path => [path, readFileSync(join(folder, path), 'utf8')]));
}
