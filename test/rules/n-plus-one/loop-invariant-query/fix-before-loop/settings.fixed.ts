import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

export async function greet(userId: number, names: string[]) {
  const lines: string[] = [];
  const user = await prisma.user.findUnique({ where: { id: userId } });
  for (const name of names) {
    lines.push(`${user?.email} greets ${name}`);
  }
  return lines;
}

// Posts are written, users are read.
export async function fill(userId: number, titles: string[]) {
  // Whoever asked for it.
  const author = await prisma.user.findFirst({ where: { id: userId } });
  await prisma.post.createMany({ data: titles.map(title => {
    const authorId = author?.id ?? 0;
    return { title, authorId };
  }) });
}

// A round may end before it asks.
export async function some(userId: number, names: string[]) {
  for (const name of names) {
    if (name === '') continue;
    console.log(name, await prisma.user.findUnique({ where: { id: userId } }));
  }
}

// Each round changes what it found.
export async function rename(userId: number, names: string[]) {
  for (const name of names) {
    const user = await prisma.user.findUnique({ where: { id: userId } });
    if (user) user.email = name;
    console.log(user);
  }
}
