import type { Link } from '../../core/facts/calls';
import type { CallContext, HandleShape, LibraryCall, QueryShape } from '../../core/library';
import type { Filter } from '../../core/query';
import { argumentAt } from '../shared/call-arguments';
import { builds, draftOf, linksBefore, withDraft } from '../shared/drafts';
import { each, gives, hands, type Role, type Step } from '../shared/driver';
import { COLLECTION_QUERY_CALLS, DATABASE, MONGO_ROLES, opensCollection, SESSION } from '../shared/mongo-collection';
import { readMongoFilter } from '../shared/mongo-filter';
import { aggregateQuery, labelOf, MODEL_QUERIES, modelQuery, plainQuery } from '../shared/mongo-operations';
import { addClause, addConditions, partly, sent } from '../shared/query-draft';
import { CONNECTION, documentOf, MODELS, modelNamed, modelOf, resultOf } from './handles';

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

function whereOf(link: Link, context: CallContext): ReturnType<typeof readMongoFilter> {
  const [path, value] = [argumentAt(link, 0), argumentAt(link, 1)];
  const column = path && context.literal(path);
  if (typeof column !== 'string') return readMongoFilter(path, context);
  if (!value) return { filters: [], complete: true };
  return { filters: [{ column, operator: 'equals', value, span: link.argumentsSpan }], complete: true };
}

