import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

// What stands in a round sees its element.
export async function labels(routes: { id: number; name: string }[], print: (text: string) => void) {
  for (const route of routes) {
    const first = async () => prisma.parcel.findFirst({ where: { routeId: route.id } });
    const parcel = await first();
//                       ^^^^^ n-plus-one/query-in-loop: once per element of `routes`
    print(`${route.name} ${parcel?.code}`);
  }
}

async function archive(route: { id: number }, send: (rows: object[]) => Promise<void>) {
  const { id } = route;
  async function sendParcels() {
    await send(await prisma.parcel.findMany({ where: { routeId: id } }));
  }
  if (id > 0) await sendParcels();
}

// And what stands in a function its parameters.
export async function archiveAll(routes: { id: number }[], send: (rows: object[]) => Promise<void>) {
  for (const route of routes) await archive(route, send);
//                                  ^^^^^^^ n-plus-one/query-in-loop: `archive` → `sendParcels`
}
