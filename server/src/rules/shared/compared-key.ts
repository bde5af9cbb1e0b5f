import type { Loop } from '../../core/facts/calls';
import type { CodeUnit, Column, Model, Table } from '../../core/model';
import type { Query } from '../../core/query';
import { isKindOfColumn } from './key-kind';
import { isOfRows, loadedColumn, loadedRows } from './loaded-column';
import { isNeverNull, type KeyFilter, mayMissNull } from './loop-keys';

/** How a Map knows the keys of a query: as they are, or by their text. */
export type ComparedKey = 'as-is' | 'by-text';

/** Undefined where a key of the program need not be the one that a Map of the rows knows. */
export function compareKey(
  unit: CodeUnit,
  model: Model,
  loop: Loop,
  query: Query,
  table: Table,
  key: KeyFilter,
): ComparedKey | undefined {
  const column = table.columns.find(({ logicalName }) => logicalName === key.filter.column);
  if (!column) return undefined;
  if (query.library === 'mongoose') return compareInMongo(unit, model, loop, column, key);
  if (!comparesInMap(column, table)) return undefined;
  // PostgreSQL reads a UUID in upper case as well, and gives it in lower case.
  if (column.databaseType === 'uuid' && !loadedRows(unit, model, loop) && !isOfRows(unit, model, loop, table)) {
    return undefined;
  }
  // SQL finds nothing for NULL either way; Prisma writes IS NULL.
  if (query.library === 'prisma') return mayMissNull(unit, model, loop, table, key) ? undefined : 'as-is';
  if (query.library === 'drizzle') return 'as-is';
  // TypeORM refuses null, the others write IS NULL; all take `'5'` for a number and give 5.
  const isSame = isNeverNull(unit, model, loop, key.ref) && isKindOfColumn(unit, model, loop, key.ref, column);
  return isSame ? 'as-is' : undefined;
}

/**
 * Two objects of one ObjectId are no equal keys, but their texts are, as long as both come from the database: Mongoose
 * takes a text in upper case as well. Setters of a schema (`lowercase`) change other texts on their way to the database.
 */
function compareInMongo(
  unit: CodeUnit,
  model: Model,
  loop: Loop,
  column: Column,
  { ref }: KeyFilter,
): ComparedKey | undefined {
  const loaded = loadedColumn(unit, model, loop, ref);
  if (column.list || loaded?.column.list) return undefined;
  if (column.type === 'Number') {
    const isNumber = loaded ? loaded.column.type === 'Number' : model.valueType(unit.uri, unit.unit, ref) === 'number';
    return isNumber && isNeverNull(unit, model, loop, ref) ? 'as-is' : undefined;
  }
  if (column.type !== 'ObjectId' || loaded?.column.type !== 'ObjectId') return undefined;
  // In place of its id stands the document that was loaded with it.
  if (loaded.query.library !== 'mongoose' || loaded.query.clauses.some(({ key }) => key === 'include'))
    return undefined;
  // No document is without an id; by another field those that have none would be found for null.
  return column.name === '_id' || isNeverNull(unit, model, loop, ref) ? 'by-text' : undefined;
}

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