const MODEL: Role = {
  makes: (_, handle) => documentOf(handle, true),
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

const COMPARISONS: Readonly<Record<string, Filter['operator']>> = {
  equals: 'equals',
  in: 'in',
  ne: 'not',
  nin: 'not',
  gt: 'compare',
  gte: 'compare',
  lt: 'compare',
  lte: 'compare',
  regex: 'like',
};

/** `.where('age').gte(18)` and `.gte('age', 18)` */
const compares: Step = (link, handle, context) => {
  const draft = draftOf(handle, context);
  const before = linksBefore(link, context);
  const given = argumentAt(link, 1);
  const path = given ? link : before.findLast(({ name }) => name === 'where');
  const named = path && argumentAt(path, 0);
  const column = named && context.literal(named);
  const value = given ?? argumentAt(link, 0);
  if (!draft || before.length === 0) return undefined;
  if (typeof column !== 'string' || !value) return builds(handle, partly(draft), context, again(handle, draft));
  const operator = (Object.hasOwn(COMPARISONS, link.name) && COMPARISONS[link.name]) || 'other';
  const filters = [{ column, operator, value, span: link.argumentsSpan }];
  const more = addConditions(draft, { filters, complete: true });
  return builds(handle, more, context, again(handle, more));
};

function again(handle: HandleShape, draft: QueryShape): LibraryCall {
  return { awaited: resultOf(handle, draft) };
}

function tells(clause: string): Step {
  return (link, handle, context) => {
    const draft = tellable(link, handle, context);
    if (!draft) return undefined;
    const more = addClause(draft, clause, link);
    return builds(handle, more, context, again(handle, more));
  };
}

/** A function may have returned documents in a list, which has methods of the same names: they take functions. */
function tellable(link: Link, handle: HandleShape, context: CallContext): QueryShape | undefined {
  const isList = link.args[0]?.value.kind === 'function' && linksBefore(link, context).length === 0;
  return isList ? undefined : draftOf(handle, context);
}

/** `query.find({ … })`, `query.countDocuments()`: the query becomes another one with what it was told. */
const turns: Step = (link, handle, context) => {
  const draft = tellable(link, handle, context);
  const turned = draft && modelQuery(link, handle, context);
  if (!turned) return undefined;
  const more: QueryShape = {
    ...turned,
    filters: [...draft.filters, ...turned.filters],
    filtersComplete: draft.filtersComplete && turned.filtersComplete,
    clauses: [...draft.clauses, ...turned.clauses],
    clausesComplete: draft.clausesComplete && turned.clausesComplete,
  };
  return builds(handle, more, context, again(handle, more));
};

const executes: Step = (link, handle, context) => {
  const draft = draftOf(handle, context);
  return draft && { query: sent(draft), awaited: resultOf(handle, draft) };
};

const opensCursor: Step = (_, handle, context) => {
  const draft = draftOf(handle, context);
  return draft && builds({ ...handle, role: 'cursor' }, draft, context);
};

const CLAUSES: Readonly<Record<string, string>> = {
  sort: 'orderBy',
  limit: 'take',
  skip: 'skip',
  select: 'select',
  projection: 'select',
  populate: 'include',
  lean: 'lean',
  session: 'session',
};

const QUERY: Role = {
  calls: {
    ...each(MODEL_QUERIES, turns),
    ...each([...Object.keys(COMPARISONS), 'exists', 'size', 'all', 'mod', 'elemMatch'], compares),
    ...Object.fromEntries(Object.entries(CLAUSES).map(([name, clause]) => [name, tells(clause)])),
    where(link, handle, context) {
      const draft = tellable(link, handle, context);
      if (!draft) return undefined;
      const more = addConditions(draft, whereOf(link, context));
      return builds(handle, more, context, again(handle, more));
    },
    cursor: opensCursor,
    exec: executes,
    orFail: (_, handle, context) => {
      const draft = draftOf(handle, context);
      return draft && builds(handle, draft, context, again(handle, draft));
    },
  },
  otherCalls(link, handle, context) {
    const draft = draftOf(handle, context);
    // Query helpers of the schema, and options; on what a function returned they may be methods of a list.
    if (!draft || linksBefore(link, context).length === 0) return undefined;
    if (link.name === 'then' || link.name === 'catch' || link.name === 'finally') return { query: sent(draft) };
    const more = OPTIONS.has(link.name) ? draft : partly(draft);
    return builds(handle, more, context, again(handle, more));
  },
  member: (name, handle) => (name === '[]' ? documentOf(handle) : undefined),
};

const OPTIONS: ReadonlySet<string> = new Set([
  'read',
  'hint',
  'comment',
  'maxTimeMS',
  'collation',
  'batchSize',
  'clone',
]);

const AGGREGATE: Role = {
  calls: { exec: executes, cursor: opensCursor },
  otherCalls(link, handle, context) {
    const draft = draftOf(handle, context);
    return draft && linksBefore(link, context).length > 0 ? builds(handle, partly(draft), context) : undefined;
  },
};

/** A document of a model: what it does to itself. */
function document(saves: 'create' | 'update'): Role {
  const updates: Step = (_, handle) => ({ query: { ...partly(plainQuery('update', handle)) } });
  const removes: Step = (_, handle) => ({ query: { ...partly(plainQuery('delete', handle)) } });
  return {
    calls: {
      save: (_, handle) => ({ query: partly(plainQuery(saves, handle)), awaited: documentOf(handle) }),
      ...each(['deleteOne', 'remove'], removes),
      ...each(['updateOne', 'replaceOne'], updates),
      populate: populates,
    },
  };
}

/** `post.populate('author')` reads documents of another model. */
const populates: Step = (link, handle, context) => {
  const path = argumentAt(link, 0);
  const name = path && context.literal(path);
  const draft = partly(plainQuery('find-many', { role: '' }));
  const label = typeof name === 'string' ? `populate ${name}` : 'populate';
  return {
    query: addClause({ ...draft, label }, 'include', { ...link, args: link.args.slice(0, 1) }),
    result: withDraft(documentOf(handle), draft, context),
    awaited: documentOf(handle),
  };
};

const DOCUMENTS: Role = {
  member: (name, handle) => (/^(?:\[\]|\d+)$/.test(name) ? documentOf(handle) : undefined),
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
  document: document('update'),
  'new-document': document('create'),
  documents: DOCUMENTS,
  ...MONGO_ROLES,
};

export const MONGOOSE_QUERY_CALLS: readonly string[] = [
  ...MODEL_QUERIES,
  ...COLLECTION_QUERY_CALLS,
  ...['create', 'where', 'bulkSave', 'populate', 'exec', 'save'],
];
