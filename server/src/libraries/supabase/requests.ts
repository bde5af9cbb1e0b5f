import type { Link } from '../../core/facts/calls';
import type { CallContext, HandleShape, QueryShape } from '../../core/library';
import type { Operation } from '../../core/query';
import { argumentAt, entryOf } from '../shared/call-arguments';
import { builds, draftOf, linksBefore } from '../shared/drafts';
import { each, type Role, type Step } from '../shared/driver';
import { statementQuery } from '../shared/driver-sql';
import { addClause, addConditions, partly } from '../shared/query-draft';
import { conditionOf } from './conditions';

export const CLIENT: HandleShape = { role: 'client' };

/** `from('posts')` */
export const startsAt: Step = (link, { name: schema }, { literal }) => {
  const given = argumentAt(link, 0);
  const name = given && literal(given);
  if (typeof name !== 'string') return { result: { role: 'table' } };
  return { result: { role: 'table', name, table: { kind: 'database', name, ...(schema ? { schema } : {}) } } };
};

/** `schema('audit')` */
export const inSchema: Step = (link, handle, { literal }) => {
  const given = argumentAt(link, 0);
  const name = given && literal(given);
  return { result: typeof name === 'string' ? { ...handle, name } : handle };
};

/** `rpc('add_credits', { … })` */
export const callsFunction: Step = (link, _, context) => {
  const given = argumentAt(link, 0);
  const name = given && context.literal(given);
  const draft = { ...statementQuery(), label: typeof name === 'string' ? `rpc ${name}` : 'rpc' };
  return builds({ role: 'builder' }, draft, context);
};

function begins(operationOf: (link: Link) => Operation, clause?: string): Step {
  return (link, { table, name, transaction }, context) => {
    const operation = operationOf(link);
    const draft: QueryShape = {
      operation,
      writes: operation !== 'find-many' && operation !== 'count',
      label: `${link.name} ${name ?? ''}`.trim(),
      ...(table ? { table } : {}),
      filters: [],
      filtersComplete: true,
      clauses: [],
      clausesComplete: true,
      batchable: false,
    };
    const asked = clause !== undefined && link.args.length > 0 ? addClause(draft, clause, firstOf(link)) : draft;
    return builds({ role: 'builder', ...(transaction ? { transaction } : {}) }, asked, context);
  };
}

function firstOf(link: Link): Link {
  return { ...link, args: link.args.slice(0, 1) };
}

/** `select('*', { count: 'exact', head: true })` asks for a number alone. */
function selects(link: Link): Operation {
  const head = entryOf(argumentAt(link, 1), 'head')?.value;
  return head?.kind === 'literal' && head.value === true ? 'count' : 'find-many';
}

function inserts(link: Link): Operation {
  return argumentAt(link, 0)?.kind === 'array' ? 'create-many' : 'create';
}

export const TABLE_ROLE: Role = {
  calls: {
    select: begins(selects, 'select'),
    insert: begins(inserts, 'data'),
    upsert: begins(() => 'upsert', 'data'),
    update: begins(() => 'update-many', 'data'),
    delete: begins(() => 'delete-many'),
  },
};

function shapes(shape: (draft: QueryShape, link: Link, context: CallContext) => QueryShape): Step {
  return (link, handle, context) => {
    const draft = draftOf(handle, context);
    return draft && builds(handle, shape(draft, link, context), context);
  };
}

const one = shapes(draft => (draft.operation === 'find-many' ? { ...draft, operation: 'find-first' } : draft));
const same = shapes(draft => draft);

/** Everything that follows `select`, `insert` and their kin, until the request is waited for. */
export const BUILDER: Role = {
  calls: {
    ...each(['single', 'maybeSingle'], one),
    ...each(['csv', 'throwOnError', 'abortSignal', 'returns', 'overrideTypes', 'setHeader', 'retry'], same),
    order: shapes((draft, link) => addClause(draft, 'orderBy', link)),
    limit: shapes((draft, link) => addClause(draft, 'take', firstOf(link))),
    range: shapes((draft, link) => addClause(draft, 'range', link)),
    // After a write: which columns of the rows to give back.
    select: shapes((draft, link) => (link.args.length > 0 ? addClause(draft, 'select', firstOf(link)) : draft)),
  },
  otherCalls(link, handle, context) {
    const draft = draftOf(handle, context);
    if (!draft) return undefined;
    const condition = conditionOf(link, context);
    if (condition) return builds(handle, addConditions(draft, condition), context);
    // A function may have returned its rows, which have methods of their own.
    if (linksBefore(link, context).length === 0) return undefined;
    return ENDS.has(link.name) ? { query: draft } : builds(handle, partly(draft), context);
  },
};

const ENDS: ReadonlySet<string> = new Set(['then', 'catch', 'finally']);
