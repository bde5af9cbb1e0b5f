import assert from 'node:assert/strict';
import { openWorkspace } from '../harness/workspace';

describe('titles of fixes', () => {
  it('tell queries of one loop apart that are called the same', async () => {
    const workspace = await openWorkspace(
      new Map([
        ['package.json', '{ "name": "app", "dependencies": { "@prisma/client": "7.10.0" } }'],
        [
          'prisma/schema.prisma',
          `datasource db {
  provider = "postgresql"
}

model Post {
  id       Int    @id
  title    String
  authorId Int

  @@index([authorId])
}
`,
        ],
        [
          'src/posts.ts',
          `import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
export async function count(ids: number[]) {
  for (const id of ids) {
    console.log(await prisma.post.count({ where: { authorId: id, title: 'a' } }));
    console.log(await prisma.post.count({ where: { authorId: id, title: 'b' } }));
    console.log(await prisma.post.findMany({ where: { authorId: id } }));
  }
}
`,
        ],
      ]),
    );
    const reports = await workspace.check();
    const titles = reports.get('src/posts.ts')?.findings.flatMap(({ fixes }) => fixes.map(({ title }) => title));
    assert.deepEqual(titles, [
      'Count once for all of them with `groupBy` and a Map (up to 32,000 keys) (post.count, 1 of 2)',
      'Count once for all of them with `groupBy` and a Map (up to 32,000 keys) (post.count, 2 of 2)',
      'Ask once for all of them with `in` and a Map (post.findMany)',
    ]);
  });
});
