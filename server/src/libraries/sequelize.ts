import type { Library } from '../core/library';
import { readSequelizeMigration } from './migrations/sequelize';

/** Sequelize 4 to 6: its models and migrations. Its queries are read by nothing yet. */
export const sequelize: Library = {
  id: 'sequelize',
  packages: ['sequelize', 'sequelize-typescript', '@sequelize/core'],
  // What migrations and models say; its queries are not read.
  hints: [
    'ueryInterface',
    ['.define(', 'equelize'],
    ['.init(', 'DataTypes'],
    ['.init(', 'equelize'],
    ['sequelize-typescript', '@Table'],
    ['.associate', '.belongsTo'],
    ['.associate', '.has'],
  ],
  queryCalls: [],
  exported: () => undefined,
  typed: () => undefined,
  member: () => undefined,
  call: () => undefined,
  migrationTools: ['sequelize'],
  migrationSteps: readSequelizeMigration,
};
