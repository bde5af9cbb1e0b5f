import { assertNever } from '../../core/assert-never';
import type { QualifiedName, SchemaStep } from '../../core/facts/migrations';
import type { Dialect } from '../../core/facts/sql-template';
import type { Span, UnitId } from '../../core/text';
import type { Uri } from '../../core/uri';
import { createCatalogue, creationSchema, findIndex, findTable, findType, isPostgres, sameName } from './catalogue';
import { followingNames } from './following-names';
import { addColumn, alterColumn, dropColumn, renameColumn } from './replay-columns';
import { dropTable } from './replay-drop';
import { addForeignKey, dropForeignKey } from './replay-foreign-keys';
import { addIndex, dropIndex, isIndexName, renameIndex, turnIntoConstraint } from './replay-indexes';
import { attachPartition, changeInheritance, createTable, detachPartition, moveTable } from './replay-tables';
import { addEnumValue, createType, dropType, moveType, renameEnumValue } from './replay-types';
import { createView } from './replay-views';
import type { TableState, TypeState } from './table-state';

/** The schema that a sequence of DDL steps leaves behind, as the database itself would build it. */
export interface Replay {
  apply(step: SchemaStep, uri: Uri, unit: UnitId): void;
  /** Tables and views in the order of creation. */
  tables(): readonly TableState[];
  types(): readonly TypeState[];
  /** Every step was understood, and none changed what no step had made. */
  isComplete(): boolean;
  /** The tables that steps changed and none made. */
  changedElsewhere(): readonly { readonly schema: string; readonly name: string }[];
}

type StepOf<K extends SchemaStep['kind']> = SchemaStep & { readonly kind: K };

