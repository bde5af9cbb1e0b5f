import type { EnumDeclaration, SchemaDeclaration, TableDeclaration } from '../../core/facts/schema';
import type { Column, EnumType, ForeignKey, Relation, Table, TableIndex } from '../../core/model';
import type { Database } from '../../core/project';
import type { Place, Span, UnitId } from '../../core/text';
import type { Uri } from '../../core/uri';

/** A declaration with the place that says it. */
export interface Declared<D extends SchemaDeclaration = SchemaDeclaration> {
  readonly declaration: D;
  readonly uri: Uri;
  readonly unit: UnitId;
}

/** The tables that the schema files of one database declare, in the order of files and blocks. */
export function buildDeclaredTables(
  database: Database,
  declarations: readonly Declared[],
  defaultSchema: string,
): readonly Table[] {
  const tables = declarations.filter(isTable);
  const byName = new Map(tables.map(table => [table.declaration.id ?? table.declaration.logicalName, table] as const));
  // A field of a model's type is a relation, also when that model is not managed.
  const models = new Set(
    declarations.flatMap(({ declaration }) => (declaration.kind === 'table' ? [declaration.logicalName] : [])),
  );
  const enums = new Map(
    declarations.flatMap(({ declaration }) =>
      declaration.kind === 'enum' ? [[declaration.logicalName, declaration] as const] : [],
    ),
  );
  return tables.map(table => buildTable(table, byName, models, enums, database, defaultSchema));
}

export function buildDeclaredEnums(
  database: Database,
  declarations: readonly Declared[],
  defaultSchema: string,
): readonly EnumType[] {
  return declarations.flatMap(({ declaration, uri, unit }) => {
    if (declaration.kind !== 'enum') return [];
    const { schema = defaultSchema, name, logicalName, values, span } = declaration;
    return [{ database: database.id, schema, name, logicalName, values, place: { uri, unit, span } }];
  });
}

/** PostgreSQL's enums are types of their own; MySQL writes the values into the column. */
function enumType(
  { schema, name, values }: EnumDeclaration,
  list: boolean,
  { dialect }: Database,
  defaultSchema: string,
): Pick<Column, 'databaseType'> {
  if (dialect === 'mysql') return { databaseType: `enum(${values.map(quoteText).join(',')})` };
  if (dialect !== 'postgres' && dialect !== 'cockroach') return {};
  const qualified = schema === undefined || schema === defaultSchema ? name : `${schema}.${name}`;
  return { databaseType: list ? `${qualified}[]` : qualified };
}

function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function isTable(declared: Declared): declared is Declared<TableDeclaration> {
  return declared.declaration.kind === 'table' && !declared.declaration.ignored;
}

function buildTable(
  { declaration, uri, unit }: Declared<TableDeclaration>,
  byName: ReadonlyMap<string, Declared<TableDeclaration>>,
  models: ReadonlySet<string>,
  enums: ReadonlyMap<string, EnumDeclaration>,
  database: Database,
  defaultSchema: string,
): Table {
  const at = (span: Span): Place => ({ uri, unit, span });
  const refOf = (target: TableDeclaration) => ({
    database: database.id,
    schema: target.schema ?? defaultSchema,
    name: target.name,
  });
  const named = columnNamer(declaration);
  const isPrisma = declaration.language === 'prisma';
  const columns = declaration.columns.flatMap(({ span, ...column }): Column[] => {
    if (isPrisma && models.has(column.type)) return [];
    const enumeration = isPrisma ? enums.get(column.type) : undefined;
    return [
      {
        ...column,
        ...(enumeration ? enumType(enumeration, column.list, database, defaultSchema) : {}),
        // Prisma says nothing of NULL where a column holds a list.
        nullable: column.nullable || (isPrisma && column.list),
        place: at(span),
      },
    ];
  });
  const indexes: TableIndex[] = declaration.indexes.map(({ span, ...index }) => ({
    ...index,
    columns: index.columns.map(part => (part.column === undefined ? part : { ...part, column: named(part.column) })),
    include: index.include.map(named),
    place: at(span),
    origin: 'declaration',
  }));
  const foreignKeys = declaration.foreignKeys.flatMap(({ span, references, ...key }): ForeignKey[] => {
    const target = byName.get(references.table)?.declaration;
    // The other side is missing or half-typed: nothing can be said about the key yet.
    if (!target) return [];
    const columns = key.columns.map(named);
    const referencedColumns = references.columns.map(columnNamer(target));
    return [{ ...key, columns, references: refOf(target), referencedColumns, place: at(span) }];
  });
  return {
    ref: refOf(declaration),
    dialect: database.dialect,
    ...(declaration.id === undefined ? {} : { declaration: declaration.id }),
    logicalName: declaration.logicalName,
    columns,
    indexes,
    foreignKeys,
    relations: declaration.relations.flatMap(relation => buildRelation(declaration, relation, byName)),
    complete: declaration.namesOnly !== true && declaration.complete !== false,
    columnsComplete: declaration.complete !== false && declaration.namesKnown !== false,
    language: declaration.language,
    place: at(declaration.nameSpan),
    origin: 'declaration',
    emulatedRelations: database.emulatedRelations,
    view: declaration.view,
  };
}

function columnNamer(table: TableDeclaration): (logicalName: string) => string {
  const names = new Map(table.columns.map(({ logicalName, name }) => [logicalName, name] as const));
  return logicalName => names.get(logicalName) ?? logicalName;
}

function buildRelation(
  table: TableDeclaration,
  relation: TableDeclaration['relations'][number],
  byName: ReadonlyMap<string, Declared<TableDeclaration>>,
): Relation[] {
  const target = byName.get(relation.target)?.declaration;
  if (!target) return [];
  const { logicalName, list, nullable, span } = relation;
  const known = { logicalName, target: target.logicalName, list, nullable, span };
  if (relation.fields.length > 0) return [{ ...known, fields: relation.fields, targetFields: relation.references }];
  // The other side holds the key; with several relations between two models they are told apart by name.
  const opposite = target.relations.find(
    other =>
      other.target === (table.id ?? table.logicalName) &&
      other.fields.length > 0 &&
      other.relationName === relation.relationName,
  );
  return [{ ...known, fields: opposite?.references ?? [], targetFields: opposite?.fields ?? [] }];
}
