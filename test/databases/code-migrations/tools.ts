import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import createKnex from 'knex';
import { runner } from 'node-pg-migrate';
import { Sequelize } from 'sequelize';
import { DataSource, getMetadataArgsStorage, type MigrationInterface } from 'typeorm';

// TypeORM keeps it in a global variable, which is to be there before the tests look for new ones.
getMetadataArgsStorage();

interface Tool {
  readonly name: string;
  /** Runs all migrations of the project. */
  run(folder: string, url: string): Promise<void>;
  /** The tables in which the tool notes what it has run. */
  readonly bookkeeping: readonly string[];
}

export const TOOLS: readonly Tool[] = [
  {
    name: 'knex',
    bookkeeping: ['knex_migrations', 'knex_migrations_lock'],
    async run(folder, url) {
      const knex = createKnex({ client: 'pg', connection: url, migrations: { directory: join(folder, 'migrations') } });
      try {
        await knex.migrate.latest();
      } finally {
        await knex.destroy();
      }
    },
  },
  {
    name: 'sequelize',
    bookkeeping: ['SequelizeMeta'],
    async run(folder, url) {
      const sequelize = new Sequelize(url, { logging: false });
      try {
        // What sequelize-cli does with each file, in the order of their names.
        for (const { up } of load<SequelizeMigration>(join(folder, 'migrations'))) {
          await up(sequelize.getQueryInterface(), Sequelize);
        }
      } finally {
        await sequelize.close();
      }
    },
  },
  {
    name: 'typeorm',
    bookkeeping: ['migrations', 'typeorm_metadata'],
    async run(folder, url) {
      const modules = load<Record<string, new () => MigrationInterface>>(join(folder, 'src/migrations'));
      const migrations = modules.flatMap(module => Object.values(module).filter(one => typeof one === 'function'));
      const source = new DataSource({ type: 'postgres', url, migrations });
      await source.initialize();
      try {
        await source.runMigrations();
      } finally {
        await source.destroy();
      }
    },
  },
  {
    name: 'node-pg-migrate',
    bookkeeping: ['pgmigrations'],
    async run(folder, url) {
      await runner({
        databaseUrl: url,
        dir: join(folder, 'migrations'),
        direction: 'up',
        migrationsTable: 'pgmigrations',
        log: () => undefined,
      });
    },
  },
];

interface SequelizeMigration {
  readonly up: (queryInterface: unknown, sequelize: unknown) => Promise<unknown>;
}

function load<M>(folder: string): M[] {
  return readdirSync(folder)
    .sort()
    .map(file => require(join(folder, file)) as M);
}
