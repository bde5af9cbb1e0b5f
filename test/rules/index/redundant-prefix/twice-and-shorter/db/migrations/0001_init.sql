CREATE TABLE letters (
  id bigint PRIMARY KEY,
  sender text NOT NULL,
  sent_at timestamptz NOT NULL
);

CREATE INDEX letters_sender_idx ON letters (sender);
--<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ index/redundant-prefix
CREATE INDEX letters_by_sender ON letters (sender);
--<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ index/redundant-prefix
CREATE INDEX letters_sender_sent_at_idx ON letters (sender, sent_at);
