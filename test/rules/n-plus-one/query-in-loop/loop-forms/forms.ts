import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

function parcelsOf(routeId: number) {
  return prisma.parcel.findMany({ where: { routeId } });
}

export async function streamed(routes: AsyncIterable<{ id: number }>, print: (rows: object[]) => void) {
  for await (const route of routes) print(await parcelsOf(route.id));
//                                              ^^^^^^^^^ n-plus-one/query-in-loop: one after the other
}

export async function byKey(names: Record<number, string>, print: (rows: object[]) => void) {
  for (const id in names) print(await parcelsOf(Number(id)));
//                                    ^^^^^^^^^ n-plus-one/query-in-loop
}

export async function settled(ids: number[]) {
  return Promise.allSettled(ids.map(id => parcelsOf(id)));
//                                        ^^^^^^^^^ n-plus-one/query-in-loop: all at once
}

export async function fastest(ids: number[]) {
  return Promise.any(ids.map(async id => await parcelsOf(id)));
//                                             ^^^^^^^^^ n-plus-one/query-in-loop: all at once
}

export async function flat(ids: number[]) {
  return (await Promise.all(ids.flatMap(id => [parcelsOf(id)]))).flat();
//                                             ^^^^^^^^^ n-plus-one/query-in-loop
}

export function added(ids: number[]) {
  return ids.reduce(async (sum, id) => (await sum) + (await parcelsOf(id)).length, Promise.resolve(0));
//                                                          ^^^^^^^^^ n-plus-one/query-in-loop: one after the other
}

export function tested(ids: number[]) {
  return [
    ids.some(async id => (await parcelsOf(id)).length > 0),
//                              ^^^^^^^^^ n-plus-one/query-in-loop
    ids.every(async id => (await parcelsOf(id)).length > 0),
//                               ^^^^^^^^^ n-plus-one/query-in-loop
    ids.filter(async id => (await parcelsOf(id)).length > 0),
//                                ^^^^^^^^^ n-plus-one/query-in-loop
  ];
}

interface Folder {
  readonly id: number;
  readonly folders: Folder[];
}

// Each level asks for each of its own.
export async function walk(folder: Folder, print: (rows: object[]) => void) {
  print(await parcelsOf(folder.id));
  for (const inner of folder.folders) await walk(inner, print);
//                                          ^^^^ n-plus-one/query-in-loop
}

// As often as it fails, and no more than three times.
export async function again(id: number) {
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      return await prisma.parcel.findMany({ where: { routeId: id, status: `try ${attempt}` } });
    } catch (error) {
      console.warn(error);
    }
  }
  return [];
}

// Each round begins where the one before ended.
export async function paged(print: (rows: object[]) => void) {
  let cursor = 0;
  do {
    const rows = await prisma.parcel.findMany({ where: { id: { gt: cursor } }, take: 100, orderBy: { id: 'asc' } });
    print(rows);
    cursor = rows.at(-1)?.id ?? 0;
  } while (cursor > 0);
}
