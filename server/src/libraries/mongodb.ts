import type { HandleShape, Library } from '../core/library';
import { driver, gives, hands, itself, makes } from './shared/driver';
import { COLLECTION, COLLECTION_QUERY_CALLS, CURSOR, DATABASE, MONGO_ROLES, SESSION } from './shared/mongo-collection';

const CLIENT: HandleShape = { role: 'client' };
const CLIENT_CLASS: HandleShape = { role: 'client-class' };

/** MongoDB's driver, 4 to 7. */
export const mongodb: Library = {
  id: 'mongodb',
  packages: ['mongodb'],
  dialect: 'mongo',
  hints: ["'mongodb'", '"mongodb"', '.toArray(', '.collection(', '.collection<', '.findOneAndUpdate('],
  queryCalls: COLLECTION_QUERY_CALLS,
  ...driver({
    exports: { MongoClient: CLIENT_CLASS },
    types: {
      MongoClient: CLIENT,
      Db: DATABASE,
      Collection: COLLECTION,
      FindCursor: CURSOR,
      AggregationCursor: CURSOR,
      ClientSession: SESSION,
    },
    roles: {
      'client-class': { makes: makes(CLIENT), calls: { connect: hands(CLIENT, 1, CLIENT) } },
      client: {
        calls: {
          connect: itself,
          db: gives(DATABASE),
          startSession: gives(SESSION),
          withSession: hands(SESSION),
        },
      },
      ...MONGO_ROLES,
    },
  }),
};
