import { assertNever } from '../../core/assert-never';
import type { QualifiedName, SchemaStep } from '../../core/facts/migrations';
import type { ColumnFact, ForeignKeyFact, IndexFact } from '../../core/facts/schema';
import type { UnitId } from '../../core/text';
import type { Uri } from '../../core/uri';
import { placeOf, type Sourced, type TableState } from './table-state';

/** The schema that a sequence of DDL steps leaves behind, as PostgreSQL would build it. */
export interface Replay {
  apply(step: SchemaStep, uri: Uri, unit: UnitId): void;
  /** In the order of creation. */
  tables(): readonly TableState[];
}

type StepOf<K extends SchemaStep['kind']> = SchemaStep & { readonly kind: K };

export function createReplay(defaultSchema: string): Replay {
  const tables = new Map<string, TableState>();
  const keyOf = (name: QualifiedName): string => `${name.schema ?? defaultSchema}.${name.name}`;
  const find = (name: QualifiedName): TableState | undefined => tables.get(keyOf(name));

  function create(step: StepOf<'create-table'>, uri: Uri, unit: UnitId): void {
    if (step.temporary || (step.ifNotExists && find(step.table))) return;
    const sourced = <F>(fact: F): Sourced<F> => ({ fact, uri, unit });
    tables.set(keyOf(step.table), {
      schema: step.table.schema ?? defaultSchema,
      name: step.table.name,
      columns: step.columns.map(sourced),
      indexes: step.indexes.map(sourced),
      foreignKeys: step.foreignKeys.map(sourced),
      complete: step.complete,
      place: placeOf({ uri, unit }, step.nameSpan),
    });
  }

  function rename(name: QualifiedName, to: QualifiedName): void {
    const table = find(name);
    if (!table) return;
    const from = keyOf(name);
    tables.delete(from);
    table.schema = to.schema ?? table.schema;
    table.name = to.name;
    tables.set(keyOf({ schema: table.schema, name: table.name }), table);
    for (const other of tables.values()) {
      other.foreignKeys = other.foreignKeys.map(key =>
        keyOf(referenced(key.fact)) === from
          ? {
              ...key,
              fact: { ...key.fact, references: { ...key.fact.references, schema: table.schema, table: table.name } },
            }
          : key,
      );
    }
  }

  function drop(name: QualifiedName): void {
    tables.delete(keyOf(name));
    // DROP … CASCADE takes the foreign keys of others along; without CASCADE the statement fails while there are any.
    for (const other of tables.values()) {
      other.foreignKeys = other.foreignKeys.filter(({ fact }) => keyOf(referenced(fact)) !== keyOf(name));
    }
  }

  function renameColumn(step: StepOf<'rename-column'>): void {
    const changed = find(step.table);
    if (!changed) return;
    const renamed = (column: string): string => (column === step.column ? step.to : column);
    changed.columns = changed.columns.map(column =>
      column.fact.name === step.column
        ? { ...column, fact: { ...column.fact, name: step.to, logicalName: step.to } }
        : column,
    );
    changed.indexes = changed.indexes.map(index => ({ ...index, fact: renameIndexColumns(index.fact, renamed) }));
    for (const table of tables.values()) {
      table.foreignKeys = table.foreignKeys.map(key => {
        const columns = table === changed ? key.fact.columns.map(renamed) : key.fact.columns;
        const toChanged = keyOf(referenced(key.fact)) === keyOf(step.table);
        const target = toChanged ? key.fact.references.columns.map(renamed) : key.fact.references.columns;
        return { ...key, fact: { ...key.fact, columns, references: { ...key.fact.references, columns: target } } };
      });
    }
  }

  function dropColumn(step: StepOf<'drop-column'>): void {
    const table = find(step.table);
    if (!table) return;
    const { column } = step;
    table.columns = table.columns.filter(({ fact }) => fact.name !== column);
    // PostgreSQL drops every index and constraint that involves the column: ALTER TABLE … DROP COLUMN, manual.
    table.indexes = table.indexes.filter(({ fact }) => !involves(fact, column));
    table.foreignKeys = table.foreignKeys.filter(({ fact }) => !fact.columns.includes(column));
    // CASCADE takes the keys along that lead to it; without CASCADE the statement fails while there are any.
    for (const other of tables.values()) {
      other.foreignKeys = other.foreignKeys.filter(
        ({ fact }) => keyOf(referenced(fact)) !== keyOf(step.table) || !fact.references.columns.includes(column),
      );
    }
  }

  function dropIndex(step: StepOf<'drop-index'>): void {
    for (const table of tables.values()) {
      if (step.table && table !== find(step.table)) continue;
      if (step.index.schema !== undefined && step.index.schema !== table.schema) continue;
      table.indexes = table.indexes.filter(({ fact }) => indexName(table, fact) !== step.index.name);
    }
  }

  function renameIndex(name: string, to: string, only?: TableState): void {
    for (const table of only ? [only] : tables.values()) {
      table.indexes = table.indexes.map(index =>
        indexName(table, index.fact) === name ? { ...index, fact: { ...index.fact, name: to } } : index,
      );
    }
  }

  function dropConstraint(table: TableState, name: string): void {
    table.indexes = table.indexes.filter(({ fact }) => fact.kind === 'index' || indexName(table, fact) !== name);
    table.foreignKeys = table.foreignKeys.filter(({ fact }) => foreignKeyName(table, fact) !== name);
  }

  function markIncomplete(step: StepOf<'opaque'>): void {
    const meant = step.table ? [find(step.table)] : tables.values();
    for (const table of meant) if (table) table.complete = false;
  }

  function apply(step: SchemaStep, uri: Uri, unit: UnitId): void {
    switch (step.kind) {
      case 'create-table':
        return create(step, uri, unit);
      case 'drop-table':
        return drop(step.table);
      case 'rename-table':
        return rename(step.table, { name: step.to });
      case 'move-table':
        return rename(step.table, { schema: step.toSchema, name: step.table.name });
      case 'rename-column':
        return renameColumn(step);
      case 'drop-column':
        return dropColumn(step);
      case 'drop-index':
        return dropIndex(step);
      case 'rename-index':
        return renameIndex(step.index.name, step.to);
      case 'opaque':
        return markIncomplete(step);
      case 'index-to-constraint':
      case 'attach-partition':
      case 'detach-partition':
      case 'inherit':
      case 'no-inherit':
      case 'create-view':
      case 'drop-view':
      case 'create-enum':
      case 'add-enum-value':
      case 'rename-enum-value':
      case 'create-type':
      case 'rename-type':
      case 'move-type':
      case 'drop-type':
      case 'create-schema':
      case 'rename-schema':
      case 'drop-schema':
      case 'search-path':
      case 'create-extension':
        return;
      default:
        return applyToTable(step, uri, unit);
    }
  }

  function applyToTable(
    step: StepOf<
      'add-column' | 'alter-column' | 'add-index' | 'add-foreign-key' | 'drop-constraint' | 'rename-constraint'
    >,
    uri: Uri,
    unit: UnitId,
  ): void {
    const table = find(step.table);
    if (!table) return;
    switch (step.kind) {
      case 'add-column':
        if (!table.columns.some(({ fact }) => fact.name === step.column.name)) {
          table.columns.push({ fact: step.column, uri, unit });
        }
        return;
      case 'alter-column':
        table.columns = table.columns.map(column =>
          column.fact.name === step.column ? { ...column, fact: alterColumn(column.fact, step) } : column,
        );
        return;
      case 'add-index': {
        const name = step.index.name;
        const exists = name !== undefined && table.indexes.some(({ fact }) => indexName(table, fact) === name);
        if (!(step.ifNotExists && exists)) table.indexes.push({ fact: step.index, uri, unit });
        return;
      }
      case 'add-foreign-key':
        table.foreignKeys.push({ fact: step.foreignKey, uri, unit });
        return;
      case 'drop-constraint':
        return dropConstraint(table, step.name);
      case 'rename-constraint':
        renameIndex(step.name, step.to, table);
        table.foreignKeys = table.foreignKeys.map(key =>
          foreignKeyName(table, key.fact) === step.name ? { ...key, fact: { ...key.fact, name: step.to } } : key,
        );
        return;
      default:
        return assertNever(step);
    }
  }

  return { apply, tables: () => [...tables.values()] };
}

