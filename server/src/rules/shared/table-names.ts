import type { Table } from '../../core/model';

/** A column in the terms of the file that declares the table. */
export function logicalColumn(table: Table, name: string): string {
  return table.columns.find(column => column.name === name)?.logicalName ?? name;
}

/** `a`, `b`: names as a message shows them. */
export function quoteAll(names: readonly string[]): string {
  return names.map(name => `\`${name}\``).join(', ');
}
