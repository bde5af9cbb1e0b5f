import type { Model, Table, TableIndex } from '../../core/model';
import { tableKey } from '../../core/project';

/** Some foreign key references exactly the columns of the index, so that it may hang on it. */
export function isReferenced(table: Table, index: TableIndex, model: Model): boolean {
  const columns = index.columns
    .flatMap(({ column }) => column ?? [])
    .sort()
    .join();
  const own = tableKey(table.ref);
  return model
    .tables(table.ref.database)
    .some(({ foreignKeys }) =>
      foreignKeys.some(key => tableKey(key.references) === own && [...key.referencedColumns].sort().join() === columns),
    );
}
