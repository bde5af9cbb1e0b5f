DROP INDEX readings_flagged_idx;
