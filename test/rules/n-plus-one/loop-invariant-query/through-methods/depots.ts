import { PrismaClient } from '@prisma/client';

class Depots {
  constructor(private readonly prisma: PrismaClient) {}

  async routeNames(depotId: number) {
    const routes = await this.prisma.route.findMany({ where: { depotId } });
    return routes.map(({ name }) => name);
  }
}

export class Planner {
  constructor(private readonly depots: Depots) {}

  // The depot is the same in each round, and so is the object that is asked.
  async print(depotId: number, days: Date[], write: (day: Date, names: string[]) => void) {
    for (const day of days) write(day, await this.depots.routeNames(depotId));
//                                           ^^^^^^^^^^^^^^^^^^^^^^ n-plus-one/loop-invariant-query: the same for each element of `days`
  }
}

// Each of them asks another database.
export async function printAll(clients: PrismaClient[], depotId: number, write: (names: string[]) => void) {
  for (const client of clients) {
    const depots = new Depots(client);
    write(await depots.routeNames(depotId));
  }
}

enum Part {
  Head = 'head',
  Routes = 'routes',
}

// Each kind of part stands in the list once, as a rule.
export async function printParts(depots: Depots, depotId: number, parts: Part[], write: (names: string[]) => void) {
  for (const part of parts) {
    if (part === Part.Head) write([]);
    if (part === Part.Routes) write(await depots.routeNames(depotId));
//                                        ^^^^^^^^^^^^^^^^^ n-plus-one/loop-invariant-query
  }
}
