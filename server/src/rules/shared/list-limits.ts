import type { Dialect } from '../../core/facts/sql-template';

type Limits = Readonly<Partial<Record<Dialect, number>>>;

/**
 * How many values Prisma 7 sends with one statement, rounded down: it sends a few of its own (32,766 on PostgreSQL, where
 * it is measured; on the others as its runtime has it). It splits longer lists by itself, except where the parts could not
 * be put together: with an order, in `groupBy`.
 */
const PRISMA: Limits = { postgres: 32_000, cockroach: 32_000, mysql: 65_000, sqlite: 900, sqlserver: 2_000 };

/** How many parameters a statement takes: 16 bits count them on PostgreSQL and MySQL, SQLite is built with 32,766. */
const PROTOCOL: Limits = { postgres: 65_000, cockroach: 65_000, mysql: 65_000, sqlite: 32_000, sqlserver: 2_000 };

/**
 * ` (up to 65,000 keys)`, for the title of a fix that sends a list whose length nobody knows: each thing in it takes some
 * parameters.
 */
export function upTo(library: string, dialect: Dialect, things: string, parameters = 1): string {
  const most = (library === 'prisma' ? PRISMA : PROTOCOL)[dialect];
  return most === undefined ? '' : ` (up to ${Math.floor(most / parameters).toLocaleString('en-US')} ${things})`;
}
