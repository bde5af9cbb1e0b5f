import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

// One question for all of them would fail for all: no fix is offered.
export async function labels(codes: string[], print: (label: string) => void) {
  for (const code of codes) {
    const parcel = await prisma.parcel.findFirst({ where: { code } }).catch(() => null);
//                       ^^^^^^^^^^^^^^^^^^^^^^^ n-plus-one/query-in-loop
    print(parcel ? code : 'unknown');
  }
}
