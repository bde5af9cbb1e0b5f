CREATE TABLE visits (
  id bigint PRIMARY KEY,
  page text NOT NULL,
  visitor text NOT NULL,
  seen_at timestamptz NOT NULL,
  referrer text,
  bot boolean NOT NULL,
  UNIQUE (page, visitor, seen_at)
);

-- A unique index is a rule, not only a way to look rows up.
CREATE UNIQUE INDEX visits_page_referrer ON visits (page, referrer);
CREATE INDEX visits_visitor ON visits (visitor);
CREATE INDEX visits_last ON visits (seen_at, page);
CREATE INDEX visits_seen_first ON visits (seen_at NULLS FIRST);
CREATE INDEX visits_seen_desc ON visits (seen_at DESC);
CREATE INDEX visits_page_pattern ON visits (page text_pattern_ops);
CREATE INDEX visits_page_hash ON visits USING hash (page);
CREATE INDEX visits_humans ON visits (page) WHERE NOT bot;
CREATE INDEX visits_page_with_bot ON visits (page) INCLUDE (bot);
CREATE INDEX visits_visitor_of_humans ON visits (visitor, page) WHERE NOT bot;
