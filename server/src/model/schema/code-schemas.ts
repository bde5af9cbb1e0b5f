import type { SchemaStep } from '../../core/facts/migrations';
import type { Library } from '../../core/library';
import type { Database, MigrationSet } from '../../core/project';
import type { UnitId } from '../../core/text';
import type { Uri } from '../../core/uri';
import type { SourceContexts } from '../handles/source-context';
import type { ModelInputs } from '../inputs';
import type { DdlTexts } from './ddl-texts';
import type { Declared } from './declared-tables';

/** Schemas and migrations that are programs: what the library they are written for reads in them. */
export interface CodeSchemas {
  declarations(database: Database, uri: Uri, unit: UnitId): readonly Declared[];
  steps(database: Database, set: MigrationSet, uri: Uri, unit: UnitId): readonly SchemaStep[];
}

export function createCodeSchemas(
  inputs: ModelInputs,
  libraries: readonly Library[],
  contextAt: SourceContexts,
  ddlTexts: DdlTexts,
): CodeSchemas {
  return {
    declarations({ dialect, naming = 'default' }, uri, id) {
      const unit = inputs.unit(uri, id);
      if (unit?.kind !== 'code') return [];
      const context = contextAt({ uri, unit: id }, dialect, naming);
      return libraries.flatMap(library =>
        (library.declarations?.(unit.code, context) ?? []).map(declaration => ({ declaration, uri, unit: id })),
      );
    },
    steps({ dialect, naming = 'default' }, { tool }, uri, id) {
      const unit = inputs.unit(uri, id);
      const library = libraries.find(({ migrationTools }) => migrationTools?.includes(tool));
      if (unit?.kind !== 'code' || !library?.migrationSteps) return [];
      const at = { uri, unit: id };
      return library.migrationSteps(unit.code, {
        ...contextAt(at, dialect, naming),
        tool,
        readDdl: text => ddlTexts.read(at, text, dialect),
      });
    },
  };
}
