const { addAudit } = require('../schema/audit');

const KINDS = ['dog', 'cat', 'parrot'];

/** @param {import('knex').Knex} knex */
exports.up = async function (knex) {
  await knex.raw('CREATE EXTENSION IF NOT EXISTS "pgcrypto"');
  await knex.schema.createSchema('archive');
  await knex.schema
    .createTable('people', table => {
      table.increments('id');
      table.string('email', 120).notNullable().unique();
      table.string('full_name').notNullable().index();
      table.text('notes');
      table.boolean('active').notNullable().defaultTo(true);
      table.decimal('balance', 12, 2).defaultTo(0);
      table.timestamps(true, true);
    })
    .createTable('shelters', table => {
      table.uuid('id').primary().defaultTo(knex.raw('gen_random_uuid()'));
      table.string('name', 80).notNullable();
      table.integer('owner_id').unsigned().notNullable().references('id').inTable('people').onDelete('CASCADE');
      table.integer('deputy_id').references('people.id').onDelete('SET NULL').onUpdate('CASCADE').index();
      table.specificType('tags', 'text[]').notNullable().defaultTo('{}');
      table.jsonb('settings').notNullable().defaultTo({});
      table.timestamp('opened_at', { useTz: false });
      table.dateTime('closed_at', { precision: 3 });
      table.unique(['name', 'owner_id']);
    });

  await knex.schema.createTable('animals', function () {
    this.bigIncrements();
    this.enu('kind', KINDS).notNullable();
    this.enu('size', ['small', 'large'], { useNative: true, enumName: 'animal_size' }).defaultTo('small');
    this.uuid('shelter_id').notNullable();
    this.float('weight');
    this.double('height');
    this.date('born_on');
    this.time('fed_at');
    this.binary('photo');
    this.smallint('age');
    this.foreign('shelter_id', 'animals_home_fk').references('id').inTable('shelters').onDelete('RESTRICT');
    this.index(['kind', 'size'], 'animals_by_kind');
    this.index('born_on', undefined, 'brin');
    addAudit(this, knex);
  });

  if (!(await knex.schema.hasTable('visits'))) {
    await knex.schema.createTable('visits', t => {
      t.bigInteger('animal_id').references('id').inTable('animals').withKeyName('visits_animal');
      t.integer('person_id').references('id').inTable('people');
      t.datetime('at').notNullable().defaultTo(knex.fn.now());
      t.primary(['animal_id', 'person_id', 'at']);
      t.comment('who came to see whom');
    });
  }

  await knex.schema.withSchema('archive').createTable('animals', t => {
    t.increments('id', { primaryKey: false });
    t.string('name').index();
    t.primary(['id'], { constraintName: 'archived_animals_key' });
  });
};

exports.down = async knex => {
  await knex.schema.dropTable('visits');
};
