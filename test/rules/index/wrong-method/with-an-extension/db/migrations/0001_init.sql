CREATE EXTENSION IF NOT EXISTS btree_gin;
CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE TABLE bookings (
  id bigint PRIMARY KEY,
  room integer NOT NULL,
  guest text NOT NULL,
  tags text[] NOT NULL,
  during tsrange NOT NULL,
  EXCLUDE USING gist (room WITH =, during WITH &&)
);

CREATE INDEX bookings_tags_idx ON bookings USING gin (guest, tags);
CREATE INDEX bookings_room_idx ON bookings USING gist (room, guest);
