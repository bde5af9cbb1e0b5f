import type { Link } from '../../core/facts/calls';
import type { ObjectEntry } from '../../core/facts/values';
import type { CallContext, HandleShape, QueryShape } from '../../core/library';
import type { Operation } from '../../core/query';
import { argumentAt, entryOf, namedClauses } from './call-arguments';
import { EVERYTHING, readMongoFilter, readPipeline } from './mongo-filter';

interface Call {
  readonly operation: Operation;
  /** Where its filter, its data and its options stand. */
  readonly filter?: number;
  readonly data?: number;
  readonly projection?: number;
  readonly options?: number;
  /** The first argument is the value of `_id`. */
  readonly byId?: boolean;
}

const FIND: Call = { operation: 'find-many', filter: 0, options: 1 };
const COUNT: Call = { operation: 'count', filter: 0, options: 1 };
const UPDATE: Call = { operation: 'update', filter: 0, data: 1, options: 2 };
const DELETE: Call = { operation: 'delete', filter: 0, options: 1 };

/** What the calls that the driver and Mongoose have in common do. */
const CALLS: Readonly<Record<string, Call>> = {
  find: FIND,
  findOne: { ...FIND, operation: 'find-first' },
  countDocuments: COUNT,
  count: COUNT,
  estimatedDocumentCount: { operation: 'count', options: 0 },
  distinct: { operation: 'aggregate', filter: 1, options: 2 },
  insertOne: { operation: 'create', data: 0, options: 1 },
  insertMany: { operation: 'create-many', data: 0, options: 1 },
  updateOne: UPDATE,
  updateMany: { ...UPDATE, operation: 'update-many' },
  replaceOne: UPDATE,
  findOneAndUpdate: UPDATE,
  findOneAndReplace: UPDATE,
  deleteOne: DELETE,
  deleteMany: { ...DELETE, operation: 'delete-many' },
  findOneAndDelete: DELETE,
  bulkWrite: { operation: 'update-many', options: 1 },
};

/** Mongoose has these besides, and a projection between filter and options. */
const MODEL_CALLS: Readonly<Record<string, Call>> = {
  ...CALLS,
  find: { ...FIND, projection: 1, options: 2 },
  findOne: { ...FIND, operation: 'find-first', projection: 1, options: 2 },
  findById: { operation: 'find-unique', filter: 0, projection: 1, options: 2, byId: true },
  exists: { operation: 'find-first', filter: 0 },
  findByIdAndUpdate: { ...UPDATE, byId: true },
  findByIdAndReplace: { ...UPDATE, byId: true },
  findByIdAndDelete: { ...DELETE, byId: true },
  findByIdAndRemove: { ...DELETE, byId: true },
  findOneAndRemove: DELETE,
  update: UPDATE,
  remove: { ...DELETE, operation: 'delete-many' },
};

export const COLLECTION_CALLS: readonly string[] = Object.keys(CALLS);
export const MODEL_QUERIES: readonly string[] = Object.keys(MODEL_CALLS);

const READS: ReadonlySet<Operation> = new Set(['find-unique', 'find-first', 'find-many', 'count', 'aggregate']);

const CLAUSES: Readonly<Record<string, string>> = {
  sort: 'orderBy',
  limit: 'take',
  projection: 'select',
  populate: 'include',
};

export function collectionQuery(link: Link, handle: HandleShape, context: CallContext): QueryShape | undefined {
  const call = Object.hasOwn(CALLS, link.name) ? CALLS[link.name] : undefined;
  return call && queryOf(call, link, handle, context);
}

export function modelQuery(link: Link, handle: HandleShape, context: CallContext): QueryShape | undefined {
  const call = Object.hasOwn(MODEL_CALLS, link.name) ? MODEL_CALLS[link.name] : undefined;
  return call && queryOf(call, link, handle, context);
}

/** A query that says nothing but what it is. */
export function plainQuery(operation: Operation, { table }: HandleShape): QueryShape {
  return {
    operation,
    writes: !READS.has(operation),
    ...(table ? { table } : {}),
    filters: [],
    filtersComplete: true,
    clauses: [],
    clausesComplete: true,
    batchable: false,
  };
}

/** `aggregate([{ $match: … }, …])` */
export function aggregateQuery(link: Link, handle: HandleShape, context: CallContext): QueryShape {
  const { conditions, writes } = readPipeline(argumentAt(link, 0), context);
  return {
    ...plainQuery('aggregate', handle),
    ...labelOf(link, handle),
    writes,
    filters: conditions.filters,
    filtersComplete: conditions.complete,
    clausesComplete: false,
  };
}

/** `User.find`: what the query is called, whichever call of its chain runs it. */
export function labelOf({ name: method }: Link, { name }: HandleShape): { readonly label: string } {
  return { label: name === undefined ? method : `${name}.${method}` };
}

function queryOf(call: Call, link: Link, handle: HandleShape, context: CallContext): QueryShape {
  const at = (index: number | undefined) => {
    const value = index === undefined ? undefined : argumentAt(link, index);
    // Older programs pass a callback where the next argument would be.
    return value?.kind === 'function' ? undefined : value;
  };
  const [filter, data, projection, options] = [at(call.filter), at(call.data), at(call.projection), at(call.options)];
  const span = link.argumentsSpan;
  const entry = (key: string, value: typeof filter): readonly ObjectEntry[] =>
    value ? [{ key, value, span: value.span, shorthand: false }] : [];
  const conditions =
    call.byId && filter
      ? { filters: [{ column: '_id', operator: 'equals' as const, value: filter, span }], complete: true }
      : call.filter === undefined
        ? EVERYTHING
        : readMongoFilter(filter, context);
  const named = namedClauses(options, CLAUSES);
  const spread = link.args.some(argument => argument.spread);
  return {
    ...plainQuery(operationOf(call, entryOf(options, 'upsert')), handle),
    ...labelOf(link, handle),
    filters: conditions.filters,
    filtersComplete: conditions.complete && !spread,
    clauses: [
      ...(call.byId ? [] : entry('where', filter)),
      ...entry('data', data),
      ...entry('select', projection),
      ...named.clauses,
    ],
    clausesComplete: named.clausesComplete && !spread,
  };
}

function operationOf({ operation }: Call, upsert: ObjectEntry | undefined): Operation {
  return operation === 'update' && upsert?.value.kind === 'literal' && upsert.value.value === true
    ? 'upsert'
    : operation;
}
