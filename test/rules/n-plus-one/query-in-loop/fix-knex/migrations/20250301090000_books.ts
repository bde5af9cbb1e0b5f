import type { Knex } from 'knex';

export async function up(knex: Knex) {
  await knex.schema.createTable('authors', table => {
    table.integer('id').primary();
    table.string('name').notNullable();
    table.string('slug').notNullable().unique();
  });
  await knex.schema.createTable('books', table => {
    table.integer('id').primary();
    table.text('title').notNullable();
    table.boolean('in_print').notNullable();
    table.integer('author_id').notNullable().references('authors.id').index();
  });
}

export async function down(knex: Knex) {
  await knex.schema.dropTable('books');
  await knex.schema.dropTable('authors');
}
