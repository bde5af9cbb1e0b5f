import type { SchemaStep } from '../../core/facts/migrations';
import type { Dialect } from '../../core/facts/sql-template';
import type { Library, LocatedUnit } from '../../core/library';
import type { Database, MigrationSet, NamingStrategy } from '../../core/project';
import type { UnitId } from '../../core/text';
import type { Uri } from '../../core/uri';
import type { SourceContexts } from '../handles/source-context';
import type { ModelInputs } from '../inputs';
import type { DdlTexts } from './ddl-texts';
import type { Declared } from './declared-tables';

/** Schemas and migrations that are programs: what the library they are written for reads in them. */
export interface CodeSchemas {
  /** For the units of one database, read in one go. */
  declarations(database: Database): (uri: Uri, unit: UnitId) => readonly Declared[];
  steps(database: Database, set: MigrationSet, uri: Uri, unit: UnitId): readonly SchemaStep[];
}

export function createCodeSchemas(
  inputs: ModelInputs,
  libraries: readonly Library[],
  contextAt: SourceContexts,
  ddlTexts: DdlTexts,
): CodeSchemas {
  const unitsOf = (uri: Uri, dialect: Dialect, naming: NamingStrategy): readonly LocatedUnit[] =>
    inputs.units(uri).flatMap((id): LocatedUnit[] => {
      const unit = inputs.unit(uri, id);
      return unit?.kind === 'code' ? [{ at: contextAt({ uri, unit: id }, dialect, naming), unit: unit.code }] : [];
    });

  return {
    declarations({ dialect, naming = 'default', schemaFiles }) {
      let units: readonly LocatedUnit[] | undefined;
      const schemaUnits = () => {
        units ??= schemaFiles.flatMap(uri => unitsOf(uri, dialect, naming));
        return units;
      };
      return (uri, id) => {
        const unit = inputs.unit(uri, id);
        if (unit?.kind !== 'code') return [];
        const context = { ...contextAt({ uri, unit: id }, dialect, naming), schemaUnits };
        return libraries.flatMap(library =>
          (library.declarations?.(unit.code, context) ?? []).map(declaration => ({ declaration, uri, unit: id })),
        );
      };
    },
    steps({ dialect, naming = 'default' }, { tool }, uri, id) {
      const unit = inputs.unit(uri, id);
      const library = libraries.find(({ migrationTools }) => migrationTools?.includes(tool));
      if (unit?.kind !== 'code' || !library?.migrationSteps) return [];
      const at = { uri, unit: id };
      return library.migrationSteps(unit.code, {
        ...contextAt(at, dialect, naming),
        tool,
        fileUnits: () => unitsOf(uri, dialect, naming),
        readDdl: text => ddlTexts.read(at, text, dialect),
      });
    },
  };
}
