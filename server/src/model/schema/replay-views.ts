import type { SchemaStep, ViewReads } from '../../core/facts/migrations';
import type { ColumnFact } from '../../core/facts/schema';
import { type Catalogue, creationSchema, findTable, findType, sameName } from './catalogue';
import { type BoundReads, type ColumnState, placeOf, type Sourced, type TableState } from './table-state';

type CreateView = Extract<SchemaStep, { readonly kind: 'create-view' }>;

export function createView(catalogue: Catalogue, step: CreateView, source: Omit<Sourced<unknown>, 'fact'>): void {
  if (step.temporary) {
    catalogue.temporary.add(step.view.name);
    return;
  }
  const schema = step.view.schema ?? creationSchema(catalogue);
  const existing = findTable(catalogue, { schema, name: step.view.name });
  if (existing && !(step.replace && existing.view)) return;
  const columns = (step.columns ?? []).map((name): ColumnState => {
    const fact: ColumnFact = {
      logicalName: name,
      name,
      type: '',
      nullable: true,
      list: false,
      hasDefault: false,
      span: step.nameSpan,
    };
    return { fact, ...source, local: true };
  });
  const place = placeOf(source, step.nameSpan);
  const reads = step.reads && bind(catalogue, step.reads);
  if (existing) {
    existing.columns = columns;
    existing.columnsComplete = step.columns !== undefined;
    existing.place = place;
    if (reads) existing.reads = reads;
    else delete existing.reads;
    return;
  }
  catalogue.tables.push({
    schema,
    name: step.view.name,
    columns,
    indexes: [],
    foreignKeys: [],
    droppedForeignKeys: [],
    view: true,
    complete: true,
    columnsComplete: step.columns !== undefined,
    parents: [],
    isPartition: false,
    ...(reads ? { reads } : {}),
    place,
  });
}

/** What names mean when the view is made is what it is bound to. */
function bind(catalogue: Catalogue, { tables, columns, types }: ViewReads): BoundReads {
  return {
    tables: tables.flatMap(({ table: name, alias = name.name }) => {
      const table = findTable(catalogue, name);
      if (!table) return [];
      const read = columns.filter(({ qualifier }) => qualifier === undefined || sameName(catalogue, qualifier, alias));
      const isRead = ({ fact }: ColumnState): boolean => read.some(({ name }) => name === '*' || name === fact.name);
      return [{ table, columns: table.columns.filter(isRead).map(({ fact }) => fact.name) }];
    }),
    types: types.flatMap(name => findType(catalogue, name) ?? []),
  };
}

/** A view keeps reading the column, whatever it is called. */
export function renameReadColumn({ tables }: Catalogue, table: TableState, from: string, to: string): void {
  for (const { reads } of tables) {
    for (const read of reads?.tables ?? []) {
      if (read.table === table) read.columns = read.columns.map(column => (column === from ? to : column));
    }
  }
}
