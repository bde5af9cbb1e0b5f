import type { Expression } from '../../core/facts/expression';
import type { SqlBlock, SqlRelation } from '../../core/facts/sql-template';
import type { Column, Model, SqlText, Table } from '../../core/model';

/** What the names of one level of a statement mean. */
export interface SqlScope {
  readonly block: SqlBlock;
  readonly relations: readonly ScopedRelation[];
  /** Every name of the level comes from its relations or from a level around it. */
  readonly complete: boolean;
  readonly parent?: SqlScope;
}

/** A table, a subquery or something else of FROM, by the name the statement uses for it. */
export interface ScopedRelation {
  readonly relation: SqlRelation;
  readonly name?: string;
  readonly table?: Table;
  /** The names of its columns; undefined when they cannot all be told. */
  readonly columns?: ReadonlySet<string>;
}

export type ColumnMeaning =
  | { readonly kind: 'column'; readonly column: Column; readonly table: Table }
  /** It exists, but is no column of a table that is known. */
  | { readonly kind: 'other' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'missing'; readonly candidates: readonly ScopedRelation[] }
  | { readonly kind: 'missing-relation'; readonly candidates: readonly ScopedRelation[] }
  | { readonly kind: 'ambiguous'; readonly candidates: readonly ScopedRelation[] };

type ColumnReference = Expression & { readonly kind: 'column' };

/** The scopes of a text's levels, in the order of its blocks. */
export function buildScopes(text: SqlText, model: Model): readonly SqlScope[] {
  const scopes: SqlScope[] = [];
  for (const block of text.facts.blocks) {
    const parent = block.parent === undefined ? undefined : scopes[block.parent];
    const relations = block.from.map(relation => buildRelation(relation, block, parent, text, model));
    const natural = block.from.some(({ join, on, using }) => join !== undefined && join !== 'cross' && !on && !using);
    scopes.push({ block, relations, complete: block.complete !== false && !natural, ...(parent ? { parent } : {}) });
  }
  return scopes;
}

/** What a column's name means, as PostgreSQL looks it up: the level itself first, then the levels around it. */
export function resolveColumn(scope: SqlScope, reference: ColumnReference): ColumnMeaning {
  const { name, qualifier } = reference;
  for (let level: SqlScope | undefined = scope; level; level = level.parent) {
    const found = qualifier === undefined ? findPlain(level, name) : findQualified(level, qualifier, name);
    if (found) return found;
    if (!level.complete) return { kind: 'unknown' };
  }
  return qualifier === undefined
    ? { kind: 'missing', candidates: scope.relations }
    : { kind: 'missing-relation', candidates: scope.relations };
}

/** The column of a table that an expression is, if it is one. */
export function columnOf(
  scope: SqlScope,
  expression: Expression | undefined,
): { readonly column: Column; readonly table: Table } | undefined {
  if (expression?.kind !== 'column') return undefined;
  const meaning = resolveColumn(scope, expression);
  return meaning.kind === 'column' ? meaning : undefined;
}

function findPlain({ relations }: SqlScope, name: string): ColumnMeaning | undefined {
  const holders = relations.filter(({ columns }) => columns?.has(name));
  const isShared = relations.some(({ relation }) => relation.using?.includes(name));
  if (relations.some(({ columns }) => columns === undefined)) {
    // What is not known may have a column of this name as well.
    return holders.length === 1 ? meaningIn(holders[0], name) : { kind: 'unknown' };
  }
  if (holders.length > 1 && !isShared) return { kind: 'ambiguous', candidates: holders };
  if (holders.length > 0) return meaningIn(holders[0], name);
  // A row as a whole: `SELECT to_json(u) FROM users u`.
  return SYSTEM_COLUMNS.has(name) || relations.some(relation => relation.name === name) ? { kind: 'other' } : undefined;
}

function findQualified({ relations }: SqlScope, qualifier: string, name: string): ColumnMeaning | undefined {
  const relation = relations.find(candidate => candidate.name === qualifier);
  if (!relation) return undefined;
  if (relation.columns === undefined) return { kind: 'unknown' };
  if (relation.columns.has(name)) return meaningIn(relation, name);
  return SYSTEM_COLUMNS.has(name) ? { kind: 'other' } : { kind: 'missing', candidates: [relation] };
}

function meaningIn(relation: ScopedRelation | undefined, name: string): ColumnMeaning {
  const column = relation?.table?.columns.find(candidate => candidate.name === name);
  const renamed = (relation?.relation.columnAliases ?? []).length > 0;
  return relation?.table && column && !renamed ? { kind: 'column', column, table: relation.table } : { kind: 'other' };
}

/** PostgreSQL manual, 5.6 System Columns. */
const SYSTEM_COLUMNS: ReadonlySet<string> = new Set([
  'tableoid',
  'xmin',
  'cmin',
  'xmax',
  'cmax',
  'ctid',
  'rowid',
  'oid',
]);

function buildRelation(
  relation: SqlRelation,
  block: SqlBlock,
  parent: SqlScope | undefined,
  text: SqlText,
  model: Model,
): ScopedRelation {
  const name = relation.alias ?? relation.table;
  const named = { relation, ...(name === undefined ? {} : { name }) };
  if (relation.block !== undefined) {
    const columns = columnsOfBlock(text.facts.blocks[relation.block]);
    return columns && !relation.columnAliases ? { ...named, columns } : named;
  }
  if (relation.table === undefined || relation.isFunction) return named;
  const common = commonTable(relation, block, parent);
  if (common) {
    const columns = columnsOfBlock(common.block === undefined ? undefined : text.facts.blocks[common.block]);
    const renamed = relation.columnAliases ?? common.columns;
    return columns && !renamed ? { ...named, columns } : named;
  }
  const table = tableNamed(relation, text, model);
  if (!table) return named;
  // Without a schema the search path decides which of several tables is meant.
  const isOneOfMany =
    relation.schema === undefined && model.tables(table.ref.database).some(other => isNamesake(other, table));
  if (!table.columnsComplete || relation.columnAliases || isOneOfMany) return { ...named, table };
  return { ...named, table, columns: new Set(table.columns.map(column => column.name)) };
}

function isNamesake({ ref }: Table, table: Table): boolean {
  return ref.name === table.ref.name && ref.schema !== table.ref.schema;
}

/** A name of WITH, here or in a level around: it comes before a table of the same name. */
export function commonTable(
  relation: SqlRelation,
  block: SqlBlock,
  parent: SqlScope | undefined,
): CommonTable | undefined {
  if (relation.schema !== undefined) return undefined;
  const definedIn = (level: SqlBlock) => level.ctes?.find(({ name }) => name === relation.table);
  let found = definedIn(block);
  for (let level = parent; level && !found; level = level.parent) found = definedIn(level.block);
  return found;
}

type CommonTable = NonNullable<SqlBlock['ctes']>[number];

/** The table of the database; without a schema the one of the default schema, or the only one of its name. */
export function tableNamed(relation: SqlRelation, text: SqlText, model: Model): Table | undefined {
  const { database } = text;
  const { table: name, schema } = relation;
  if (database === undefined || name === undefined) return undefined;
  if (schema !== undefined) return model.table({ database, schema, name });
  return model.table({ database, schema: 'public', name }) ?? model.table({ database, schema: '', name });
}

/** The names under which the rows of a subquery are read; undefined where not all can be told. */
function columnsOfBlock(block: SqlBlock | undefined): ReadonlySet<string> | undefined {
  if (!block?.outputs || block.setOperation || block.complete === false) return undefined;
  return (block.stars ?? []).length > 0 ? undefined : new Set(block.outputs);
}
