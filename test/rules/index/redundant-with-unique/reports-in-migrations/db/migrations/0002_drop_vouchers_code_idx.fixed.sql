DROP INDEX vouchers_code_idx;