function referenced({ references }: ForeignKeyFact): QualifiedName {
  return { name: references.table, ...(references.schema === undefined ? {} : { schema: references.schema }) };
}

function alterColumn(column: ColumnFact, step: StepOf<'alter-column'>): ColumnFact {
  return { ...column, type: step.type ?? column.type, nullable: step.nullable ?? column.nullable };
}

function renameIndexColumns(index: IndexFact, renamed: (column: string) => string): IndexFact {
  const columns = index.columns.map(part =>
    part.column === undefined ? part : { ...part, column: renamed(part.column) },
  );
  const predicate = index.predicate && {
    ...index.predicate,
    notNullOnly: index.predicate.notNullOnly.map(renamed),
  };
  return { ...index, columns, include: index.include.map(renamed), ...(predicate ? { predicate } : {}) };
}

/** Names in expressions and predicates are looked for in their text: an index too many would hide that one is missing. */
function involves(index: IndexFact, column: string): boolean {
  if (index.include.includes(column) || index.columns.some(part => part.column === column)) return true;
  const texts = [index.predicate?.text, ...index.columns.map(part => part.expression)];
  return texts.some(text => text?.match(/[\p{L}\p{N}_$]+/gu)?.includes(column));
}

/** PostgreSQL names what the statement leaves unnamed: ChooseIndexName and ChooseConstraintName in its source. */
function indexName(table: TableState, index: IndexFact): string {
  if (index.name !== undefined) return index.name;
  if (index.kind === 'primary') return `${table.name}_pkey`;
  const columns = index.columns.map(part => part.column ?? 'expr').join('_');
  return `${table.name}_${columns}_${index.kind === 'unique' ? 'key' : 'idx'}`;
}

function foreignKeyName(table: TableState, key: ForeignKeyFact): string {
  return key.name ?? `${table.name}_${key.columns.join('_')}_fkey`;
}
