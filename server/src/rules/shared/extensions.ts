import type { Model, Table } from '../../core/model';
import type { Uri } from '../../core/uri';

/**
 * The extension may be there: a migration creates it, or whoever set the database up did, where no migrations tell. What
 * a migration that is a program does besides tables and indexes, and what is switched on in Supabase's dashboard, is not
 * known.
 */
export function mayHaveExtension(table: Table, name: string, model: Model): boolean {
  const sets = model.project.migrationSets.filter(({ database }) => database === table.ref.database);
  if (sets.length === 0 || sets.some(({ tool }) => tool === 'supabase')) return true;
  return sets.some(({ files }) => files.some(uri => !uri.endsWith('.sql') || createsExtension(uri, name, model)));
}

function createsExtension(uri: Uri, name: string, model: Model): boolean {
  const steps = model.unitsIn(uri).flatMap(unit => model.statement(uri, unit)?.steps ?? []);
  return steps.some(step => step.kind === 'opaque' || (step.kind === 'create-extension' && step.name === name));
}
