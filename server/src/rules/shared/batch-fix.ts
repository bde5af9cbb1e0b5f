import type { Loop } from '../../core/facts/calls';
import type { FixIntent } from '../../core/fix';
import type { CodeUnit, Column, Model, Table } from '../../core/model';
import type { Query } from '../../core/query';
import { isKindOfColumn } from './key-kind';
import { upTo } from './list-limits';
import { isOfRows, loadedRows } from './loaded-column';
import { isNeverNull, isUniqueColumn, type KeyFilter, mayMissNull } from './loop-keys';

/** Asks once with a list of keys and looks the rows up in a Map; none where that could give other rows. */
export function batchFix(
  unit: CodeUnit,
  model: Model,
  loop: Loop,
  query: Query,
  table: Table,
  key: KeyFilter,
): FixIntent | undefined {
  const column = table.columns.find(({ logicalName }) => logicalName === key.filter.column);
  if (!column || !comparesInMap(column, table)) return undefined;
  // PostgreSQL reads a UUID in upper case as well, and gives it in lower case.
  if (column.databaseType === 'uuid' && !loadedRows(unit, model, loop) && !isOfRows(unit, model, loop, table)) {
    return undefined;
  }
  // SQL finds nothing for NULL either way; Prisma writes IS NULL.
  if (query.library === 'prisma' && mayMissNull(unit, model, loop, table, key)) return undefined;
  // TypeORM refuses null and Sequelize writes IS NULL; both take `'5'` for a number and give 5.
  const isChecked = query.library === 'prisma' || query.library === 'drizzle';
  if (!isChecked && !(isNeverNull(unit, model, loop, key.ref) && isKindOfColumn(unit, model, loop, key.ref, column))) {
    return undefined;
  }
  const result = RESULTS[query.library]?.(query, table, column);
  if (!result) return undefined;
  return {
    kind: 'batch-by-key',
    title: TITLES[result] + (takesAnyLength(query) ? '' : upTo(query.library, table.dialect, 'keys')),
    safety: 'review',
    at: query.place,
    loop: loop.span,
    library: query.library,
    keyEntry: key.filter.span,
    keyField: key.filter.column,
    result,
  };
}

type Result = Extract<FixIntent, { readonly kind: 'batch-by-key' }>['result'];

const TITLES: Readonly<Record<Result, string>> = {
  row: 'Ask once for all of them with `in` and a Map',
  rows: 'Ask once for all of them with `in` and a Map',
  count: 'Count once for all of them with `groupBy` and a Map',
};

/** Prisma makes several statements of a long list, Sequelize writes it into the text. */
function takesAnyLength({ library, operation, clauses }: Query): boolean {
  if (library === 'sequelize') return true;
  return library === 'prisma' && operation !== 'count' && !clauses.some(({ key }) => key === 'orderBy');
}

/** What is found for one key; undefined where the rows of all keys together would not be the same ones. */
function prismaResult({ operation, clauses }: Query, table: Table, column: Column): Result | undefined {
  if (clauses.some(({ key }) => PER_ELEMENT.has(key) || key === 'omit')) return undefined;
  switch (operation) {
    case 'find-many':
      return 'rows';
    case 'find-unique':
    case 'find-first':
      // Without a unique key several rows may answer, and which of them comes first would no longer be the same.
      return isUniqueColumn(table, column.name) && !clauses.some(({ key }) => key === 'orderBy') ? 'row' : undefined;
    case 'count':
      return clauses.every(({ key }) => key === 'where') ? 'count' : undefined;
    default:
      return undefined;
  }
}

/** These speak of one element's rows; over the rows of all elements they would mean something else. */
const PER_ELEMENT: ReadonlySet<string> = new Set(['take', 'skip', 'cursor', 'distinct']);

/** A list of rows in any case; with a limit of one where a key has no more of them. */
function drizzleResult(
  { operation, clauses, chain, firstLink }: Query,
  table: Table,
  column: Column,
): Result | undefined {
  if (chain.links[firstLink]?.name !== 'select') return undefined;
  const isOne = operation === 'find-first' && isUniqueColumn(table, column.name);
  const isKnown = clauses.every(({ key }) => DRIZZLE_CLAUSES.has(key) || (key === 'take' && isOne));
  return isKnown && (isOne || operation === 'find-many') ? 'rows' : undefined;
}

const DRIZZLE_CLAUSES: ReadonlySet<string> = new Set(['select', 'where', 'orderBy']);

/**
 * Only where the columns that are read, if they are named, hold the key: rows with one more would not be the same.
 * Text may be changed on its way to the database and back by what the class says of its column.
 */
function optionsResult(
  { library, operation, clauses, chain, link }: Query,
  table: Table,
  column: Column,
): Result | undefined {
  const known = OPTIONS[library];
  if (!known?.methods.has(chain.links[link]?.name ?? '') || /char|text/i.test(column.databaseType ?? column.type)) {
    return undefined;
  }
  const isOne = operation === 'find-first' && isUniqueColumn(table, column.name);
  const isKnown = clauses.every(({ key }) => known.clauses.has(key) || (key === 'orderBy' && !isOne));
  return !isKnown ? undefined : isOne ? 'row' : operation === 'find-many' ? 'rows' : undefined;
}

const OPTIONS: Readonly<
  Partial<Record<string, { readonly methods: ReadonlySet<string>; readonly clauses: ReadonlySet<string> }>>
> = {
  typeorm: {
    methods: new Set(['find', 'findBy', 'findOne', 'findOneBy']),
    clauses: new Set(['where', 'select', 'include', 'withDeleted']),
  },
  sequelize: {
    methods: new Set(['findAll', 'findOne']),
    clauses: new Set(['where', 'select', 'raw', 'transaction', 'paranoid', 'logging']),
  },
};

const RESULTS: Readonly<Partial<Record<string, (query: Query, table: Table, column: Column) => Result | undefined>>> = {
  prisma: prismaResult,
  drizzle: drizzleResult,
  typeorm: optionsResult,
  sequelize: optionsResult,
};

/** Values of these types are equal as Map keys exactly when the database finds them equal. */
function comparesInMap({ type, list, databaseType = '' }: Column, { dialect }: Table): boolean {
  // `citext` finds `ada` for `Ada`, and `char(n)` is filled up with spaces.
  if (list || (!COMPARABLE_TYPES.has(type) && !COMPARABLE_DATABASE_TYPES.test(databaseType))) return false;
  if (/citext|^(?:character|char|bpchar|nchar)\b(?! varying)/i.test(databaseType)) return false;
  // Their default collations find `ada` for `Ada`.
  return !/String|text|char/i.test(`${type} ${databaseType}`) || (dialect !== 'mysql' && dialect !== 'sqlserver');
}

const COMPARABLE_TYPES: ReadonlySet<string> = new Set(['String', 'Int', 'BigInt', 'Boolean']);
const COMPARABLE_DATABASE_TYPES = /^(?:smallint|int|integer|bigint|text|character varying|varchar|boolean|uuid)\b/i;
