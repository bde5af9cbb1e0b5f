import { pool } from '../database/pool';
import { prisma } from '../database/prisma';
import { revenueBy } from '../reports/revenue-report';
import { shipmentsByCarrier } from '../reports/shipment-report';

const openStatuses = ['PENDING', 'PAID', 'SHIPPED'] as const;

async function main(): Promise<void> {
  const since = new Date(Date.now() - 24 * 60 * 60 * 1000);
  for (const status of openStatuses) {
    // Fine: three statuses are three queries today and three queries with a million orders.
    const count = await prisma.order.count({ where: { status } });
    process.stdout.write(`${status}: ${count}\n`);
  }
  for (const row of await revenueBy('day', since)) {
    process.stdout.write(`${row.period.toISOString().slice(0, 10)}: ${row.revenue_cents} cents\n`);
  }
  for (const { carrier, shipments } of await shipmentsByCarrier()) {
    process.stdout.write(`${carrier}: ${shipments} shipments on their way\n`);
  }
}

try {
  await main();
} finally {
  await prisma.$disconnect();
  await pool.end();
}
