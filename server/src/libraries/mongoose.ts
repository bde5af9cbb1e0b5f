import type { Library } from '../core/library';
import { readDeclarations } from './mongoose/declarations';
import { CONNECTION, documentOf, documentTable, MODELS, modelOf } from './mongoose/handles';
import { MONGOOSE_QUERY_CALLS, MONGOOSE_ROLES } from './mongoose/queries';
import { driver, imports } from './shared/driver';
import { SESSION } from './shared/mongo-collection';

const MODEL_TYPES: ReadonlySet<string> = new Set([
  'Model',
  'PaginateModel',
  'AggregatePaginateModel',
  'SoftDeleteModel',
]);
const DOCUMENT_TYPES: ReadonlySet<string> = new Set(['HydratedDocument', 'Document']);

/**
 * Mongoose 5 to 9: the collections that its schemas declare, and its queries. MongoDB has no foreign keys: a `ref` is a
 * relation, nothing more.
 */
export const mongoose: Library = {
  id: 'mongoose',
  packages: ['mongoose'],
  dialect: 'mongo',
  hints: [
    ...imports('mongoose'),
    ...['.findOneAnd', '.findById', '.countDocuments(', '.insertMany(', '.bulkWrite(', '.lean(', '.populate('],
    ['odel', '.find('],
    ['odel', '.findOne('],
    ['odel', '.updateOne('],
    ['odel', '.updateMany('],
    ['odel', '.deleteOne('],
    ['odel', '.aggregate('],
    ['odel', '.save('],
  ],
  queryCalls: MONGOOSE_QUERY_CALLS,
  ...driver({
    exports: {
      model: { role: 'model-factory' },
      models: MODELS,
      Model: { role: 'model' },
      connection: CONNECTION,
      connect: { role: 'connection-factory' },
      createConnection: { role: 'connection-factory' },
      startSession: { role: 'session-factory' },
    },
    types: { Connection: CONNECTION, ClientSession: SESSION, Mongoose: CONNECTION },
    typed(name, [first]) {
      const last = name.at(-1) ?? '';
      if (MODEL_TYPES.has(last)) return modelOf(documentTable(first));
      return DOCUMENT_TYPES.has(last) ? documentOf(modelOf(documentTable(first))) : undefined;
    },
    roles: MONGOOSE_ROLES,
  }),
  declarations: readDeclarations,
};
