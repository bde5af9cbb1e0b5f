import type { Library } from '../core/library';
import { readNodePgMigration } from './migrations/node-pg-migrate';

/** node-pg-migrate: migrations alone. */
export const nodePgMigrate: Library = {
  id: 'node-pg-migrate',
  packages: ['node-pg-migrate'],
  hints: ['pgm.'],
  queryCalls: [],
  exported: () => undefined,
  typed: () => undefined,
  member: () => undefined,
  call: () => undefined,
  migrationTools: ['node-pg-migrate'],
  migrationSteps: readNodePgMigration,
};
