import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();
const KINDS = ['a', 'b'];

// What a round writes, the next one counts.
export async function fill(authorId: number, titles: string[]) {
  for (const title of titles) {
    const count = await prisma.post.count({ where: { authorId } });
    await prisma.post.create({ data: { authorId, title: `${count} ${title}`, slug: title } });
//        ^^^^^^^^^^^^^^^^^^ n-plus-one/write-in-loop
  }
}

// Waiting for something: not a loop over data.
export async function waitFor(id: number) {
  while (!(await prisma.post.findUnique({ where: { id } }))) await new Promise(done => setTimeout(done, 100));
}

export async function few(id: number) {
  for (const kind of KINDS) console.log(kind, await prisma.post.findUnique({ where: { id } }));
}

// The question changes with what the round found out.
export async function next(ids: number[], pick: () => number) {
  for (const id of ids) {
    const other = pick();
    console.log(id, await prisma.post.findUnique({ where: { id: other } }));
  }
}

export async function before(userId: number, names: string[]) {
  const user = await prisma.user.findUnique({ where: { id: userId } });
  return names.map(name => `${user?.email} greets ${name}`);
}
