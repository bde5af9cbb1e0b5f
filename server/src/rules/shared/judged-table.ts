import type { Dialect } from '../../core/facts/sql-template';
import type { Model, Table } from '../../core/model';

/** A table of the program's own on a database where the rule's defect exists. */
export function isJudged(table: Table, model: Model, engines: readonly Dialect[]): boolean {
  // A view holds nothing.
  if (table.view || !engines.includes(table.dialect)) return false;
  const role = model.role(table.place.uri);
  // A schema for tests holds as many rows as its author typed.
  if (role === 'test') return false;
  // A script that runs once repeats of a table what it needs; the schema is elsewhere.
  return !(table.origin === 'declaration' && (role === 'script' || role === 'seed'));
}
