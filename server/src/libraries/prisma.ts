import type { Link } from '../core/facts/calls';
import type { ObjectTree, Value } from '../core/facts/values';
import type { HandleShape, Library, LibraryCall, QueryShape } from '../core/library';
import type { Filter, Operation } from '../core/query';

const OPERATIONS: Readonly<Record<string, Operation>> = {
  findUnique: 'find-unique',
  findUniqueOrThrow: 'find-unique',
  findFirst: 'find-first',
  findFirstOrThrow: 'find-first',
  findMany: 'find-many',
  count: 'count',
  aggregate: 'aggregate',
  groupBy: 'aggregate',
  create: 'create',
  createMany: 'create-many',
  createManyAndReturn: 'create-many',
  update: 'update',
  updateMany: 'update-many',
  updateManyAndReturn: 'update-many',
  upsert: 'upsert',
  delete: 'delete',
  deleteMany: 'delete-many',
};

const RAW_CALLS = ['$queryRaw', '$executeRaw', '$queryRawUnsafe', '$executeRawUnsafe'];

/** Calls that any class may have: only beside the name of Prisma do they say something. */
const EVERYDAY = ['count', 'aggregate', 'create', 'update', 'delete'];

const UNMISTAKABLE = [
  'findMany',
  'findFirst',
  'findUnique',
  'groupBy(',
  'upsert(',
  'createMany',
  'updateMany',
  'deleteMany',
  '$queryRaw',
  '$executeRaw',
];

/** Prisma Client 5 to 7. */
export const prisma: Library = {
  id: 'prisma',
  packages: ['@prisma/client', '.prisma/client'],
  generatesClients: true,
  hints: [...UNMISTAKABLE, ...EVERYDAY.map(name => ['risma', `.${name}(`])],
  queryCalls: [...Object.keys(OPERATIONS), ...RAW_CALLS, 'raw'],
  exported(name) {
    if (name === 'PrismaClient') return { role: 'client-class' };
    if (name === 'Prisma') return { role: 'namespace' };
    return name === '*' || name === 'default' ? { role: 'module' } : undefined;
  },
  typed(name) {
    const [head, ...rest] = name;
    if (head === 'Prisma') return rest.at(-1) === 'TransactionClient' ? TRANSACTION_CLIENT : undefined;
    return head === 'PrismaClient' && rest.length === 0 ? CLIENT : undefined;
  },
  member(handle, name) {
    if (handle.role === 'module') return prisma.exported(name);
    if (handle.role === 'client' && !name.startsWith('$')) return { ...handle, role: 'delegate', name };
    return undefined;
  },
  call: readCall,
};

const CLIENT: HandleShape = { role: 'client' };
const TRANSACTION_CLIENT: HandleShape = { role: 'client', transaction: true };

const READS = new Set<Operation>(['find-unique', 'find-first', 'find-many', 'count', 'aggregate']);

function readCall(handle: HandleShape, link: Link): LibraryCall | undefined {
  switch (handle.role) {
    case 'client-class':
      return link.form === 'new' ? { result: CLIENT } : undefined;
    case 'module':
      return link.name === 'PrismaClient' && link.form === 'new' ? { result: CLIENT } : undefined;
    case 'namespace':
      return link.name === 'raw' && link.form === 'call' ? { query: rawFragment(link) } : undefined;
    case 'client':
      return readClientCall(handle, link);
    case 'delegate':
      return readDelegateCall(handle, link);
    default:
      return undefined;
  }
}

function readClientCall(handle: HandleShape, link: Link): LibraryCall | undefined {
  switch (link.name) {
    case '$extends':
    case '$replica':
    case '$primary':
      return { result: handle };
    case '$transaction':
      return { callbacks: [{ argument: 0, parameter: 0, handle: TRANSACTION_CLIENT }] };
    case '$queryRaw':
    case '$executeRaw':
      return { query: taggedQuery(link) };
    case '$queryRawUnsafe':
    case '$executeRawUnsafe':
      return { query: unsafeQuery(link) };
    default:
      return undefined;
  }
}

function taggedQuery(link: Link): QueryShape {
  const text = link.form === 'tag' ? link.args[0]?.value : undefined;
  return rawQuery(link, text && { text, style: 'numbered', holesAreParameters: true, api: 'tag' });
}

function unsafeQuery(link: Link): QueryShape {
  const text = link.args[0];
  if (!text || text.spread) return rawQuery(link, undefined);
  const values = link.args[1]?.value;
  return rawQuery(link, {
    text: text.value,
    style: 'numbered',
    holesAreParameters: false,
    api: 'text-and-rest',
    ...(values ? { values } : {}),
  });
}

/** `Prisma.raw(text)` goes letter for letter into the statement it is spliced into. */
function rawFragment(link: Link): QueryShape {
  const text = link.args[0]?.value;
  const raw = text && { text, style: 'numbered' as const, holesAreParameters: false, api: 'fragment' as const };
  return { ...rawQuery(link, raw), operation: 'fragment' };
}

