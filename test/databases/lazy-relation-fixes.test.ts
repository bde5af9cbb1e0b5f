import 'reflect-metadata';
import assert from 'node:assert/strict';
import { MetadataStorage } from '@mikro-orm/core';
import { getMetadataArgsStorage } from 'typeorm';
import { lazyRelation } from '../../server/src/rules/n-plus-one/lazy-relation';
import type { Files } from '../harness/workspace';
import { type ClientProject, createClientProject } from './client-project';
import { runEntityFiles } from './entity-program';
import { fixFiles } from './fix-files';
import { LAZY_PROGRAMS } from './lazy-relation-programs';
import { usePostgres } from './postgres-server';

// Both leave a global behind where they are first used, which no test may.
getMetadataArgsStorage();
MetadataStorage.getMetadata();

type Run = (url: string, onStatement: (sql: string) => void) => Promise<unknown>;

for (const { name, files } of LAZY_PROGRAMS) {
  describe(`lazy relations of ${name}`, function () {
    this.timeout(60_000);
    const postgres = usePostgres();
    let project: ClientProject;
    before(() => {
      project = createClientProject();
    });
    after(() => project?.remove());

    /** What the program says, and how many statements it sent after its tables were filled. */
    async function ask(folder: string, program: Files) {
      const run = runEntityFiles(project.write(folder, program)).find(
        (value): value is Run => typeof value === 'function' && value.name === 'run',
      );
      assert.ok(run);
      let statements: string[] = [];
      const result = await run(postgres.url, sql => {
        statements = sql === '' ? [] : [...statements, sql];
      });
      return { result: JSON.stringify(result), statements };
    }

    it('the same answer with fewer statements', async () => {
      const { files: fixed, made, declined } = await fixFiles(files, lazyRelation.meta.id);
      const digests = [...files.keys()].filter(path => /^(?:digest|owners|items)/.test(path));
      assert.deepEqual([...made.keys()].sort(), digests.sort(), JSON.stringify([...declined]));
      const before = await ask('before', files);
      const after = await ask('after', fixed);
      assert.equal(after.result, before.result);
      assert.ok(before.statements.length >= 4 * digests.length - 1, before.statements.join('\n'));
      // A to-many relation may be loaded by a statement of its own.
      assert.ok(after.statements.length <= 2 * digests.length, after.statements.join('\n'));
    });
  });
}
