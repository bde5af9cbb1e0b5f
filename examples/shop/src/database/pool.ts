import { Pool } from 'pg';

/** The shop's own database again, for the reports that are easier to say in SQL. */
export const pool = new Pool({ connectionString: process.env['DATABASE_URL'], max: 5 });
