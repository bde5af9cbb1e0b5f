import type { HandleShape, QueryShape } from '../../core/library';
import { argumentAt } from './call-arguments';
import { builds, draftOf, linksBefore } from './drafts';
import { each, hands, type Role, type Step } from './driver';
import { readMongoFilter } from './mongo-filter';
import { aggregateQuery, COLLECTION_CALLS, collectionQuery, plainQuery } from './mongo-operations';
import { addClause, addConditions, sent } from './query-draft';

export const DATABASE: HandleShape = { role: 'database' };
export const COLLECTION: HandleShape = { role: 'collection' };
export const CURSOR: HandleShape = { role: 'cursor' };
export const SESSION: HandleShape = { role: 'session' };

/** `db.collection('users')` */
export const opensCollection: Step = (link, _, { literal }) => {
  const given = argumentAt(link, 0);
  const name = given && literal(given);
  return {
    result: typeof name === 'string' ? { ...COLLECTION, name, table: { kind: 'database', name } } : COLLECTION,
  };
};

/** A cursor asks when its documents are read. */
const opensCursor: Step = (link, handle, context) => {
  const query =
    link.name === 'aggregate' ? aggregateQuery(link, handle, context) : collectionQuery(link, handle, context);
  return query && builds({ ...CURSOR, ...nameOf(handle) }, query, context);
};

const runs: Step = (link, handle, context) => {
  const query = link.form === 'call' ? collectionQuery(link, handle, context) : undefined;
  return query && { query };
};

function nameOf({ name }: HandleShape): { readonly name?: string } {
  return name === undefined ? {} : { name };
}

/** Documents that are read one after the other come from one query: it ran where the cursor was made. */
const STEPS: ReadonlySet<string> = new Set(['next', 'tryNext', 'hasNext']);

const reads: Step = (link, handle, context) => {
  const draft = draftOf(handle, context);
  if (STEPS.has(link.name) && linksBefore(link, context).length === 0) return undefined;
  return draft && { query: sent(draft, link.name === 'count' ? 'count' : draft.operation) };
};

function tells(clause: string): Step {
  return (link, handle, context) => {
    const draft = draftOf(handle, context);
    return draft && builds(handle, addClause(draft, clause, link), context);
  };
}

const filters: Step = (link, handle, context) => {
  const draft = draftOf(handle, context);
  const conditions = readMongoFilter(argumentAt(link, 0), context);
  return draft && builds(handle, addConditions(draft, conditions), context);
};

const READS_CURSOR = ['toArray', 'next', 'tryNext', 'hasNext', 'forEach', 'count', 'explain'];

/** The calls that run something, of collections, cursors and bulk operations. */
export const COLLECTION_QUERY_CALLS: readonly string[] = [...COLLECTION_CALLS, 'aggregate', 'execute', ...READS_CURSOR];

/** Databases, collections, cursors and sessions of MongoDB's driver, which Mongoose hands out as well. */
export const MONGO_ROLES: Readonly<Record<string, Role>> = {
  database: {
    calls: { collection: opensCollection },
  },
  collection: {
    calls: {
      ...each(COLLECTION_CALLS, runs),
      ...each(['find', 'aggregate'], opensCursor),
      ...each(['initializeUnorderedBulkOp', 'initializeOrderedBulkOp'], (_, handle) => ({
        result: { ...handle, role: 'bulk' },
      })),
    },
  },
  cursor: {
    calls: {
      ...each(READS_CURSOR, reads),
      filter: filters,
      sort: tells('orderBy'),
      limit: tells('take'),
      skip: tells('skip'),
      project: tells('select'),
    },
    otherCalls(link, handle, context) {
      const draft: QueryShape | undefined = draftOf(handle, context);
      // `map` and its kin stay cursors; on what a function returned they may be those of an array.
      return draft && linksBefore(link, context).length > 0 ? builds(handle, draft, context) : undefined;
    },
  },
  // Operations are put in a list, and go to the server as one.
  bulk: {
    calls: {
      execute: (_, handle) => ({ query: { ...plainQuery('update-many', handle), filtersComplete: false } }),
    },
  },
  session: { calls: { withTransaction: hands(SESSION) } },
};
