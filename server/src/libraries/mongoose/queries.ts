import type { Link } from '../../core/facts/calls';
import type { CallContext, HandleShape, LibraryCall, QueryShape } from '../../core/library';
import { argumentAt } from '../shared/call-arguments';
import { builds } from '../shared/drafts';
import { each, gives, hands, type Role, type Step } from '../shared/driver';
import { about } from '../shared/entity-mention';
import {
  COLLECTION,
  COLLECTION_QUERY_CALLS,
  DATABASE,
  MONGO_ROLES,
  opensCollection,
  SESSION,
} from '../shared/mongo-collection';
import { aggregateQuery, labelOf, MODEL_QUERIES, modelQuery, plainQuery } from '../shared/mongo-operations';
import { addClause, addConditions, partly, sent } from '../shared/query-draft';
import { DOCUMENTS, documentRole } from './documents';
import { CONNECTION, documentOf, MODELS, modelNamed, modelOf, resultOf } from './handles';
import { AGGREGATE, QUERY, whereOf } from './query-builder';

/** They send at once; the others make a query that waits. */
const IMMEDIATE: ReadonlySet<string> = new Set(['insertMany', 'insertOne', 'bulkWrite']);

/** A query of a model: a builder that runs when it is waited for, or at once with a callback. */
const asks: Step = (link, handle, context) => {
  const draft = link.form === 'call' ? modelQuery(link, handle, context) : undefined;
  return draft && begun(link, handle, draft, context);
};

function begun(link: Link, handle: HandleShape, draft: QueryShape, context: CallContext): LibraryCall {
  const awaited = resultOf(handle, draft);
  if (IMMEDIATE.has(link.name)) return { query: sent(draft), awaited };
  const called = link.args.some(({ value }) => value.kind === 'function');
  if (called) return { query: sent(draft) };
  return builds(queryOn(handle), draft, context, { awaited });
}

function queryOn({ table, name }: HandleShape): HandleShape {
  return { role: 'query', ...(table ? { table } : {}), ...(name === undefined ? {} : { name }) };
}

const creates: Step = (link, handle) => {
  const list = argumentAt(link, 0)?.kind === 'array';
  const draft = plainQuery(list ? 'create-many' : 'create', handle);
  return {
    query: addClause(draft, 'data', { ...link, args: link.args.slice(0, 1) }),
    awaited: resultOf(handle, draft),
  };
};

const aggregates: Step = (link, handle, context) =>
  builds({ ...queryOn(handle), role: 'aggregate' }, aggregateQuery(link, handle, context), context);

/** `User.where('age').gte(18)` */
const beginsWhere: Step = (link, handle, context) =>
  builds(
    queryOn(handle),
    addConditions({ ...plainQuery('find-many', handle), ...labelOf(link, handle) }, whereOf(link, context)),
    context,
  );

const MODEL: Role = {
  makes: (_, handle) => documentOf(handle, true),
  // The collection of the driver below.
  member: (name, { table }) => (name === 'collection' ? { ...COLLECTION, ...about(table) } : undefined),
  calls: {
    ...each(MODEL_QUERIES, asks),
    create: creates,
    aggregate: aggregates,
    where: beginsWhere,
    bulkSave: (_, handle) => ({ query: plainQuery('update-many', handle) }),
    // The documents of other models that these refer to.
    populate: () => ({ query: { ...partly(plainQuery('find-many', { role: '' })), label: 'populate' } }),
    hydrate: (_, handle) => ({ result: documentOf(handle) }),
    discriminator: (link, _, context) => ({ result: modelNamed(argumentAt(link, 0), context) }),
    startSession: gives(SESSION),
  },
};

const registers: Step = (link, _, context) => ({ result: modelNamed(argumentAt(link, 0), context) });

export const MONGOOSE_ROLES: Readonly<Record<string, Role>> = {
  'model-factory': { calls: { '': registers } },
  'connection-factory': { calls: { '': gives(CONNECTION) } },
  'session-factory': { calls: { '': gives(SESSION) } },
  models: { member: name => modelOf({ kind: 'logical', name }) },
  connection: {
    calls: {
      model: registers,
      collection: opensCollection,
      startSession: gives(SESSION),
      transaction: hands(SESSION),
      ...each(['asPromise', 'useDb', 'createConnection'], gives(CONNECTION)),
    },
    member: name => (name === 'db' ? DATABASE : name === 'models' ? MODELS : undefined),
  },
  model: MODEL,
  query: QUERY,
  aggregate: AGGREGATE,
  document: documentRole('update'),
  'new-document': documentRole('create'),
  documents: DOCUMENTS,
  ...MONGO_ROLES,
};

export const MONGOOSE_QUERY_CALLS: readonly string[] = [
  ...MODEL_QUERIES,
  ...COLLECTION_QUERY_CALLS,
  ...['create', 'where', 'bulkSave', 'populate', 'exec', 'save'],
];
