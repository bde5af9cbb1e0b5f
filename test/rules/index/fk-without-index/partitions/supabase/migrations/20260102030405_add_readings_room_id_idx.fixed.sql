CREATE INDEX readings_room_id_idx ON readings (room_id);
