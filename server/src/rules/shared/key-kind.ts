import type { Loop } from '../../core/facts/calls';
import type { Ref } from '../../core/facts/values';
import type { CodeUnit, Column, Model } from '../../core/model';
import { loadedColumn } from './loaded-column';

/**
 * The keys of the program are what the client gives for the column, so that a Map finds one by the other: drivers take
 * `'5'` for an integer and give `5`.
 */
export function isKindOfColumn(unit: CodeUnit, model: Model, loop: Loop, ref: Ref, column: Column): boolean {
  const kind = kindOf(column);
  const loaded = loadedColumn(unit, model, loop, ref);
  if (loaded) return kind !== undefined && kind === kindOf(loaded.column);
  return kind !== undefined && kind !== 'uuid' && kind === model.valueType(unit.uri, unit.unit, ref);
}

/** What PostgreSQL and the clients give for a column; a `uuid` is given in lower case and taken in upper case as well. */
function kindOf({ list, type, databaseType = type }: Column): 'number' | 'string' | 'uuid' | undefined {
  if (list) return undefined;
  if (/^(?:smallint|mediumint|int|integer|int[24]|(?:small)?serial)\b(?!\[)/i.test(databaseType)) return 'number';
  if (/^uuid$/i.test(databaseType)) return 'uuid';
  return /^(?:text|character varying|varchar)\b/i.test(databaseType) ? 'string' : undefined;
}
