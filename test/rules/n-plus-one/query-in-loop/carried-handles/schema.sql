CREATE TABLE parcels (id bigint PRIMARY KEY, label text NOT NULL);
