exports.shorthands = {
  money: { type: 'numeric(12,2)', notNull: true, default: 0 },
};

/** @param {import('node-pg-migrate').MigrationBuilder} pgm */
exports.up = pgm => {
  pgm.createExtension('citext', { ifNotExists: true });
  pgm.createSchema('admin');
  pgm.createType('grade', ['junior', 'senior']);
  pgm.createTable('members', {
    id: 'id',
    email: { type: 'citext', notNull: true, unique: true },
    grade: { type: 'grade', notNull: true, default: 'junior' },
    fee: 'money',
    deposit: { type: 'money', notNull: false },
    joined_at: { type: 'timestamptz', notNull: true, default: pgm.func('current_timestamp') },
    scores: { type: 'int', array: true },
  });
  pgm.createTable(
    'teams',
    {
      id: { type: 'bigint', primaryKey: true, sequenceGenerated: { precedence: 'ALWAYS' } },
      captain_id: { type: 'integer', notNull: true, references: 'members', onDelete: 'RESTRICT' },
      coach_id: { type: 'integer', references: 'members(id)', referencesConstraintName: 'teams_coach' },
      name: { type: 'string' },
      slug: { type: 'text', expressionGenerated: 'lower(name)' },
    },
    {
      constraints: {
        unique: [['name', 'captain_id'], ['slug']],
        foreignKeys: { columns: 'captain_id', references: 'members(id)', onUpdate: 'CASCADE' },
      },
    },
  );
  pgm.createTable({ schema: 'admin', name: 'team_members' }, {
    team_id: { type: 'bigint', primaryKey: true, references: { schema: 'public', name: 'teams' } },
    member_id: { type: 'integer', primaryKey: true },
  });
  pgm.createIndex('teams', 'coach_id');
  pgm.createIndex('teams', ['name', { name: 'captain_id', sort: 'DESC' }], { unique: true, where: 'coach_id IS NULL' });
  pgm.createIndex('members', 'lower(email::text)', { name: 'members_email_lower', method: 'hash' });
  pgm.createIndex('members', ['grade'], { include: ['fee'] });
};

exports.down = false;
