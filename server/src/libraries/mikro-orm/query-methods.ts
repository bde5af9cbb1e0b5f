import type { Link } from '../../core/facts/calls';
import type { ObjectEntry, Value } from '../../core/facts/values';
import type { CallContext, HandleShape, LibraryCall, QueryShape, TableMention } from '../../core/library';
import type { Operation } from '../../core/query';
import { argumentAt, entryOf, lowerDirections, namedClauses } from '../shared/call-arguments';
import { allOf, type Conditions, UNREAD } from '../shared/conditions';
import { readWhere } from './query-where';

/** What the arguments after the entity are. */
type Given =
  /** A condition, then options. */
  | 'where'
  /** Options with a `where` of their own. */
  | 'options'
  /** New rows: no condition. */
  | 'data'
  /** Entities, or nothing that says which rows are meant. */
  | 'unread';

interface Method {
  readonly operation: Operation;
  readonly given: Given;
  readonly gives?: 'row' | 'rows' | 'rows-and-count';
  /** No entity stands before its arguments, on a manager either. */
  readonly ofUnit?: boolean;
}

const METHODS: ReadonlyMap<string, Method> = new Map<string, Method>([
  ['find', { operation: 'find-many', given: 'where', gives: 'rows' }],
  ['findAll', { operation: 'find-many', given: 'options', gives: 'rows' }],
  ['findAndCount', { operation: 'find-many', given: 'where', gives: 'rows-and-count' }],
  ['findByCursor', { operation: 'find-many', given: 'unread' }],
  ['findOne', { operation: 'find-first', given: 'where', gives: 'row' }],
  ['findOneOrFail', { operation: 'find-first', given: 'where', gives: 'row' }],
  ['count', { operation: 'count', given: 'where' }],
  ['insert', { operation: 'create', given: 'data' }],
  ['nativeInsert', { operation: 'create', given: 'data' }],
  ['insertMany', { operation: 'create-many', given: 'data' }],
  ['upsert', { operation: 'upsert', given: 'unread', gives: 'row' }],
  ['upsertMany', { operation: 'upsert', given: 'unread', gives: 'rows' }],
  ['nativeUpdate', { operation: 'update-many', given: 'where' }],
  ['nativeDelete', { operation: 'delete-many', given: 'where' }],
  ['flush', { operation: 'update-many', given: 'unread', ofUnit: true }],
  ['persistAndFlush', { operation: 'upsert', given: 'unread', ofUnit: true }],
  ['removeAndFlush', { operation: 'delete', given: 'unread', ofUnit: true }],
  ['populate', { operation: 'find-many', given: 'unread', ofUnit: true }],
  ['refresh', { operation: 'find-unique', given: 'unread', ofUnit: true }],
]);

export const METHOD_NAMES: readonly string[] = [...METHODS.keys()];

const READS = new Set<Operation>(['find-unique', 'find-first', 'find-many', 'count']);

export interface Target {
  readonly table: TableMention | undefined;
  /** The handle does not tell the entity, which is the first argument: `em.find(User, …)`. */
  readonly named: boolean;
}

export function readMethod(link: Link, { table: own, named }: Target, context: CallContext): LibraryCall | undefined {
  const method = METHODS.get(link.name);
  if (!method || link.form !== 'call') return undefined;
  const { operation, given, gives, ofUnit = false } = method;
  // What a unit of work writes may be rows of any table.
  const table = ofUnit ? undefined : own;
  const from = named && !ofUnit ? 1 : 0;
  const query: QueryShape = {
    operation,
    writes: !READS.has(operation),
    ...(table ? { table } : {}),
    ...(table && named ? { label: `${table.name}.${link.name}` } : {}),
    ...readGiven(link, from, given, context),
    batchable: false,
  };
  return { query, ...(gives && !ofUnit ? { awaited: rowsOf(table, gives) } : {}) };
}

export function rowsOf(table: TableMention | undefined, role: 'row' | 'rows' | 'rows-and-count'): HandleShape {
  return { role, ...(table ? { table, name: table.name } : {}) };
}

type Read = Pick<QueryShape, 'filters' | 'filtersComplete' | 'clauses' | 'clausesComplete'>;

function readGiven(link: Link, from: number, given: Given, context: CallContext): Read {
  switch (given) {
    case 'where': {
      const where = argumentAt(link, from);
      const clause: readonly ObjectEntry[] = where
        ? [{ key: 'where', value: where, span: where.span, shorthand: false }]
        : [];
      const { clauses, clausesComplete } = readClauses(argumentAt(link, from + 1));
      return read(readWhere(where, context), [...clause, ...clauses], clausesComplete);
    }
    case 'options': {
      const options = argumentAt(link, from);
      const { clauses, clausesComplete } = readClauses(options);
      return read(readWhere(entryOf(options, 'where')?.value, context), clauses, clausesComplete);
    }
    case 'data':
      return read(allOf([]), [], true);
    case 'unread':
      return read(UNREAD, [], false);
  }
}

function read({ filters, complete }: Conditions, clauses: readonly ObjectEntry[], clausesComplete: boolean): Read {
  return { filters, filtersComplete: complete && clausesComplete, clauses, clausesComplete };
}

const CLAUSES = { populate: 'include', fields: 'select', limit: 'take', offset: 'skip' };

function readClauses(options: Value | undefined): Pick<QueryShape, 'clauses' | 'clausesComplete'> {
  const { clauses, clausesComplete } = namedClauses(options, CLAUSES);
  const ordered = clauses.map(entry =>
    entry.key === 'orderBy' ? { ...entry, value: lowerDirections(entry.value) } : entry,
  );
  return { clauses: ordered, clausesComplete };
}
