DROP INDEX vouchers_lookup_idx;
