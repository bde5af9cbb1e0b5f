import assert from 'node:assert/strict';
import { discoverProject } from '../../server/src/host/project-discovery';
import { createMemoryFileSystem } from '../harness/memory-file-system';
import { createTestEngine } from '../harness/test-engine';

const ROOT = 'file:///app';
const never = new AbortController().signal;

const SCHEMA = `datasource db {
  provider = "postgresql"
}

model User {
  id    Int     @id
  email String? @unique
}
`;

/** What `findFirst` becomes when the safe fixes of a file are made, for keys of a type. */
async function fixed(parameter: string, key: string): Promise<string> {
  const uri = `${ROOT}/src/users.ts`;
  const text = `import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
export const load = (${parameter}) => Promise.all(keys.map(key => prisma.user.findFirst({ where: { email: ${key} } })));
`;
  const files = new Map([
    [`${ROOT}/package.json`, '{ "name": "app", "dependencies": { "@prisma/client": "7.10.0" } }'],
    [`${ROOT}/prisma/schema.prisma`, SCHEMA],
    [uri, text],
  ]);
  const { engine, fileSystem } = createTestEngine({ fileSystem: createMemoryFileSystem(files) });
  const known = [...files.keys()];
  engine.setProject(await discoverProject([ROOT], known, fileSystem, never), known);
  const { findings } = await engine.checkFile(uri, never);
  assert.deepEqual(
    findings.map(({ ruleId }) => ruleId),
    ['n-plus-one/prisma-findfirst-batchable'],
  );
  const { change } = await engine.fixFile(uri, 'safe', never);
  return change.edits.flatMap(({ edits }) => edits.map(({ newText }) => newText)).join();
}

describe('safe fixes', () => {
  it('call findUnique where every key is there', async () => {
    assert.equal(await fixed('keys: string[]', 'key'), 'findUnique');
    assert.equal(await fixed('keys: { email: string }[]', 'key.email'), 'findUnique');
  });

  it('leave it to a person where a key may be missing: findFirst would find some row', async () => {
    assert.equal(await fixed('keys: (string | undefined)[]', 'key'), '');
    assert.equal(await fixed('keys: { email?: string }[]', 'key.email'), '');
    assert.equal(await fixed('keys', 'key'), '');
  });
});
