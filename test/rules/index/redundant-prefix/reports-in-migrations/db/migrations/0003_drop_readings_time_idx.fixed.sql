DROP INDEX readings_time_idx;
