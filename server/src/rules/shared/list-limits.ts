import type { Dialect } from '../../core/facts/sql-template';

/**
 * How many values Prisma 7 sends with one statement, rounded down: it sends a few of its own (32,766 on PostgreSQL, where
 * it is measured; on the others as its runtime has it). It splits longer lists by itself, except where the parts could not
 * be put together: with an order, in `groupBy`.
 */
const PRISMA: Readonly<Partial<Record<Dialect, number>>> = {
  postgres: 32_000,
  cockroach: 32_000,
  mysql: 65_000,
  sqlite: 900,
  sqlserver: 2_000,
};

/** ` (up to 32,000 keys)`, for the title of a fix that sends a list whose length nobody knows. */
export function upToKeys(dialect: Dialect): string {
  const most = PRISMA[dialect];
  return most === undefined ? '' : ` (up to ${most.toLocaleString('en-US')} keys)`;
}
