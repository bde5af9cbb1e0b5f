import { Pool } from 'pg';

/** A database of its own, see warehouse/migrations. */
export const warehouse = new Pool({ connectionString: process.env['WAREHOUSE_DATABASE_URL'], max: 5 });