export function createReplay(dialect: Dialect, defaultSchema: string): Replay {
  const catalogue = createCatalogue(dialect, defaultSchema);
  const changedElsewhere: { readonly schema: string; readonly name: string }[] = [];
  let file: Uri | undefined;
  let statement: UnitId | undefined;
  /** The commands of one statement that found their column there. */
  let skipped: readonly Span[] = [];

  function apply(step: SchemaStep, uri: Uri, unit: UnitId): void {
    if (uri !== file || unit !== statement) {
      statement = unit;
      skipped = [];
    }
    if (uri !== file) {
      file = uri;
      catalogue.searchPath = [defaultSchema];
      catalogue.temporary.clear();
    }
    const source = { uri, unit };
    switch (step.kind) {
      case 'create-table':
        return createTable(catalogue, step, source);
      case 'drop-table':
        return drop(step.table, table => dropTable(catalogue, table));
      case 'rename-table': {
        const table = findTable(catalogue, step.table);
        if (table) return follow(table, step, () => moveTable(catalogue, table, { name: step.to }));
        // ALTER TABLE takes the name of an index as well.
        if (!renameIndex(catalogue, step.table, step.to)) missing(step.table);
        return;
      }
      case 'move-table':
        return change(step.table, table => moveTable(catalogue, table, { schema: step.toSchema, name: table.name }));
      case 'add-column':
        return change(step.table, table => {
          const added = addColumn(catalogue, table, { fact: step.column, uri, unit });
          if (!added) skipped = [...skipped, step.span];
        });
      case 'drop-column':
        return change(step.table, table => dropColumn(catalogue, table, step.column, step.cascade === true));
      case 'rename-column':
        return change(step.table, table =>
          follow(table, step, () => renameColumn(catalogue, table, step.column, step.to)),
        );
      case 'alter-column':
        return change(step.table, table => alterColumn(catalogue, table, step, { fact: undefined, uri, unit }));
      case 'add-index':
        return change(step.table, table => {
          if (isSkipped(step.span)) return;
          const { name } = step.index;
          if (step.ifNotExists && name !== undefined && isIndexName(catalogue, table, name)) return;
          addIndex(catalogue, table, { fact: step.index, uri, unit }, { only: step.only === true });
        });
      case 'add-foreign-key':
        return change(step.table, table => {
          if (!isSkipped(step.span)) addForeignKey(catalogue, table, { fact: step.foreignKey, uri, unit });
        });
      case 'drop-index': {
        const found = findIndex(catalogue, step.index, step.table && findTable(catalogue, step.table));
        if (found) dropIndex(catalogue, found.table, found.index);
        return;
      }
      case 'rename-index': {
        const renamed = renameIndex(catalogue, step.index, step.to, step.table && findTable(catalogue, step.table));
        const table = renamed ? undefined : findTable(catalogue, step.index);
        // ALTER INDEX takes the name of a table as well.
        if (table) moveTable(catalogue, table, { name: step.to });
        return;
      }
      case 'drop-constraint':
        return change(step.table, table => dropConstraint(table, step.name));
      case 'rename-constraint':
        return change(step.table, table => renameConstraint(table, step.name, step.to));
      case 'index-to-constraint':
        return change(step.table, table =>
          turnIntoConstraint(catalogue, table, step.index, step.constraint, step.name),
        );
      case 'attach-partition':
        return attachPartition(catalogue, step);
      case 'detach-partition':
        return detachPartition(catalogue, step);
      case 'inherit':
      case 'no-inherit':
        return changeInheritance(catalogue, step);
      case 'create-view':
        return createView(catalogue, step, source);
      case 'drop-view':
        return drop(step.view, view => view.view && dropTable(catalogue, view));
      case 'create-enum':
      case 'create-type':
        return createType(catalogue, step, source);
      case 'add-enum-value':
        return addEnumValue(catalogue, step);
      case 'rename-enum-value':
        return renameEnumValue(catalogue, step);
      case 'rename-type':
        return changeType(step, type => moveType(catalogue, type, { name: step.to }, defaultSchema));
      case 'move-type':
        return changeType(step, type =>
          moveType(catalogue, type, { schema: step.toSchema, name: type.name }, defaultSchema),
        );
      case 'drop-type':
        return changeType(step, type => dropType(catalogue, type));
      case 'create-schema':
        catalogue.schemas.add(step.name);
        return;
      case 'rename-schema':
        return renameSchema(step);
      case 'drop-schema':
        return dropSchema(step.name);
      case 'search-path':
        catalogue.searchPath = step.schemas.filter(schema => schema !== '$user' && schema !== 'pg_catalog');
        return;
      case 'create-extension':
        return;
      case 'opaque':
        return markIncomplete(step.table);
      default:
        return assertNever(step);
    }
  }

  function follow(
    table: TableState,
    { following }: StepOf<'rename-table' | 'rename-column'>,
    rename: () => void,
  ): void {
    const renameFollowing = following && followingNames(catalogue, table, defaultSchema);
    rename();
    renameFollowing?.();
  }

  function change(name: QualifiedName, apply: (table: TableState) => void): void {
    const table = findTable(catalogue, name);
    if (table) apply(table);
    else missing(name);
  }

  /** What no step has made is changed: the history begins in the middle, or a part of it lies elsewhere. */
  function missing(name: QualifiedName): void {
    if (name.schema === undefined && catalogue.temporary.has(name.name)) return;
    catalogue.complete = false;
    changedElsewhere.push({ schema: name.schema ?? creationSchema(catalogue), name: name.name });
  }

  function drop(name: QualifiedName, apply: (table: TableState) => void): void {
    const table = findTable(catalogue, name);
    if (table) apply(table);
    else if (name.schema === undefined) catalogue.temporary.delete(name.name);
  }

  function changeType(
    { name }: StepOf<'rename-type' | 'move-type' | 'drop-type'>,
    apply: (type: TypeState) => void,
  ): void {
    const type = findType(catalogue, name);
    if (type) apply(type);
  }

  /** ADD COLUMN IF NOT EXISTS of a column that there is leaves out the keys it declares, too. */
  function isSkipped({ start, end }: Span): boolean {
    return skipped.some(command => command.start === start && command.end === end);
  }

  function dropConstraint(table: TableState, name: string): void {
    // A unique index is a constraint only where a constraint made it; MySQL makes no difference.
    const isConstraint = ({ kind, constraint }: { readonly kind: string; readonly constraint?: boolean }): boolean =>
      constraint === true || kind === 'primary' || (kind === 'unique' && !isPostgres(catalogue));
    const index = table.indexes.find(({ fact }) => isConstraint(fact) && isNamed(fact.name, name));
    if (index) return dropIndex(catalogue, table, index);
    const key = table.foreignKeys.find(({ fact }) => isNamed(fact.name, name));
    if (key) dropForeignKey(catalogue, table, key);
  }

  function renameConstraint(table: TableState, name: string, to: string): void {
    const key = table.foreignKeys.find(({ fact }) => isNamed(fact.name, name));
    if (key) key.fact = { ...key.fact, name: to };
    else renameIndex(catalogue, { name }, to, table);
  }

  function isNamed(name: string | undefined, wanted: string): boolean {
    return name !== undefined && sameName(catalogue, name, wanted);
  }

  function renameSchema({ name, to }: StepOf<'rename-schema'>): void {
    if (catalogue.schemas.delete(name)) catalogue.schemas.add(to);
    for (const table of catalogue.tables) if (table.schema === name) table.schema = to;
    for (const type of catalogue.types) {
      if (type.schema === name) moveType(catalogue, type, { schema: to, name: type.name }, defaultSchema);
    }
  }

  /** With CASCADE, or empty. */
  function dropSchema(name: string): void {
    catalogue.schemas.delete(name);
    for (const table of [...catalogue.tables]) if (table.schema === name) dropTable(catalogue, table);
    for (const type of [...catalogue.types]) if (type.schema === name) dropType(catalogue, type);
  }

  function markIncomplete(name: QualifiedName | undefined): void {
    const table = name && findTable(catalogue, name);
    if (!table) catalogue.complete = false;
    for (const meant of name ? [table] : catalogue.tables) {
      if (!meant) continue;
      meant.complete = false;
      meant.columnsComplete = false;
    }
  }

  return {
    apply,
    tables: () => catalogue.tables,
    types: () => catalogue.types,
    isComplete: () => catalogue.complete,
    changedElsewhere: () => changedElsewhere,
  };
}
