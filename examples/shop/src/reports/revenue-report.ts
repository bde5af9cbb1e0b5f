import { pool } from '../database/pool';
import { PaymentState } from '../orders/payment-state';
import { paymentsTable } from './tables';

export interface RevenueRow {
  period: Date;
  revenue_cents: string;
}

export async function revenueBy(period: 'day' | 'week' | 'month', since: Date): Promise<RevenueRow[]> {
  const found = await pool.query<RevenueRow>(
    // Fine: only three texts can stand in the first hole, and the others are a constant and a member of an enum.
    `SELECT date_trunc('${period}', created_at) AS period, sum(amount_cents) AS revenue_cents
     FROM ${paymentsTable}
     WHERE status = '${PaymentState.Captured}' AND created_at >= $1
     GROUP BY 1
     ORDER BY 1`,
    [since],
  );
  return found.rows;
}

export async function revenueOfProvider(provider: string, since: Date): Promise<string> {
  const found = await pool.query<{ revenue_cents: string }>(
    `SELECT coalesce(sum(amount_cents), 0) AS revenue_cents
     FROM ${paymentsTable}
     WHERE created_at >= $1
       -- Sargable: a constant hole and a parameter do not make the next hole safe.
       AND provider = '${provider}'`,
    [since],
  );
  return found.rows[0]?.revenue_cents ?? '0';
}
