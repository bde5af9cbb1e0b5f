import { Pool } from 'pg';

const pool = new Pool();

export const invoices = () => pool.query('SELECT total FROM invoices_archive');
