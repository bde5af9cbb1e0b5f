import type { ColumnFact, RelationFact, TableDeclaration } from '../../core/facts/schema';
import type { Column, ForeignKey, Table, TableIndex } from '../../core/model';
import type { Database, TableRef } from '../../core/project';
import type { Place } from '../../core/text';
import type { Declared } from './declared-tables';

type Model = Declared<TableDeclaration>;

/**
 * The tables that Prisma makes for relations between two lists: `_AToB`, or `_` and the relation's name, with the columns
 * `A` and `B` that lead to the two models in alphabetical order. Prisma covers their keys with indexes; no finding is
 * about them. (Prisma manual, Many-to-many relations)
 */
export function buildManyToManyTables(
  database: Database,
  declarations: readonly Declared[],
  defaultSchema: string,
): readonly Table[] {
  if (database.dialect === 'mongo') return [];
  const models = declarations.filter(isManagedModel);
  const byName = new Map(models.map(model => [model.declaration.logicalName, model] as const));
  const tables = new Map<string, Table>();
  for (const model of models) {
    for (const relation of model.declaration.relations) {
      const target = byName.get(relation.target);
      if (!target || !isManyToMany(model, relation, target)) continue;
      const [a, b] = [model, target].sort((x, y) => compare(x.declaration.logicalName, y.declaration.logicalName));
      if (!a || !b) continue;
      const name = `_${relation.relationName ?? `${a.declaration.logicalName}To${b.declaration.logicalName}`}`;
      const schema = a.declaration.schema ?? defaultSchema;
      const ref = { database: database.id, schema, name };
      const place = { uri: model.uri, unit: model.unit, span: relation.span };
      if (!tables.has(name)) tables.set(name, joinTable(ref, a, b, place, database, defaultSchema));
    }
  }
  return [...tables.values()];
}

function isManagedModel(declared: Declared): declared is Model {
  const { declaration } = declared;
  return declaration.kind === 'table' && declaration.language === 'prisma' && !declaration.ignored && !declaration.view;
}

/** Both sides are lists; a relation of a model with itself has two fields of one name, or one field alone. */
function isManyToMany(model: Model, relation: RelationFact, target: Model): boolean {
  if (!relation.list || relation.fields.length > 0) return false;
  const opposites = target.declaration.relations.filter(
    other =>
      other.target === model.declaration.logicalName &&
      other.relationName === relation.relationName &&
      other.logicalName !== (target === model ? relation.logicalName : undefined),
  );
  return opposites.length === 1 && opposites[0]?.list === true;
}

function joinTable(ref: TableRef, a: Model, b: Model, place: Place, database: Database, defaultSchema: string): Table {
  const hasPrimaryKey = database.dialect === 'postgres';
  const index = (kind: TableIndex['kind'], name: string, columns: readonly string[]): TableIndex => ({
    kind,
    name: `${ref.name}_${name}`,
    columns: columns.map(column => ({ column })),
    include: [],
    ...(kind === 'primary' ? { constraint: true } : {}),
    place,
    origin: 'declaration',
  });
  const sides = [side('A', a), side('B', b)];
  return {
    ref,
    dialect: database.dialect,
    logicalName: ref.name,
    columns: sides.map(({ column }) => column),
    indexes: [
      // Since Prisma 6 a primary key on PostgreSQL; before that, and elsewhere, a unique index.
      hasPrimaryKey ? index('primary', 'AB_pkey', ['A', 'B']) : index('unique', 'AB_unique', ['A', 'B']),
      index('index', 'B_index', ['B']),
    ],
    foreignKeys: database.emulatedRelations ? [] : sides.map(({ key }) => key),
    relations: [],
    complete: true,
    columnsComplete: true,
    unmanaged: true,
    language: 'prisma',
    place,
    origin: 'declaration',
    emulatedRelations: database.emulatedRelations,
    view: false,
  };

  function side(name: 'A' | 'B', { declaration }: Model): { readonly column: Column; readonly key: ForeignKey } {
    const id = idColumn(declaration);
    return {
      column: {
        logicalName: name,
        name,
        type: id?.type ?? '',
        ...(id?.nativeType === undefined ? {} : { nativeType: id.nativeType }),
        ...(id?.databaseType === undefined ? {} : { databaseType: id.databaseType }),
        nullable: false,
        list: false,
        hasDefault: false,
        place,
      },
      key: {
        name: `${ref.name}_${name}_fkey`,
        columns: [name],
        references: { database: database.id, schema: declaration.schema ?? defaultSchema, name: declaration.name },
        referencedColumns: id ? [id.name] : [],
        onDelete: 'cascade',
        onUpdate: 'cascade',
        place,
      },
    };
  }
}

/** Such relations need an id of one field. */
function idColumn({ columns, indexes }: TableDeclaration): ColumnFact | undefined {
  const field = indexes.find(({ kind }) => kind === 'primary')?.columns[0]?.column;
  return columns.find(({ logicalName }) => logicalName === field);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
