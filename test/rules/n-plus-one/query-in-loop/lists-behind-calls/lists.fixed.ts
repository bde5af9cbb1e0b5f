import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

const OPEN = ['packed', 'loaded'];

function openParcels(routeId: number) {
  return prisma.parcel.findMany({ where: { routeId, status: { in: OPEN } } });
}

function openParcelsByRouteIds(routeIds: number[]) {
  return prisma.parcel.findMany({ where: { routeId: { in: routeIds }, status: { in: OPEN } } });
}

function lostParcels(routeId: number) {
  return prisma.parcel.findMany({ where: { routeId, status: { in: ['lost', 'stolen'] } } });
}

function lostParcelsByRouteIds(routeIds: number[]) {
  return prisma.parcel.findMany({ where: { routeId: { in: routeIds }, status: { in: ['lost', 'stolen'] } } });
}

function parcelsOf(routeIds: number[]) {
  return prisma.parcel.findMany({ where: { routeId: { in: routeIds } } });
}

// A list that the program writes down does not ask for many rows at once.
export async function report(routeIds: number[], print: (rows: object[]) => void) {
  const parcels = await openParcelsByRouteIds([...routeIds]);
  const parcelsByRouteId = new Map<(typeof parcels)[number]['routeId'], typeof parcels>();
  for (const parcel of parcels) {
    const group = parcelsByRouteId.get(parcel.routeId);
    if (group) group.push(parcel);
    else parcelsByRouteId.set(parcel.routeId, [parcel]);
  }
  for (const id of routeIds) print(parcelsByRouteId.get(id) ?? []);
  const parcelRows = await lostParcelsByRouteIds([...routeIds]);
  const parcelsByRouteId2 = new Map<(typeof parcelRows)[number]['routeId'], typeof parcelRows>();
  for (const parcel of parcelRows) {
    const group = parcelsByRouteId2.get(parcel.routeId);
    if (group) group.push(parcel);
    else parcelsByRouteId2.set(parcel.routeId, [parcel]);
  }
  for (const id of routeIds) print(parcelsByRouteId2.get(id) ?? []);
}

// A list that is given does.
export async function reportDepots(depots: { routeIds: number[] }[], print: (rows: object[]) => void) {
  for (const depot of depots) print(await parcelsOf(depot.routeIds));
}
