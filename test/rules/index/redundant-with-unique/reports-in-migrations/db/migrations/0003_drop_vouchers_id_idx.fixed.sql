DROP INDEX vouchers_id_idx;
