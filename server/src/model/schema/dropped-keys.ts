import type { ForeignKey, Table } from '../../core/model';
import { tableKey } from '../../core/project';

/**
 * A declared table without the keys that migrations took away and did not make again: its relations then are the
 * program's alone. A relation that no migration has made yet is a key that is still to come.
 */
export function withoutDroppedKeys(table: Table, dropped: readonly ForeignKey[], made: readonly ForeignKey[]): Table {
  // With emulated relations no declared key is the database's: that it was dropped once says nothing.
  if (dropped.length === 0 || table.emulatedRelations) return table;
  const isGone = (key: ForeignKey): boolean =>
    dropped.some(other => hasSameColumns(other, key) && tableKey(other.references) === tableKey(key.references)) &&
    !made.some(other => hasSameColumns(other, key));
  return { ...table, foreignKeys: table.foreignKeys.filter(key => !isGone(key)) };
}

/** In whatever order: it is the same key. */
function hasSameColumns(a: ForeignKey, b: ForeignKey): boolean {
  return a.columns.length === b.columns.length && a.columns.every(column => b.columns.includes(column));
}
