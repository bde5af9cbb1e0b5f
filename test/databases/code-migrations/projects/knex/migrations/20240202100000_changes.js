const TABLE = 'people';

exports.up = async knex => {
  await knex.schema.alterTable(TABLE, table => {
    table.string('phone', 40).nullable();
    table.string('full_name', 200).notNullable().alter();
    table.dropUnique(['email']);
    table.renameColumn('notes', 'remarks');
    table.setNullable('balance');
    table.uuid('public_id').unique({ indexName: 'people_public' });
  });
  for (const column of ['created_at', 'updated_at']) {
    await knex.schema.table(TABLE, table => {
      table.index([column]);
    });
  }
  await knex.transaction(async trx => {
    await trx.schema.alterTable('shelters', t => {
      t.dropForeign('deputy_id');
      t.dropIndex('deputy_id');
      t.dropColumns('closed_at', 'opened_at');
    });
    await trx.raw(`CREATE UNIQUE INDEX people_email_lower ON people (lower(email)) WHERE active`);
    await trx('people').insert({ email: 'a@example.org', full_name: 'A' });
  });
  const columns = ['weight', 'height'];
  await Promise.all(
    columns.map(name =>
      knex.schema.alterTable('animals', t => {
        t.decimal(name, 6, 2).alter();
      }),
    ),
  );
  await knex.raw('ALTER TABLE ?? ADD COLUMN ?? integer', ['animals', 'rank']);
  await knex.schema.renameTable('visits', 'meetings');
  await knex.schema.raw('CREATE TABLE loose (id int)').dropTableIfExists('loose');
  return knex.schema.createTableLike('people_copy', 'people', t => {
    t.string('copied_from');
  });
};

exports.down = () => undefined;
