import 'reflect-metadata';
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MikroORM } from '@mikro-orm/postgresql';
import { DataSource, getMetadataArgsStorage } from 'typeorm';
import type { Rule } from '../../server/src/core/rule';
import { timestampNoTz } from '../../server/src/rules/schema/timestamp-no-tz';
import { uuidAsText } from '../../server/src/rules/schema/uuid-as-text';
import { fixEverything } from '../harness/fix-round';
import { readFixture, textsOf } from '../harness/fixture';
import { runEntityFiles } from './entity-program';
import { usePostgres } from './postgres-server';

// TypeORM keeps what decorators say in a global variable: made here, it is no leak of a test.
getMetadataArgsStorage();

type Entity = new () => object;

describe('types that fixes give to columns of entities are made by the ORM', function () {
  this.timeout(60_000);

  describe('TypeORM', () => {
    const database = usePostgres();

    it(timestampNoTz.meta.id, async () => {
      await synchronize(await fixedEntities(timestampNoTz, 'reports-in-typeorm-when-mixed'), database.url);
      assert.deepEqual(await readTypes(database, ['order']), [
        'order.id integer',
        ...['createdAt', 'dueAt', 'paidAt', 'placedAt', 'sentAt', 'updated_at'].map(
          name => `order.${name} timestamp with time zone`,
        ),
      ]);
    });

    it(`${uuidAsText.meta.id}, with the keys that reference the column`, async () => {
      await synchronize(await fixedEntities(uuidAsText, 'reports-in-typeorm'), database.url);
      assert.deepEqual(await readTypes(database, ['account', 'member']), [
        'account.token character varying',
        'member.id integer',
        'account.code uuid',
        'member.accountId uuid',
        'member.invitedByCode uuid',
      ]);
      await database.exec('INSERT INTO account DEFAULT VALUES');
    });
  });

  describe('MikroORM', () => {
    const database = usePostgres();

    it(timestampNoTz.meta.id, async () => {
      await createSchema(await fixedEntities(timestampNoTz, 'reports-in-mikro-orm-when-mixed'), database.url);
      assert.deepEqual(await readTypes(database, ['order']), [
        'order.id integer',
        ...['paid_at', 'placed_at', 'sent_at'].map(name => `order.${name} timestamp with time zone`),
      ]);
    });

    it(`${uuidAsText.meta.id}, with the keys that reference the column`, async () => {
      await createSchema(await fixedEntities(uuidAsText, 'reports-in-mikro-orm'), database.url);
      assert.deepEqual(await readTypes(database, ['account', 'member']), [
        'account.token character varying',
        'member.id integer',
        'account.code uuid',
        'member.account_code uuid',
      ]);
      await database.exec('INSERT INTO account DEFAULT VALUES');
    });
  });
});

/** The classes of a fixture after all fixes of a rule, as the ORM's own program would have them. */
async function fixedEntities(rule: Rule, name: string): Promise<Entity[]> {
  const fixture = textsOf(readFixture(join(__dirname, '../rules', rule.meta.id, name)));
  const files = await fixEverything(fixture, { rules: [rule] });
  const folder = mkdtempSync(join(tmpdir(), 'sargable-entities-'));
  try {
    for (const [path, text] of files) {
      if (path.endsWith('.ts')) writeFileSync(join(folder, path.replaceAll('/', '-')), text);
    }
    return runEntityFiles(folder).filter(
      (value): value is Entity => typeof value === 'function' && value.prototype !== undefined,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function synchronize(entities: Entity[], url: string): Promise<void> {
  const source = new DataSource({ type: 'postgres', url, entities });
  await source.initialize();
  try {
    await source.synchronize();
  } finally {
    await source.destroy();
  }
}

async function createSchema(entities: Entity[], url: string): Promise<void> {
  const orm = await MikroORM.init({ clientUrl: url, entities, debug: false });
  try {
    await orm.schema.createSchema();
  } finally {
    await orm.close(true);
  }
}

async function readTypes(
  database: { query<T>(sql: string): Promise<T[]> },
  tables: readonly string[],
): Promise<string[]> {
  const rows = await database.query<{ column: string }>(
    `SELECT table_name || '.' || column_name || ' ' || data_type AS column FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name IN (${tables.map(name => `'${name}'`).join()})
     ORDER BY data_type, table_name, column_name COLLATE "C"`,
  );
  return rows.map(({ column }) => column);
}
