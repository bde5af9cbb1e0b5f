import type { TableQuery } from '../core/model';
import type { Logger } from '../core/ports';
import { tableKey } from '../core/project';
import type { Uri } from '../core/uri';
import type { WorkspaceModel } from '../model/index';
import type { ModelInputs } from '../model/inputs';
import type { LocatedTableQuery } from '../model/queries/table-queries';
import type { Pacer } from './cancellation';
import { describeError } from './describe-error';
import type { Extractor } from './extraction';

/**
 * Gathers what the queries of all files ask of each table. Done when the whole workspace is checked, never while typing:
 * what is counted over all files would have to be counted again with every keystroke.
 */
export async function gatherTableQueries(
  files: readonly Uri[],
  model: WorkspaceModel,
  inputs: ModelInputs,
  extractor: Extractor,
  pacer: Pacer,
  logger: Logger,
): Promise<void> {
  let byTable = new Map<string, TableQuery[]>();
  do {
    byTable = new Map();
    for (const uri of files) {
      await pacer.pause();
      for (const { table, query } of queriesIn(uri, model, logger)) {
        const key = tableKey(table);
        const queries = byTable.get(key);
        if (queries) queries.push(query);
        else byTable.set(key, [query]);
      }
    }
    // Following names may lead to files that nobody has read yet.
  } while (await extractor.refreshRead(pacer));
  inputs.setTableQueries(byTable);
}

/** A model that fails on one file costs what that file says, and is told by the rules that meet the same failure. */
function queriesIn(uri: Uri, model: WorkspaceModel, logger: Logger): readonly LocatedTableQuery[] {
  try {
    return model.queryUnitsIn(uri).flatMap(unit => model.tableQueriesIn(uri, unit));
  } catch (error) {
    logger.debug(`the queries of ${uri} are not counted: ${describeError(error)}`);
    return [];
  }
}
