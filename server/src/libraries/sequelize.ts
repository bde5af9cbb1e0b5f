import type { Library } from '../core/library';
import { readSequelizeMigration } from './migrations/sequelize';
import { declareModel } from './sequelize/declare-model';
import { modelIndexOf } from './sequelize/model-source';
import { QUERY_CALLS, readCall } from './sequelize/query-calls';
import { exported, member, subclass, typed } from './sequelize/query-handles';
import { QUERY_HINTS } from './sequelize/query-hints';

/** Sequelize 4 to 6 and sequelize-typescript. */
export const sequelize: Library = {
  id: 'sequelize',
  packages: ['sequelize', 'sequelize-typescript', '@sequelize/core'],
  hints: [
    'ueryInterface',
    ['.define(', 'equelize'],
    ['.init(', 'DataTypes'],
    ['.init(', 'equelize'],
    ['sequelize-typescript', '@Table'],
    ['.associate', '.belongsTo'],
    ['.associate', '.has'],
    ...QUERY_HINTS,
  ],
  queryCalls: QUERY_CALLS,
  relationCalls: true,
  exported,
  typed,
  subclass,
  member,
  call: readCall,
  declarations(unit, context) {
    if (unit.calls.length === 0 && unit.classes.length === 0) return [];
    const index = modelIndexOf(context.schemaUnits());
    return index.definedIn(context).flatMap(source => declareModel(source, index, context));
  },
  migrationTools: ['sequelize'],
  migrationSteps: readSequelizeMigration,
};
