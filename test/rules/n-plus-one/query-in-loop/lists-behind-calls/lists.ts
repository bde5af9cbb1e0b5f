import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

const OPEN = ['packed', 'loaded'];

function openParcels(routeId: number) {
  return prisma.parcel.findMany({ where: { routeId, status: { in: OPEN } } });
}

function lostParcels(routeId: number) {
  return prisma.parcel.findMany({ where: { routeId, status: { in: ['lost', 'stolen'] } } });
}

function parcelsOf(routeIds: number[]) {
  return prisma.parcel.findMany({ where: { routeId: { in: routeIds } } });
}

// A list that the program writes down does not ask for many rows at once.
export async function report(routeIds: number[], print: (rows: object[]) => void) {
  for (const id of routeIds) print(await openParcels(id));
//                                       ^^^^^^^^^^^ n-plus-one/query-in-loop
  for (const id of routeIds) print(await lostParcels(id));
//                                       ^^^^^^^^^^^ n-plus-one/query-in-loop
}

// A list that is given does.
export async function reportDepots(depots: { routeIds: number[] }[], print: (rows: object[]) => void) {
  for (const depot of depots) print(await parcelsOf(depot.routeIds));
}
