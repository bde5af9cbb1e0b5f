import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

interface Parcel {
  readonly code: string;
  readonly routeId: number;
  readonly status: string;
}

// What the database refused together is tried again one by one.
export async function load(parcels: Parcel[], report: (code: string) => void) {
  try {
    await prisma.parcel.createMany({ data: parcels });
  } catch {
    for (const parcel of parcels) {
      try {
        await prisma.parcel.create({ data: parcel });
      } catch {
        report(parcel.code);
      }
    }
  }
}

// Each element is a statement of its own.
export async function prepare(statements: string[]) {
  for (const statement of statements) await prisma.$executeRawUnsafe(statement);
}

export async function mark(codes: string[]) {
  for (const code of codes) await prisma.$executeRawUnsafe('UPDATE "Parcel" SET status = $1 WHERE code = $2', 'lost', code);
//                                ^^^^^^^^^^^^^^^^^^^^^^^^ n-plus-one/write-in-loop
}
