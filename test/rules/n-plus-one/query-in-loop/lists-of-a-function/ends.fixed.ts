import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

interface Leg {
  readonly from: number;
  readonly to?: number;
}

// As long as the program writes it.
function endsOf(leg: Leg): number[] {
  if (leg.to === undefined) return [leg.from];
  return [leg.from, leg.to];
}

export async function printEnds(leg: Leg, print: (name: string) => void) {
  for (const id of endsOf(leg)) print((await prisma.route.findFirst({ where: { id } }))?.name ?? '');
}

// As long as what is put into it.
function stopsOf(legs: Leg[]): number[] {
  const stops = [0];
  for (const leg of legs) stops.push(...endsOf(leg));
  return stops;
}

export async function printStops(legs: Leg[], print: (name: string) => void) {
  const ids = [...stopsOf(legs)];
  const routes = await prisma.route.findMany({ where: { id: { in: ids } } });
  const routeById = new Map(routes.map(route => [route.id, route]));
  for (const id of ids) print((routeById.get(id) ?? null)?.name ?? '');
}
