import { PrismaClient } from '@prisma/client';
import chunk from 'lodash/chunk';

const prisma = new PrismaClient();

interface Row {
  readonly authorId: number;
  readonly title: string;
  readonly slug: string;
}

// One statement for each new title, whatever the number of posts.
export async function rename(idsByTitle: Map<string, number[]>) {
  for (const [title, ids] of idsByTitle) {
    await prisma.post.updateMany({ where: { id: { in: ids } }, data: { title } });
  }
}

// One statement for each hundred rows is the remedy.
export async function publish(rows: Row[]) {
  const parts = chunk(rows, 100);
  for (let i = 0; i < parts.length; i++) await prisma.post.createMany({ data: parts[i] ?? [] });
  await Promise.all(chunk(rows, 100).map(part => prisma.post.createMany({ data: part })));
}

export async function prune(batches: number[][]) {
  for (let i = 0; i < batches.length; i++) await prisma.post.deleteMany({ where: { id: { in: batches[i] } } });
}

async function insert(rows: Row[]) {
  await prisma.post.createMany({ data: rows });
}

async function publishFor(authorId: number, titles: string[]) {
  await insert(titles.map(title => ({ authorId, title, slug: title })));
}

// Behind several calls, a statement for many rows.
export async function publishAll(authors: { id: number; titles: string[] }[]) {
  for (const author of authors) await publishFor(author.id, author.titles);
}

async function remove(ids: number[]) {
  await prisma.post.deleteMany({ where: { id: { in: ids } } });
}

export async function removeAll(authors: { postIds: number[] }[]) {
  for (const author of authors) await remove(author.postIds);
//                                    ^^^^^^ n-plus-one/write-in-loop: remove
}

// Tables are made one by one.
export async function dropAll(names: string[]) {
  for (const name of names) await prisma.$executeRawUnsafe(`DROP TABLE IF EXISTS "${name.replaceAll('"', '')}"`);
}

// Each post has ids of its own.
export async function move(posts: { authorId: number; id: number }[]) {
  for (const post of posts) {
    await prisma.post.updateMany({ where: { id: post.id }, data: { authorId: post.authorId } });
//        ^^^^^^^^^^^^^^^^^^^^^^ n-plus-one/write-in-loop
  }
}
