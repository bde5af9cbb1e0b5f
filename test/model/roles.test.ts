import assert from 'node:assert/strict';
import { buildModel } from './build-model';

describe('what a file is for', () => {
  it('is said by its path below the root', async () => {
    const { model, uri } = await buildModel({});
    const roles: Readonly<Record<string, string>> = {
      'src/orders.ts': 'source',
      'src/constructor/orders.ts': 'source',
      'src/__proto__/toString.ts': 'source',
      'src/tests/orders.ts': 'test',
      'scripts/backfill.ts': 'script',
      'prisma/seed.ts': 'seed',
      'worker/src/backgroundMigrations/fillNames.ts': 'script',
      'src/background_migrations/fill.ts': 'script',
      'src/migration-scripts/fill.ts': 'script',
      'services/maintenance/list.ts': 'source',
      'src/oneOff/fill.ts': 'script',
      'src/backfills/fill.ts': 'script',
      'src/integrationTests/orders.ts': 'test',
      'packages/testcontainers/src/postgres.ts': 'test',
      'src/__tests__/backfill/orders.ts': 'script',
      'backfills/__tests__/orders.ts': 'test',
    };
    for (const [path, role] of Object.entries(roles)) assert.equal(model.role(uri(path)), role, path);
  });
});
