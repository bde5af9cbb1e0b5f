import type { Link } from '../../core/facts/calls';
import type { ObjectEntry, ObjectTree, Value } from '../../core/facts/values';
import type { CallContext, HandleShape, LibraryCall, QueryShape } from '../../core/library';
import type { Operation } from '../../core/query';
import { argumentAt, entryOf, namedClauses } from '../shared/call-arguments';
import { readWhere } from './query-where';

/** A method of a model. `options` is the position of its options; without it, what it is given says nothing of rows. */
interface Method {
  readonly operation: Operation;
  readonly options?: number;
  /** A key stands before the options, or the rows themselves. */
  readonly keyed?: boolean;
  readonly gives?: 'found-row' | 'rows' | 'rows-and-count' | 'row-and-flag';
}

const METHODS: ReadonlyMap<string, Method> = new Map<string, Method>([
  ['findAll', { operation: 'find-many', options: 0, gives: 'rows' }],
  ['findOne', { operation: 'find-first', options: 0, gives: 'found-row' }],
  ['find', { operation: 'find-first', options: 0, gives: 'found-row' }],
  ['findByPk', { operation: 'find-unique', options: 1, keyed: true, gives: 'found-row' }],
  ['findById', { operation: 'find-unique', options: 1, keyed: true, gives: 'found-row' }],
  ['findByPrimary', { operation: 'find-unique', options: 1, keyed: true, gives: 'found-row' }],
  ['findAndCountAll', { operation: 'find-many', options: 0, gives: 'rows-and-count' }],
  ['findAndCount', { operation: 'find-many', options: 0, gives: 'rows-and-count' }],
  ['findOrCreate', { operation: 'upsert', options: 0, gives: 'row-and-flag' }],
  ['findCreateFind', { operation: 'upsert', options: 0, gives: 'row-and-flag' }],
  ['findOrBuild', { operation: 'find-first', options: 0, gives: 'row-and-flag' }],
  ['count', { operation: 'count', options: 0 }],
  ['aggregate', { operation: 'aggregate', options: 2 }],
  ['max', { operation: 'aggregate', options: 1 }],
  ['min', { operation: 'aggregate', options: 1 }],
  ['sum', { operation: 'aggregate', options: 1 }],
  ['create', { operation: 'create', gives: 'found-row' }],
  ['bulkCreate', { operation: 'create-many', gives: 'rows' }],
  ['upsert', { operation: 'upsert', keyed: true, gives: 'row-and-flag' }],
  ['update', { operation: 'update-many', options: 1 }],
  ['destroy', { operation: 'delete-many', options: 0 }],
  ['restore', { operation: 'update-many', options: 0 }],
  ['truncate', { operation: 'delete-many' }],
  ['increment', { operation: 'update-many', options: 1 }],
  ['decrement', { operation: 'update-many', options: 1 }],
]);

export const METHOD_NAMES: readonly string[] = [...METHODS.keys()];

const READS = new Set<Operation>(['find-unique', 'find-first', 'find-many', 'count', 'aggregate']);

export function readMethod(handle: HandleShape, link: Link, context: CallContext): LibraryCall | undefined {
  const method = METHODS.get(link.name);
  if (!method || link.form !== 'call') return undefined;
  const { operation, options: position, keyed = false, gives } = method;
  const { table } = handle;
  const options = position === undefined ? undefined : argumentAt(link, position);
  const { filters, complete } = readWhere(entryOf(options, 'where')?.value, context);
  const { clauses, clausesComplete } = readClauses(options);
  // A scope adds conditions of its own.
  const isWhole = complete && clausesComplete && !keyed && handle.role !== 'scoped-model';
  const query: QueryShape = {
    operation,
    writes: !READS.has(operation),
    ...(table ? { table } : {}),
    filters,
    filtersComplete: isWhole && !link.args.some(({ spread }) => spread),
    clauses,
    clausesComplete,
    batchable: false,
  };
  const row: HandleShape | undefined = gives && {
    role: gives,
    ...(table ? { table, name: table.name } : {}),
  };
  return { query, ...(row ? { awaited: row } : {}) };
}

const CLAUSES = { attributes: 'select', order: 'orderBy', limit: 'take', offset: 'skip' };

function readClauses(options: Value | undefined): Pick<QueryShape, 'clauses' | 'clausesComplete'> {
  const { clauses, clausesComplete } = namedClauses(options, CLAUSES);
  const ordered = clauses.map(entry => (entry.key === 'orderBy' ? { ...entry, value: readOrder(entry.value) } : entry));
  return { clauses: ordered, clausesComplete };
}

/** `[['createdAt', 'DESC'], 'name']` → `[{ createdAt: 'desc' }, { name: 'asc' }]`; what is not so simple stays as it is. */
function readOrder(order: Value): Value {
  if (order.kind !== 'array') return order;
  return { ...order, items: order.items.map(item => sortOf(item) ?? item) };
}

function sortOf(item: Value): ObjectTree | undefined {
  const [column, direction, more] = item.kind === 'array' ? item.items : [item];
  const isName = column?.kind === 'literal' && typeof column.value === 'string';
  if (!isName || more || (direction && direction.kind !== 'literal')) return undefined;
  const { span } = item;
  const value: Value = { kind: 'literal', value: String(direction?.value ?? 'asc').toLowerCase(), span };
  const entry: ObjectEntry = { key: String(column.value), value, span, shorthand: false };
  return { kind: 'object', entries: [entry], open: false, spreads: [], span };
}
