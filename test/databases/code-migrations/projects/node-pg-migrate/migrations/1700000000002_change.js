exports.up = async pgm => {
  pgm.addColumns('matches', {
    guest: { type: 'bigint', references: 'teams', notNull: true },
    score: { type: 'smallint', default: null },
  });
  pgm.alterColumn('members', 'fee', { type: 'numeric(14,2)', default: null, notNull: false });
  pgm.renameColumn('members', 'joined_at', 'since');
  pgm.dropColumns('members', ['scores']);
  pgm.addConstraint('matches', 'matches_once', { unique: ['home', 'guest', 'played'] });
  pgm.addConstraint('matches', 'matches_host', 'FOREIGN KEY (home) REFERENCES teams (id) ON DELETE CASCADE');
  pgm.dropIndex('teams', 'coach_id');
  pgm.dropConstraint('teams', 'teams_coach');
  pgm.addTypeValue('grade', 'master', { after: 'senior' });
  pgm.renameTable('matches', 'games');
  pgm.sql('CREATE INDEX games_played ON games USING brin (played)');
};
