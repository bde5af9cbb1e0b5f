import { loadModule } from 'libpg-query';
import type { DatabaseId } from '../../server/src/core/project';
import type { WorkspaceModel } from '../../server/src/model/index';
import type { PostgresConnection } from '../harness/catalog';
import { diffCatalogs } from '../harness/catalog-diff';
import { readCatalog, readDefaultOperatorClasses } from '../harness/catalog-of-database';
import { catalogOfModel } from '../harness/catalog-of-model';
import { buildModel, type TestFiles } from '../model/build-model';

/** How the model of files differs from the catalog of a database that their migrations made; see `diffCatalogs`. */
export async function compareCatalogs(files: TestFiles, connection: PostgresConnection): Promise<string[]> {
  const { model } = await buildModel(files);
  const [database, ...others] = model.project.databases;
  if (!database || others.length > 0) throw new Error(`there are ${others.length + (database ? 1 : 0)} databases`);
  return compareModel(model, database.id, connection);
}

export async function compareModel(
  model: WorkspaceModel,
  database: DatabaseId,
  connection: PostgresConnection,
): Promise<string[]> {
  await loadModule();
  const defaults = await readDefaultOperatorClasses(connection);
  const said = catalogOfModel(model.tables(database), model.enums(database), defaults);
  return diffCatalogs(await readCatalog(connection), said);
}

/** Runs migrations in order, each in a session of its own as far as settings go. */
export async function migrate(texts: readonly string[], { exec }: PostgresConnection): Promise<void> {
  for (const text of texts) {
    await exec(text);
    await exec('RESET ALL');
  }
}
