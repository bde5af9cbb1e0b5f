exports.up = async knex => {
  await knex.raw('CREATE INDEX CONCURRENTLY "orders_customer_id_index" ON "orders" ("customer_id")');
};

exports.down = async knex => {
  await knex.raw('DROP INDEX CONCURRENTLY "orders_customer_id_index"');
};

exports.config = { transaction: false };
