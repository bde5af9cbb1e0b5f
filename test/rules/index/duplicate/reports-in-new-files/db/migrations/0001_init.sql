CREATE TABLE letters (
  id bigint PRIMARY KEY,
  sender text NOT NULL,
  addressee text NOT NULL
);

-- Letters are looked up by both.
CREATE INDEX letters_sender_idx ON letters (sender);
CREATE INDEX letters_addressee_idx ON letters (addressee);

-- Once more.
CREATE INDEX letters_by_sender ON letters (sender);
--<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ index/duplicate

CREATE INDEX letters_by_addressee ON letters (addressee); CREATE INDEX letters_both_idx ON letters (addressee DESC, sender);
--<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ index/duplicate
