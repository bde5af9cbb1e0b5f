import { warehouse } from '../database/warehouse';

export interface StockRow {
  sku: string;
  available: string;
}

export async function availableStock(skus: string[]): Promise<StockRow[]> {
  // Fine: one array is one parameter, however long it is.
  const found = await warehouse.query<StockRow>(
    'SELECT sku, sum(quantity) AS available FROM stock_levels WHERE sku = ANY($1) GROUP BY sku',
    [skus],
  );
  return found.rows;
}

export async function stockBelow(threshold: number): Promise<StockRow[]> {
  const found = await warehouse.query<StockRow>(
    // Sargable, as a hint: a number cannot carry SQL, but each one is a new statement for the database to plan.
    `SELECT sku, sum(quantity) AS available FROM stock_levels GROUP BY sku HAVING sum(quantity) < ${threshold}`,
  );
  return found.rows;
}

export async function stockInWarehouse(code: string): Promise<StockRow[]> {
  const client = await warehouse.connect();
  try {
    await client.query('BEGIN READ ONLY');
    const found = await client.query<StockRow>(
      `SELECT sku, sum(quantity) AS available
       FROM stock_levels
       JOIN bins ON bins.id = stock_levels.bin_id
       JOIN warehouses ON warehouses.id = bins.warehouse_id
       -- Sargable: a client taken from the pool is the same door.
       WHERE warehouses.code = '${code}'
       GROUP BY sku`,
    );
    await client.query('COMMIT');
    return found.rows;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}
