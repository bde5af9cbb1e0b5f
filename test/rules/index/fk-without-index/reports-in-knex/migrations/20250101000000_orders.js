/** @param {import('knex').Knex} knex */
exports.up = async knex => {
  await knex.schema.createTable('customers', table => {
    table.increments('id');
    table.string('name').notNullable();
  });
  await knex.schema.createTable('orders', table => {
    table.increments('id');
    table.integer('customer_id').notNullable().references('id').inTable('customers');
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ index/fk-without-index
    table.integer('payer_id').references('id').inTable('customers').index();
  });
};

exports.down = async knex => {
  await knex.schema.dropTable('orders');
  await knex.schema.dropTable('customers');
};
