import type { Library } from '../core/library';
import { readSequelizeMigration } from './migrations/sequelize';
import { declareModel } from './sequelize/declare-model';
import { modelIndexOf } from './sequelize/model-source';

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
  declarations(unit, context) {
    if (unit.calls.length === 0 && unit.classes.length === 0) return [];
    const index = modelIndexOf(context.schemaUnits());
    return index.definedIn(context).flatMap(source => declareModel(source, index, context));
  },
  migrationTools: ['sequelize'],
  migrationSteps: readSequelizeMigration,
};
