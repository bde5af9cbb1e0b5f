import assert from 'node:assert/strict';
import { join } from 'node:path';
import { resolveTargets } from '../../server/src/cli/targets';
import { useFolders } from './command-line';

describe('targets of a command', () => {
  const makeFolder = useFolders();

  async function resolveIn(
    folder: string,
    cwd: string,
    paths: readonly string[],
    neverProjects: readonly string[] = [],
  ) {
    const { root, projects } = await resolveTargets(paths, {
      cwd: join(folder, cwd),
      neverProjects: [join(folder, '..'), ...neverProjects],
    });
    const short = (uri: string): string => uri.replace(`file://${folder}`, '') || '/';
    return { root: short(root), projects: projects.map(short) };
  }

  it('take the nearest package as the project', async () => {
    const folder = makeFolder({ 'package.json': '{}', 'part/package.json': '{}', 'part/src/a.ts': '' });
    assert.deepEqual(await resolveIn(folder, '.', ['part/src/a.ts']), { root: '/part', projects: ['/part'] });
    assert.deepEqual(await resolveIn(folder, '.', ['part/src']), { root: '/part/src', projects: ['/part'] });
    assert.deepEqual(await resolveIn(folder, 'part/src', []), { root: '/part/src', projects: ['/part'] });
  });

  it('take a folder with settings or a repository as the project too', async () => {
    const folder = makeFolder({
      'one/sargable.config.json': '{}',
      'one/src/a.ts': '',
      'two/.git/HEAD': '',
      'two/b.ts': '',
    });
    assert.deepEqual((await resolveIn(folder, '.', ['one/src/a.ts'])).projects, ['/one']);
    assert.deepEqual((await resolveIn(folder, '.', ['two/b.ts'])).projects, ['/two']);
  });

  it('take the monorepo around a package, however it is declared', async () => {
    for (const root of [{ 'pnpm-workspace.yaml': '' }, { 'package.json': '{ "workspaces": ["packages/*"] }' }]) {
      const folder = makeFolder({ ...root, 'packages/web/package.json': '{}', 'packages/web/src/a.ts': '' });
      assert.deepEqual((await resolveIn(folder, '.', ['packages/web/src/a.ts'])).projects, ['/']);
      assert.deepEqual(await resolveIn(folder, '.', ['packages/web']), { root: '/packages/web', projects: ['/'] });
    }
  });

  it('look no further than the repository', async () => {
    const folder = makeFolder({
      'pnpm-workspace.yaml': '',
      'vendor/.git/HEAD': '',
      'vendor/lib/package.json': '{}',
      'vendor/lib/a.ts': '',
    });
    assert.deepEqual((await resolveIn(folder, '.', ['vendor/lib/a.ts'])).projects, ['/vendor/lib']);
  });

  it('never take the home folder for a project, unless it is asked for', async () => {
    const folder = makeFolder({ 'home/package.json': '{}', 'home/notes/a.ts': '' });
    const home = [join(folder, 'home')];
    assert.deepEqual((await resolveIn(folder, '.', ['home/notes'], home)).projects, ['/home/notes']);
    assert.deepEqual((await resolveIn(folder, '.', ['home'], home)).projects, ['/home']);
  });

  it('keep two projects apart, and fold one inside of the other', async () => {
    const folder = makeFolder({
      'one/package.json': '{}',
      'one/in/package.json': '{}',
      'one/in/a.ts': '',
      'two/package.json': '{}',
    });
    assert.deepEqual(await resolveIn(folder, '.', ['one', 'two']), { root: '/', projects: ['/one', '/two'] });
    assert.deepEqual(await resolveIn(folder, '.', ['one', 'one/in']), { root: '/one', projects: ['/one'] });
  });
});
