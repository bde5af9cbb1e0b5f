import { DataSource } from 'typeorm';
import { Voucher } from './voucher';

export const dataSource = new DataSource({ type: 'postgres', entities: [Voucher] });
