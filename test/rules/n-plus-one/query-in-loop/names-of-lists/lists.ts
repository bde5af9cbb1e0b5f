import { PrismaClient } from '@prisma/client';
import { chunk, groupBy, uniq } from 'lodash';

const prisma = new PrismaClient();

export async function distinct(ids: number[]) {
  return Promise.all(Array.from(new Set(ids)).map(id => prisma.user.findFirst({ where: { teamId: id } })));
//                                                      ^^^^^^^^^^^^^^^^^^^^^ n-plus-one/query-in-loop: once per element of `ids`
}

export async function sorted(ids: number[]) {
  for (const id of uniq(ids).sort()) await prisma.user.findFirst({ where: { teamId: id } });
//                                         ^^^^^^^^^^^^^^^^^^^^^ n-plus-one/query-in-loop: once per element of `ids`
}

// The elements are days, and not the day of the beginning.
export async function perDay(start: Date, end: Date) {
  for (const day of daysBetween(start, end)) await prisma.user.count({ where: { createdAt: day } });
//                                                 ^^^^^^^^^^^^^^^^^ n-plus-one/query-in-loop: once per element of the loop
}

// One for each slug, and not for each row.
export async function perGroup(rows: { slug: string }[]) {
  for (const group of Object.values(groupBy(rows, 'slug'))) {
    await prisma.team.findFirst({ where: { slug: group[0]?.slug } });
//        ^^^^^^^^^^^^^^^^^^^^^ n-plus-one/query-in-loop: once per element of the loop
  }
}

// The elements of a part, and not the parts.
export async function inParts(ids: number[]) {
  const parts = chunk(ids, 50);
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i] ?? [];
    await Promise.all(part.map(id => prisma.user.findFirst({ where: { teamId: id } })));
//                                   ^^^^^^^^^^^^^^^^^^^^^ n-plus-one/query-in-loop: once per element of `part`
  }
}

function daysBetween(start: Date, end: Date): Date[] {
  const days: Date[] = [];
  for (let day = start; day < end; day = new Date(day.getTime() + 86_400_000)) days.push(day);
  return days;
}
