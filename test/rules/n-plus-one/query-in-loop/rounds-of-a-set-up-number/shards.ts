import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

export class Shards {
  constructor(private readonly shardCount: number) {}

  // As many rounds as whoever set it up wanted, however many rows there are.
  async oneByOne() {
    let total = 0;
    for (let shard = 0; shard < this.shardCount; shard++) {
      total += await prisma.user.count({ where: { teamId: shard } });
    }
    return total;
  }

  async sideBySide() {
    return Promise.all(
      Array.from({ length: this.shardCount }, (_, shard) => prisma.user.count({ where: { teamId: shard } })),
    );
  }

  async inAChain() {
    return Promise.all(
      Array.from({ length: 4 }).map((_, shard) => prisma.user.count({ where: { teamId: shard } })),
    );
  }
}

// What stands in the program is as long as its author wrote it, whatever is filtered out.
export async function ofPlans(team: { basic: number; extended: number }) {
  return Promise.all(
    [
      { plan: 'basic', id: team.basic },
      { plan: 'extended', id: team.extended },
    ]
      .filter(({ id }) => id > 0)
      .map(async ({ plan, id }) => ({ plan, users: await prisma.user.count({ where: { teamId: id } }) })),
  );
}
