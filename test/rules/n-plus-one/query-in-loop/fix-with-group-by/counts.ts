import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

export async function counts(authors: { id: number; name: string }[]) {
  const lines: string[] = [];
  for (const author of authors) {
    const count = await prisma.post.count({ where: { authorId: author.id, published: true } });
//                      ^^^^^^^^^^^^^^^^^ n-plus-one/query-in-loop
    lines.push(`${author.name}: ${count}`);
  }
  return lines;
}

export async function busy(ids: number[]) {
  const found: number[] = [];
  for (const id of ids) {
    if ((await prisma.post.count({ where: { authorId: id } })) > 0) found.push(id);
//             ^^^^^^^^^^^^^^^^^ n-plus-one/query-in-loop
  }
  return found;
}
