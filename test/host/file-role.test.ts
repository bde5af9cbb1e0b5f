import assert from 'node:assert/strict';
import type { FileRole } from '../../server/src/core/project';
import { roleOf } from '../../server/src/model/project/file-role';

describe('roleOf', () => {
  const cases: readonly (readonly [string, FileRole])[] = [
    ['src/orders/order-service.ts', 'source'],
    ['src/orders/order-service.test.ts', 'test'],
    ['src/orders/order-service.spec.tsx', 'test'],
    ['src/orders/__tests__/order-service.ts', 'test'],
    ['src/orders/__mocks__/prisma.ts', 'test'],
    ['.scripts/compare.js', 'script'],
    ['server/backfill-slugs.ts', 'script'],
    ['server/migrateAvatars.js', 'script'],
    ['server/migrated-orders.ts', 'source'],
    ['src/upgrades/2.1.0/rename-columns.js', 'migration'],
    ['cypress/support/commands.ts', 'test'],
    ['e2e/checkout.ts', 'test'],
    ['apps/web/tests/fixtures/users.ts', 'test'],
    ['benchmarks/insert.ts', 'test'],
    ['vitest.config.ts', 'test'],
    ['playwright/global-setup.ts', 'test'],
    ['prisma/seed.ts', 'seed'],
    ['prisma/seed/users.ts', 'seed'],
    ['prisma/seed-database.ts', 'seed'],
    ['db/seeds/0001_users.sql', 'seed'],
    ['src/users.seed.ts', 'seed'],
    ['scripts/backfill.ts', 'script'],
    ['packages/cli/bin/run.js', 'script'],
    ['src/migrations/1700000000000-AddUsers.ts', 'migration'],
    ['prisma/migrations/20260101000000_init/migration.sql', 'migration'],
    ['src/migration/backfill.test.ts', 'test'],
    ['scripts/seed.ts', 'seed'],
    // Words inside of longer ones say nothing.
    ['src/latest/contest.ts', 'source'],
    ['src/seedlings/grow.ts', 'source'],
    ['src/attestation/spectrum.ts', 'source'],
    ['src/testimonials/list.ts', 'source'],
    ['src/speedtest.ts', 'source'],
    ['src/binary/reader.ts', 'source'],
    // The file's name is nearer than its folder, an inner folder nearer than an outer one.
    ['tests/seed.ts', 'seed'],
    ['scripts/tests/check.ts', 'test'],
    ['schema.prisma', 'source'],
  ];
  for (const [path, role] of cases) it(`${path} is ${role}`, () => assert.equal(roleOf(path), role));
});
