import assert from 'node:assert/strict';
import { fkWithoutIndex } from '../../../server/src/rules/index/fk-without-index';
import { openWorkspace } from '../../harness/workspace';

interface Case {
  readonly files: Readonly<Record<string, string>>;
  /** The path of the new file and its text. */
  readonly expected: readonly [string, string] | { readonly declined: true };
}

const manifest = (dependency: string) => `{ "dependencies": { "${dependency}": "1", "pg": "8" } }`;

const CASES: Readonly<Record<string, Case>> = {
  'Knex in TypeScript': {
    files: {
      'package.json': manifest('knex'),
      'db/migrations/20250101000000_init.ts': `import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
    await knex.schema.createTable('teams', table => {
        table.increments();
    });
    await knex.schema.createTable('players', table => {
        table.increments();
        table.integer('team_id').references('id').inTable('teams');
    });
}

export async function down(knex: Knex): Promise<void> {
    await knex.schema.dropTable('players');
}
`,
    },
    expected: [
      'db/migrations/20260102030405_add_players_team_id_idx.ts',
      `import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
    await knex.raw('CREATE INDEX CONCURRENTLY "players_team_id_idx" ON "players" ("team_id")');
}

export async function down(knex: Knex): Promise<void> {
    await knex.raw('DROP INDEX CONCURRENTLY "players_team_id_idx"');
}

export const config = { transaction: false };
`,
    ],
  },
  'Knex on SQLite, which knows no CONCURRENTLY': {
    files: {
      'package.json': '{ "dependencies": { "knex": "3", "better-sqlite3": "11" } }',
      'migrations/001_init.js': `
exports.up = function (knex) {
  return knex.schema
    .createTable('teams', t => { t.increments(); })
    .createTable('players', t => { t.increments(); t.integer('team_id').references('id').inTable('teams'); });
};`,
    },
    expected: [
      'migrations/002_add_players_team_id_idx.js',
      `exports.up = async function (knex) {
  await knex.schema.alterTable('players', table => {
    table.index(['team_id'], 'players_team_id_idx');
  });
};

exports.down = async function (knex) {
  await knex.schema.alterTable('players', table => {
    table.dropIndex(['team_id'], 'players_team_id_idx');
  });
};
`,
    ],
  },
  'Sequelize in an object': {
    files: {
      'package.json': manifest('sequelize'),
      'migrations/20250101000000-init.js': `'use strict'

module.exports = {
  async up (queryInterface, Sequelize) {
    await queryInterface.createTable('teams', { id: { type: Sequelize.INTEGER, primaryKey: true } })
    await queryInterface.createTable('players', {
      id: { type: Sequelize.INTEGER, primaryKey: true },
      teamId: { type: Sequelize.INTEGER, references: { model: 'teams', key: 'id' } }
    })
  },

  async down (queryInterface) {
    await queryInterface.dropTable('players')
  }
}
`,
    },
    expected: [
      'migrations/20260102030405-add-players-teamid-idx.js',
      `'use strict'

module.exports = {
  async up(queryInterface) {
    await queryInterface.addIndex('players', {
      fields: ['teamId'],
      name: 'players_teamId_idx',
      concurrently: true,
    })
  },

  async down(queryInterface) {
    await queryInterface.removeIndex('players', 'players_teamId_idx', { concurrently: true })
  },
}
`,
    ],
  },
  'TypeORM, which runs in one transaction': {
    files: {
      'package.json': manifest('typeorm'),
      'src/migration/1736000000000-Init.ts': `import { MigrationInterface, QueryRunner, Table } from "typeorm";

export class Init1736000000000 implements MigrationInterface {
    name = 'Init1736000000000'

    public async up(queryRunner: QueryRunner): Promise<void> {
        await queryRunner.query(\`CREATE TABLE "team" ("id" serial PRIMARY KEY)\`);
        await queryRunner.query(\`CREATE TABLE "player" ("id" serial PRIMARY KEY, "teamId" integer REFERENCES "team" ("id"))\`);
    }

    public async down(queryRunner: QueryRunner): Promise<void> {
        await queryRunner.query(\`DROP TABLE "player"\`);
    }
}
`,
    },
    expected: [
      'src/migration/1767323045000-AddPlayerTeamIdIdx.ts',
      `import { MigrationInterface, QueryRunner } from "typeorm";

export class AddPlayerTeamIdIdx1767323045000 implements MigrationInterface {
    name = 'AddPlayerTeamIdIdx1767323045000';

    public async up(queryRunner: QueryRunner): Promise<void> {
        await queryRunner.query('CREATE INDEX "player_teamId_idx" ON "player" ("teamId")');
    }

    public async down(queryRunner: QueryRunner): Promise<void> {
        await queryRunner.query('DROP INDEX "player_teamId_idx"');
    }
}
`,
    ],
  },
  'TypeORM where migrations have left the transaction before': {
    files: {
      'package.json': manifest('typeorm'),
      'src/migration/1736000000000-Init.ts': `import { MigrationInterface, QueryRunner } from 'typeorm';

export class Init1736000000000 implements MigrationInterface {
  transaction = false;

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('CREATE TABLE team (id serial PRIMARY KEY)');
    await queryRunner.query('CREATE TABLE player (id serial PRIMARY KEY, team_id integer REFERENCES team)');
  }

  async down(): Promise<void> {}
}
`,
    },
    expected: [
      'src/migration/1767323045000-AddPlayerTeamIdIdx.ts',
      `import { MigrationInterface, QueryRunner } from 'typeorm';

export class AddPlayerTeamIdIdx1767323045000 implements MigrationInterface {
  transaction = false;

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('CREATE INDEX CONCURRENTLY "player_team_id_idx" ON "player" ("team_id")');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX CONCURRENTLY "player_team_id_idx"');
  }
}
`,
    ],
  },
  'node-pg-migrate': {
    files: {
      'package.json': manifest('node-pg-migrate'),
      'migrations/1736000000000_init-tables.ts': `import type { MigrationBuilder } from 'node-pg-migrate';

export async function up(pgm: MigrationBuilder): Promise<void> {
  pgm.createTable('teams', { id: 'id' });
  pgm.createTable('players', { id: 'id', team_id: { type: 'integer', references: 'teams' } });
}
`,
    },
    expected: [
      'migrations/1767323045000_add-players-team-id-idx.ts',
      `import type { MigrationBuilder } from 'node-pg-migrate';

export async function up(pgm: MigrationBuilder): Promise<void> {
  pgm.noTransaction();
  pgm.createIndex('players', ['team_id'], { name: 'players_team_id_idx', concurrently: true });
}

export async function down(pgm: MigrationBuilder): Promise<void> {
  pgm.noTransaction();
  pgm.dropIndex('players', ['team_id'], { name: 'players_team_id_idx', concurrently: true });
}
`,
    ],
  },
  MikroORM: {
    files: {
      'package.json': manifest('@mikro-orm/postgresql'),
      'migrations/Migration20250101000000.ts': `import { Migration } from '@mikro-orm/migrations';

export class Migration20250101000000 extends Migration {

  override async up(): Promise<void> {
    this.addSql('create table "team" ("id" serial primary key);');
    this.addSql('create table "player" ("id" serial primary key, "team_id" int null references "team");');
  }

  override async down(): Promise<void> {
    this.addSql('drop table "player";');
  }

}
`,
    },
    expected: [
      'migrations/Migration20260102030405.ts',
      `import { Migration } from '@mikro-orm/migrations';

export class Migration20260102030405 extends Migration {
  override async up(): Promise<void> {
    this.addSql('CREATE INDEX "player_team_id_idx" ON "player" ("team_id")');
  }

  override async down(): Promise<void> {
    this.addSql('DROP INDEX "player_team_id_idx"');
  }
}
`,
    ],
  },
  Kysely: {
    files: {
      'package.json': manifest('kysely'),
      'migrations/1736000000000_init.ts': `import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createTable('team').addColumn('id', 'serial', col => col.primaryKey()).execute()
  await db.schema
    .createTable('player')
    .addColumn('id', 'serial', col => col.primaryKey())
    .addColumn('team_id', 'integer', col => col.references('team.id'))
    .execute()
}
`,
    },
    expected: [
      'migrations/1767323045000_add_player_team_id_idx.ts',
      `import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex('player_team_id_idx')
    .on('player')
    .columns(['team_id'])
    .execute()
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropIndex('player_team_id_idx').execute()
}
`,
    ],
  },
  'a migration in a form of its own': {
    files: {
      'package.json': manifest('knex'),
      'migrations/20250101000000_init.js':
        "exports.up = async knex => { await knex.schema.createTable('a', t => { t.increments(); t.integer('b').references('id').inTable('a'); }); };",
      'migrations/20250202000000_last.js':
        'module.exports = require("./shared").migration({ knex: true, up: "x.sql" });',
    },
    expected: { declined: true },
  },
};

describe('new migrations written as programs', () => {
  for (const [name, { files, expected }] of Object.entries(CASES)) {
    it(`of ${name}`, async () => {
      const workspace = await openWorkspace(new Map(Object.entries(files)), { rules: [fkWithoutIndex] });
      const reports = await workspace.check();
      const [finding, ...more] = [...reports.values()].flatMap(({ findings }) => findings);
      if ('declined' in expected && finding === undefined) return;
      assert.ok(finding && more.length === 0, 'one finding');
      const change = await workspace.engine.resolveFix(finding.id, 0, new AbortController().signal);
      if ('declined' in expected) {
        assert.ok('declined' in change);
        return;
      }
      assert.ok('create' in change, JSON.stringify(change));
      assert.deepEqual(change.edits, []);
      assert.deepEqual(
        change.create.map(({ uri, text }) => [workspace.path(uri), text]),
        [expected],
      );
    });
  }
});
