import type { Model, SqlText } from '../../core/model';

/**
 * Tests, scripts and seeds run seldom and on little, and on tables of their own. A migration runs once, on the schema as it
 * was then, and what it defines a later one may replace.
 */
export function runsOften({ uri }: Pick<SqlText, 'uri'>, model: Model): boolean {
  const isHistory = model.project.migrationSets.some(({ files, editable }) => !editable && files.includes(uri));
  return !isHistory && model.role(uri) === 'source';
}
