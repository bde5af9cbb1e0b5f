CREATE INDEX users_big ON users (big);
