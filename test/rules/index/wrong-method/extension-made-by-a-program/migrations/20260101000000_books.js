exports.up = async knex => {
  await knex.raw('CREATE EXTENSION IF NOT EXISTS btree_gin');
  await knex.schema.createTable('books', table => {
    table.bigIncrements('id');
    table.integer('shelf').notNullable();
    table.specificType('words', 'tsvector');
  });
  await knex.raw('CREATE INDEX books_shelf_words_idx ON books USING gin (shelf, words)');
};

exports.down = async knex => {
  await knex.schema.dropTable('books');
};
