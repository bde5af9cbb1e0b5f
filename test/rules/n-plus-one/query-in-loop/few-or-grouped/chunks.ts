import { PrismaClient } from '@prisma/client';
import { chunk } from 'lodash';
import { TEAMS } from './teams';

const prisma = new PrismaClient();

export async function inChunks(ids: number[]) {
  const found = [];
  for (const part of chunk(ids, 500)) found.push(...(await prisma.user.findMany({ where: { id: { in: part } } })));
  for (let i = 0; i < ids.length; i += 500) {
    found.push(...(await prisma.user.findMany({ where: { id: { in: ids.slice(i, i + 500) } } })));
  }
  return found;
}

// A list that stands in the program does not grow with the data.
export async function builtInTeams() {
  const teams = [];
  for (const slug of TEAMS) teams.push(await prisma.team.findFirst({ where: { slug } }));
  for (const slug of ['staff', 'guests']) teams.push(await prisma.team.findFirst({ where: { slug } }));
  return teams;
}

// Asked once per author, however many posts there are.
export async function authors(posts: { authorId: number }[]) {
  const byId = new Map<number, unknown>();
  for (const post of posts) {
    if (!byId.has(post.authorId)) {
      byId.set(post.authorId, await prisma.user.findFirst({ where: { id: post.authorId } }));
    }
  }
  return byId;
}

export async function teams(slugs: string[]) {
  const known: Record<string, unknown> = {};
  for (const slug of slugs) {
    if (known[slug]) continue;
    known[slug] = await prisma.team.findFirst({ where: { slug } });
  }
  return known;
}

// Each round is for one part of all rows.
export async function inPages(write: (rows: object[]) => void) {
  const rows = await prisma.user.count();
  const pages = Math.ceil(rows / 500);
  for (let page = 0; page < pages; page++) {
    write(await prisma.user.findMany({ skip: page * 500, take: 500, orderBy: { id: 'asc' } }));
  }
  for (let page = 0; page < Math.ceil(rows / 500); page++) {
    write(await prisma.user.findMany({ skip: page * 500, take: 500, orderBy: { id: 'asc' } }));
  }
}
