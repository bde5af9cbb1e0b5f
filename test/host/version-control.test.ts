import assert from 'node:assert/strict';
import { promises as fs, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import git from 'isomorphic-git';
import { createVersionControl } from '../../server/src/host/version-control';
import { createTemporaryFolder, removeTemporaryFolders, type TemporaryFolder } from './temporary-folder';

describe('what version control knows', () => {
  after(removeTemporaryFolders);

  async function createRepository(): Promise<TemporaryFolder> {
    const folder = createTemporaryFolder();
    folder.write({ 'db/1_init.sql': 'select 1', 'db/2_new.sql': 'select 2' });
    await git.init({ fs, dir: folder.path });
    await git.add({ fs, dir: folder.path, filepath: 'db/1_init.sql' });
    return folder;
  }

  it('is what stands in the index', async () => {
    const folder = await createRepository();
    const versionControl = createVersionControl();
    assert.equal(await versionControl.isCommitted(folder.at('db/1_init.sql')), true);
    assert.equal(await versionControl.isCommitted(folder.at('db/2_new.sql')), false);
    assert.equal(await versionControl.isCommitted(folder.at('absent/3.sql')), false);
    await git.add({ fs, dir: folder.path, filepath: 'db/2_new.sql' });
    assert.equal(await versionControl.isCommitted(folder.at('db/2_new.sql')), true);
  });

  it('is nothing yet in a repository without an index', async () => {
    const folder = createTemporaryFolder();
    await git.init({ fs, dir: folder.path });
    folder.write({ 'a.sql': '' });
    assert.equal(await createVersionControl().isCommitted(folder.at('a.sql')), false);
  });

  it('is found through the .git file of a worktree', async () => {
    const main = await createRepository();
    const worktree = createTemporaryFolder();
    const gitFolder = join(main.path, '.git/worktrees/other');
    mkdirSync(gitFolder, { recursive: true });
    await fs.copyFile(join(main.path, '.git/index'), join(gitFolder, 'index'));
    writeFileSync(join(gitFolder, 'commondir'), '../..\n');
    worktree.write({ '.git': `gitdir: ${gitFolder}\n`, 'db/1_init.sql': '', 'db/9.sql': '' });
    const versionControl = createVersionControl();
    assert.equal(await versionControl.isCommitted(worktree.at('db/1_init.sql')), true);
    assert.equal(await versionControl.isCommitted(worktree.at('db/9.sql')), false);
  });

  it('counts everything as committed where it cannot be told', async () => {
    const folder = createTemporaryFolder();
    folder.write({ 'a.sql': '', 'broken/.git/index': 'no index at all', 'broken/b.sql': '' });
    const versionControl = createVersionControl();
    assert.equal(await versionControl.isCommitted('untitled:a.sql'), true);
    assert.equal(await versionControl.isCommitted(folder.at('a.sql')), true);
    assert.equal(await versionControl.isCommitted(folder.at('broken/b.sql')), true);
  });
});