function rawQuery(link: Link, raw: QueryShape['raw']): QueryShape {
  return {
    operation: 'raw',
    writes: link.name.startsWith('$executeRaw'),
    filters: [],
    filtersComplete: false,
    clauses: [],
    clausesComplete: false,
    batchable: false,
    ...(raw ? { raw } : {}),
  };
}

function readDelegateCall(handle: HandleShape, link: Link): LibraryCall | undefined {
  const operation = Object.hasOwn(OPERATIONS, link.name) ? OPERATIONS[link.name] : undefined;
  if (!operation || link.form !== 'call' || handle.name === undefined) return undefined;
  const argument = link.args[0]?.value;
  const clauses = argument?.kind === 'object' ? argument : undefined;
  const where = clauses?.entries.find(({ key }) => key === 'where')?.value;
  const filters = where ? readWhere(where, operation) : { filters: [], complete: argument === undefined || !!clauses };
  const clausesComplete = argument === undefined || (clauses !== undefined && !clauses.open);
  return {
    query: {
      operation,
      writes: !READS.has(operation),
      table: { kind: 'logical', name: handle.name },
      filters: filters.filters,
      filtersComplete: filters.complete && clausesComplete,
      clauses: clauses?.entries ?? [],
      clausesComplete,
      // Measured on 7.10: only findUnique and findUniqueOrThrow are compacted, and only with plain equality.
      batchable:
        operation === 'find-unique' &&
        clausesComplete &&
        filters.complete &&
        filters.filters.every(({ operator }) => operator === 'equals'),
    },
  };
}

const FILTER_OPERATORS: Readonly<Record<string, Filter['operator']>> = {
  equals: 'equals',
  in: 'in',
  not: 'not',
  notIn: 'not',
  lt: 'compare',
  lte: 'compare',
  gt: 'compare',
  gte: 'compare',
  contains: 'like',
  startsWith: 'like',
  endsWith: 'like',
  search: 'like',
  has: 'other',
  hasEvery: 'other',
  hasSome: 'other',
  isEmpty: 'other',
  path: 'other',
};

const PATTERNS: Readonly<Record<string, NonNullable<Filter['pattern']>>> = {
  contains: 'infix',
  startsWith: 'prefix',
  endsWith: 'suffix',
};

function readWhere(where: Value, operation: Operation): { filters: Filter[]; complete: boolean } {
  if (where.kind !== 'object') return { filters: [], complete: false };
  const filters: Filter[] = [];
  let complete = !where.open;
  for (const { key, value, span } of where.entries) {
    if (key === 'AND') {
      const inner = conjunctsOf(value).map(part => readWhere(part, operation));
      filters.push(...inner.flatMap(part => part.filters));
      complete &&= inner.length > 0 && inner.every(part => part.complete);
    } else if (key === 'OR' || key === 'NOT') {
      complete = false;
    } else if (value.kind !== 'object') {
      filters.push({ column: key, operator: 'equals', value, span });
    } else if (operation === 'find-unique' && !hasOperator(value)) {
      // A compound unique key: `{ userId_teamId: { userId, teamId } }`.
      complete &&= !value.open;
      for (const part of value.entries) filters.push({ column: part.key, operator: 'equals', value: part.value, span });
    } else {
      complete &&= !value.open;
      filters.push(...readCondition(key, value, span));
    }
  }
  return { filters, complete };
}

/** `AND` takes one condition or an array of them. */
function conjunctsOf(value: Value): readonly Value[] {
  if (value.kind !== 'array') return [value];
  return value.open ? [...value.items, OPEN] : value.items;
}

/** Stands for conditions that are added while the program runs. */
const OPEN: Value = { kind: 'opaque', uses: [], span: { start: 0, end: 0 } };

function hasOperator(value: ObjectTree): boolean {
  return value.entries.some(({ key }) => Object.hasOwn(FILTER_OPERATORS, key));
}

function readCondition(column: string, condition: ObjectTree, span: Filter['span']): Filter[] {
  if (!hasOperator(condition)) return [{ column, operator: 'relation', value: condition, span }];
  // A part of a JSON value: what it equals, the column does not.
  const isPart = condition.entries.some(({ key }) => key === 'path');
  const mode = condition.entries.find(({ key }) => key === 'mode')?.value;
  const insensitive = mode?.kind === 'literal' && mode.value === 'insensitive';
  return condition.entries
    .filter(({ key }) => key !== 'mode')
    .map(({ key, value }) => ({
      column,
      operator: (!isPart && Object.hasOwn(FILTER_OPERATORS, key) && FILTER_OPERATORS[key]) || 'other',
      ...(Object.hasOwn(PATTERNS, key) && PATTERNS[key] ? { pattern: PATTERNS[key] } : {}),
      ...(insensitive ? { insensitive } : {}),
      value,
      span,
    }));
}
