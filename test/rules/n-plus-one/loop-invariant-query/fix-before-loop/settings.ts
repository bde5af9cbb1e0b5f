import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

export async function greet(userId: number, names: string[]) {
  const lines: string[] = [];
  for (const name of names) {
    lines.push(`${(await prisma.user.findUnique({ where: { id: userId } }))?.email} greets ${name}`);
//                       ^^^^^^^^^^^^^^^^^^^^^^ n-plus-one/loop-invariant-query
  }
  return lines;
}

// Posts are written, users are read.
export async function fill(userId: number, titles: string[]) {
  for (const title of titles) {
    // Whoever asked for it.
    const author = await prisma.user.findFirst({ where: { id: userId } });
//                       ^^^^^^^^^^^^^^^^^^^^^ n-plus-one/loop-invariant-query
    const authorId = author?.id ?? 0;
    await prisma.post.create({ data: { title, authorId } });
//        ^^^^^^^^^^^^^^^^^^ n-plus-one/write-in-loop
  }
}

// A round may end before it asks.
export async function some(userId: number, names: string[]) {
  for (const name of names) {
    if (name === '') continue;
    console.log(name, await prisma.user.findUnique({ where: { id: userId } }));
//                          ^^^^^^^^^^^^^^^^^^^^^^ n-plus-one/loop-invariant-query
  }
}

// Each round changes what it found.
export async function rename(userId: number, names: string[]) {
  for (const name of names) {
    const user = await prisma.user.findUnique({ where: { id: userId } });
//                     ^^^^^^^^^^^^^^^^^^^^^^ n-plus-one/loop-invariant-query
    if (user) user.email = name;
    console.log(user);
  }
}
