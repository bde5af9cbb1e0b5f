import type { Link } from '../../core/facts/calls';
import type { CallContext, HandleShape, LibraryCall, QueryShape } from '../../core/library';
import type { Filter } from '../../core/query';
import { argumentAt } from '../shared/call-arguments';
import type { Conditions } from '../shared/conditions';
import { builds, draftOf, linksBefore } from '../shared/drafts';
import { each, type Role, type Step } from '../shared/driver';
import { readMongoFilter } from '../shared/mongo-filter';
import { MODEL_QUERIES, modelQuery } from '../shared/mongo-operations';
import { addClause, addConditions, partly, sent } from '../shared/query-draft';
import { documentOf, resultOf } from './handles';

/** `where('age')`, `where('age', 18)`, `where({ age: 18 })` */
export function whereOf(link: Link, context: CallContext): Conditions {
  const [path, value] = [argumentAt(link, 0), argumentAt(link, 1)];
  const column = path && context.literal(path);
  if (typeof column !== 'string') return readMongoFilter(path, context);
  if (!value) return { filters: [], complete: true };
  return { filters: [{ column, operator: 'equals', value, span: link.argumentsSpan }], complete: true };
}

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
  const given = argumentAt(link, 1);
  const path = given ? link : linksBefore(link, context).findLast(({ name }) => name === 'where');
  const named = path && argumentAt(path, 0);
  const column = named && context.literal(named);
  const value = given ?? argumentAt(link, 0);
  if (!draft) return undefined;
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

const executes: Step = (_, handle, context) => {
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

/** A query, until it is waited for. */
export const QUERY: Role = {
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

export const AGGREGATE: Role = {
  calls: { exec: executes, cursor: opensCursor },
  otherCalls(link, handle, context) {
    const draft = draftOf(handle, context);
    return draft && linksBefore(link, context).length > 0 ? builds(handle, partly(draft), context) : undefined;
  },
};
