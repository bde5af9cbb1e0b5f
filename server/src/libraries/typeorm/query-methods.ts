import type { Link } from '../../core/facts/calls';
import type { ObjectEntry, Value } from '../../core/facts/values';
import type { CallContext, HandleShape, LibraryCall, QueryShape, TableMention } from '../../core/library';
import type { Operation } from '../../core/query';
import { argumentAt, entryOf, lowerDirections, namedClauses } from '../shared/call-arguments';
import { type Conditions, UNREAD as UNREAD_CONDITIONS } from '../shared/conditions';
import { readWhere } from './query-where';

/** What the argument of a method says about the rows it is for. */
type Given =
  /** Find options with `where`; before 0.3 a condition or a key as well. */
  | 'options'
  | 'where'
  /** A condition, a key or keys. */
  | 'criteria'
  /** A column, and then a condition. */
  | 'column-and-where'
  /** New rows: no condition. */
  | 'rows'
  /** The rows themselves or nothing that says which. */
  | 'unread';

interface Method {
  readonly operation: Operation;
  readonly given: Given;
  readonly gives?: 'row' | 'rows' | 'rows-and-count';
}

const METHODS: ReadonlyMap<string, Method> = new Map<string, Method>([
  ['find', { operation: 'find-many', given: 'options', gives: 'rows' }],
  ['findBy', { operation: 'find-many', given: 'where', gives: 'rows' }],
  ['findAndCount', { operation: 'find-many', given: 'options', gives: 'rows-and-count' }],
  ['findAndCountBy', { operation: 'find-many', given: 'where', gives: 'rows-and-count' }],
  ['findByIds', { operation: 'find-many', given: 'unread', gives: 'rows' }],
  ['findOne', { operation: 'find-first', given: 'options', gives: 'row' }],
  ['findOneOrFail', { operation: 'find-first', given: 'options', gives: 'row' }],
  ['findOneBy', { operation: 'find-first', given: 'where', gives: 'row' }],
  ['findOneByOrFail', { operation: 'find-first', given: 'where', gives: 'row' }],
  ['findOneById', { operation: 'find-unique', given: 'unread', gives: 'row' }],
  ['preload', { operation: 'find-unique', given: 'unread', gives: 'row' }],
  ['findTrees', { operation: 'find-many', given: 'unread', gives: 'rows' }],
  ['findRoots', { operation: 'find-many', given: 'unread', gives: 'rows' }],
  ['findDescendants', { operation: 'find-many', given: 'unread', gives: 'rows' }],
  ['findDescendantsTree', { operation: 'find-many', given: 'unread', gives: 'row' }],
  ['findAncestors', { operation: 'find-many', given: 'unread', gives: 'rows' }],
  ['findAncestorsTree', { operation: 'find-many', given: 'unread', gives: 'row' }],
  ['countDescendants', { operation: 'count', given: 'unread' }],
  ['countAncestors', { operation: 'count', given: 'unread' }],
  ['count', { operation: 'count', given: 'options' }],
  ['countBy', { operation: 'count', given: 'where' }],
  ['exist', { operation: 'count', given: 'options' }],
  ['exists', { operation: 'count', given: 'options' }],
  ['existsBy', { operation: 'count', given: 'where' }],
  ['sum', { operation: 'aggregate', given: 'column-and-where' }],
  ['average', { operation: 'aggregate', given: 'column-and-where' }],
  ['minimum', { operation: 'aggregate', given: 'column-and-where' }],
  ['maximum', { operation: 'aggregate', given: 'column-and-where' }],
  ['save', { operation: 'upsert', given: 'unread' }],
  ['remove', { operation: 'delete', given: 'unread' }],
  ['softRemove', { operation: 'update', given: 'unread' }],
  ['recover', { operation: 'update', given: 'unread' }],
  ['insert', { operation: 'create', given: 'rows' }],
  ['upsert', { operation: 'upsert', given: 'unread' }],
  ['update', { operation: 'update-many', given: 'criteria' }],
  ['updateAll', { operation: 'update-many', given: 'unread' }],
  ['delete', { operation: 'delete-many', given: 'criteria' }],
  ['deleteAll', { operation: 'delete-many', given: 'unread' }],
  ['softDelete', { operation: 'update-many', given: 'criteria' }],
  ['restore', { operation: 'update-many', given: 'criteria' }],
  ['increment', { operation: 'update-many', given: 'criteria' }],
  ['decrement', { operation: 'update-many', given: 'criteria' }],
  ['clear', { operation: 'delete-many', given: 'unread' }],
]);

