CREATE TABLE events (
  workspace_id String,
  kind LowCardinality(String),
  amount UInt64,
  at DateTime64(3)
)
ENGINE = MergeTree()
ORDER BY (workspace_id, at);
