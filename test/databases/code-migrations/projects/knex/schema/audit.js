/** Who changed a row last, and when. */
exports.addAudit = function (table, knex) {
  table.integer('changed_by').references('id').inTable('people').onDelete('SET NULL');
  table.timestamp('changed_at').defaultTo(knex.fn.now());
};
