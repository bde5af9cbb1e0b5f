CREATE TABLE documents (
  id bigint PRIMARY KEY,
  title text NOT NULL,
  path integer[] NOT NULL UNIQUE,
  meta jsonb NOT NULL,
  search tsvector,
  area polygon,
  during daterange,
  address inet,
  made_at timestamptz NOT NULL,
  owner_id uuid NOT NULL
);

CREATE INDEX documents_title_trgm ON documents USING gin (title gin_trgm_ops);
CREATE INDEX documents_meta ON documents USING gin (meta jsonb_path_ops);
CREATE INDEX documents_path ON documents USING gin (path);
CREATE INDEX documents_search ON documents USING gin (search);
CREATE INDEX documents_search_gist ON documents USING gist (search);
CREATE INDEX documents_area ON documents USING gist (area);
CREATE INDEX documents_during ON documents USING spgist (during);
CREATE INDEX documents_address ON documents USING gist (address inet_ops);
CREATE INDEX documents_made ON documents USING brin (made_at);
CREATE INDEX documents_owner ON documents USING hash (owner_id);
CREATE INDEX documents_kind ON documents ((meta ->> 'kind'));
CREATE UNIQUE INDEX documents_meta_key ON documents (meta);
CREATE INDEX documents_vectors ON documents USING hnsw (title vector_l2_ops);