export const METHOD_NAMES: readonly string[] = [...METHODS.keys()];

const READS = new Set<Operation>(['find-unique', 'find-first', 'find-many', 'count', 'aggregate']);

/** What the method is about, and what its rows are. */
export interface Target {
  readonly table: TableMention | undefined;
  /** The position of the first argument that is not the entity. */
  readonly from: number;
  readonly rows: 'row' | 'entity';
  /** The handle does not tell the entity: `manager.find(User)`. */
  readonly labelled: boolean;
}

export function readMethod(link: Link, target: Target, context: CallContext): LibraryCall | undefined {
  const method = METHODS.get(link.name);
  if (!method || link.form !== 'call') return undefined;
  const { table, from } = target;
  const { operation, given, gives } = method;
  const query: QueryShape = {
    operation: isList(argumentAt(link, from)) ? (FOR_MANY.get(operation) ?? operation) : operation,
    writes: !READS.has(operation),
    ...(table ? { table } : {}),
    ...(table && target.labelled ? { label: `${table.name}.${link.name}` } : {}),
    ...readGiven(link, from, given, context),
    batchable: false,
  };
  return { query, ...(gives ? { awaited: rowsOf(target, gives) } : {}) };
}

const FOR_MANY: ReadonlyMap<Operation, Operation> = new Map([
  ['create', 'create-many'],
  ['delete', 'delete-many'],
  ['update', 'update-many'],
]);

function isList(value: Value | undefined): boolean {
  return value?.kind === 'array';
}

export function rowsOf(
  { table, rows }: Pick<Target, 'table' | 'rows'>,
  gives: NonNullable<Method['gives']>,
): HandleShape {
  const plural = rows === 'entity' ? 'entities' : 'rows';
  const role = gives === 'row' ? rows : gives === 'rows' ? plural : `${plural}-and-count`;
  return { role, ...(table ? { table, name: table.name } : {}) };
}

type Read = Pick<QueryShape, 'filters' | 'filtersComplete' | 'clauses' | 'clausesComplete'>;

function readGiven(link: Link, from: number, given: Given, context: CallContext): Read {
  const first = argumentAt(link, from);
  switch (given) {
    case 'options':
      return readOptions(first, context);
    case 'where':
      return first ? ofCondition(readWhere(first, context), [whereClause(first)]) : UNREAD;
    case 'criteria':
      return first?.kind === 'object' ? ofCondition(readWhere(first, context), [whereClause(first)]) : UNREAD;
    case 'column-and-where': {
      const where = argumentAt(link, from + 1);
      return ofCondition(readWhere(where, context), where ? [whereClause(where)] : []);
    }
    case 'rows':
      return { filters: [], filtersComplete: true, clauses: [], clausesComplete: true };
    case 'unread':
      return UNREAD;
  }
}

const UNREAD: Read = ofCondition(UNREAD_CONDITIONS, [], false);

function ofCondition({ filters, complete }: Conditions, clauses: readonly ObjectEntry[], clausesComplete = true): Read {
  return { filters, filtersComplete: complete, clauses, clausesComplete };
}

function whereClause(value: Value): ObjectEntry {
  return { key: 'where', value, span: value.span, shorthand: false };
}

const OPTIONS = new Set([
  'where',
  'relations',
  'select',
  'order',
  'take',
  'skip',
  'cache',
  'lock',
  'join',
  'comment',
  'withDeleted',
  'transaction',
  'loadEagerRelations',
  'loadRelationIds',
  'relationLoadStrategy',
]);

function readOptions(given: Value | undefined, context: CallContext): Read {
  if (given === undefined) return { filters: [], filtersComplete: true, clauses: [], clausesComplete: true };
  if (given.kind !== 'object') return UNREAD;
  // Before 0.3 the condition itself could be given.
  if (given.entries.some(({ key }) => !OPTIONS.has(key))) {
    return ofCondition(readWhere(given, context), [whereClause(given)]);
  }
  const { clauses, clausesComplete } = namedClauses(given, { relations: 'include', order: 'orderBy' });
  const ordered = clauses.map(entry =>
    entry.key === 'orderBy' ? { ...entry, value: lowerDirections(entry.value) } : entry,
  );
  const { filters, complete } = readWhere(entryOf(given, 'where')?.value, context);
  return { filters, filtersComplete: complete && clausesComplete, clauses: ordered, clausesComplete };
}
