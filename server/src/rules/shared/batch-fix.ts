import type { Loop } from '../../core/facts/calls';
import type { FixIntent, KeyedQuery } from '../../core/fix';
import type { CodeUnit, Column, Model, Table } from '../../core/model';
import type { Query } from '../../core/query';
import { compareKey } from './compared-key';
import { upTo } from './list-limits';
import { isUniqueColumn, type KeyFilter } from './loop-keys';

/** Asks once with a list of keys and looks the rows up in a Map; none where that could give other rows. */
export function batchFix(
  unit: CodeUnit,
  model: Model,
  loop: Loop,
  query: Query,
  table: Table,
  key: KeyFilter,
): FixIntent | undefined {
  const keyed = keyedQuery(unit, model, loop, query, table, key);
  if (!keyed) return undefined;
  return {
    kind: 'batch-by-key',
    title: TITLES[keyed.result] + limitOf(query, table),
    safety: 'review',
    at: query.place,
    loop: loop.span,
    ...keyed,
  };
}

/** What asking with a list of keys means; undefined where the rows of all keys together would not be the same ones. */
export function keyedQuery(
  unit: CodeUnit,
  model: Model,
  loop: Loop,
  query: Query,
  table: Table,
  key: KeyFilter,
): KeyedQuery | undefined {
  const compared = compareKey(unit, model, loop, query, table, key);
  const { column: keyField, span: keyEntry } = key.filter;
  const column = table.columns.find(({ logicalName }) => logicalName === keyField);
  const result = compared && column && RESULTS[query.library]?.(query, table, column);
  if (!result) return undefined;
  return { library: query.library, keyEntry, keyField, result, ...(compared === 'by-text' ? { byText: true } : {}) };
}

/** What the title says of a list that may be too long. */
export function limitOf(query: Query, { dialect }: Table): string {
  return takesAnyLength(query) ? '' : upTo(query.library, dialect, 'keys');
}

type Result = KeyedQuery['result'];

const TITLES: Readonly<Record<Result, string>> = {
  row: 'Ask once for all of them with `in` and a Map',
  rows: 'Ask once for all of them with `in` and a Map',
  count: 'Count once for all of them with `groupBy` and a Map',
};

/** Prisma makes several statements of a long list, Sequelize and MikroORM write it into the text, MongoDB has no limit. */
function takesAnyLength({ library, operation, clauses }: Query): boolean {
  if (library === 'sequelize' || library === 'mikro-orm' || library === 'mongoose') return true;
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
  'mikro-orm': {
    methods: new Set(['find', 'findOne']),
    clauses: new Set(['where', 'select', 'include', 'filters']),
  },
};

/** Rows as they are stored; `first` gives one of them. */
function knexResult({ operation, clauses, chain }: Query, table: Table, column: Column): Result | undefined {
  if (!PLAIN_NAME.test(column.name)) return undefined;
  const isOne = operation === 'find-first' && isUniqueColumn(table, column.name);
  const isKnown = clauses.every(({ key }) =>
    isOne ? key === 'select' || key === 'where' || key === 'take' : DRIZZLE_CLAUSES.has(key),
  );
  if (!isKnown || (!isOne && operation !== 'find-many')) return undefined;
  return chain.links.some(({ name }) => name === 'first') ? 'row' : 'rows';
}

const PLAIN_NAME = /^[a-z_$][\w$]*$/i;

/** An order or a limit of one key means nothing for several; `exists` and `distinct` give no documents. */
function mongooseResult({ operation, clauses }: Query, table: Table, column: Column): Result | undefined {
  if (!PLAIN_NAME.test(column.name)) return undefined;
  const isOne = operation === 'find-first' || operation === 'find-unique';
  const isKnown = clauses.every(({ key }) => MONGOOSE_CLAUSES.has(key) || (key === 'orderBy' && !isOne));
  if (!isKnown) return undefined;
  if (isOne) return isUniqueColumn(table, column.name) ? 'row' : undefined;
  return operation === 'find-many' ? 'rows' : undefined;
}

const MONGOOSE_CLAUSES: ReadonlySet<string> = new Set(['where', 'select', 'include', 'lean', 'session']);

const RESULTS: Readonly<Partial<Record<string, (query: Query, table: Table, column: Column) => Result | undefined>>> = {
  prisma: prismaResult,
  drizzle: drizzleResult,
  typeorm: optionsResult,
  sequelize: optionsResult,
  'mikro-orm': optionsResult,
  knex: knexResult,
  mongoose: mongooseResult,
};
