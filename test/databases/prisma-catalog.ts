import type { PGlite } from '@electric-sql/pglite';
import type { Table, TableIndex } from '../../server/src/core/model';
import type { Database } from '../../server/src/core/project';
import { prismaFrontend } from '../../server/src/frontends/prisma/index';
import { buildDeclaredTables } from '../../server/src/model/schema/declared-tables';
import { buildManyToManyTables } from '../../server/src/model/schema/many-to-many';
import type { SchemaFiles } from './prisma-schema';

/** A database by lines, one for each column, index and foreign key: the same words for a catalog and for a model. */
export type CatalogLines = readonly string[];

/** Everything that DDL made outside of PostgreSQL's own schemas. */
export async function readCatalog(database: PGlite): Promise<CatalogLines> {
  const columns = await database.query<{
    table: string;
    name: string;
    type: string;
    not_null: boolean;
    has_default: boolean;
  }>(`
    SELECT n.nspname || '.' || c.relname AS "table", a.attname AS name, a.attnotnull AS not_null, a.atthasdef AS has_default,
      format_type(a.atttypid, a.atttypmod) AS type
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND a.attnum > 0 AND n.nspname NOT IN ('pg_catalog', 'information_schema')`);
  const indexes = await database.query<IndexRow>(`
    SELECT n.nspname || '.' || c.relname AS "table", x.relname AS name, m.amname AS method,
      i.indisprimary AS is_primary, i.indisunique AS is_unique, i.indpred IS NOT NULL AS is_partial,
      EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u')) AS is_constraint,
      ARRAY(
        SELECT a.attname || CASE WHEN i.indoption[p] & 1 = 1 THEN ' desc' ELSE '' END
          || CASE WHEN o.opcdefault THEN '' ELSE ' ' || o.opcname END
        FROM generate_series(0, i.indnkeyatts - 1) AS p
        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[p]
        JOIN pg_opclass o ON o.oid = i.indclass[p]
        ORDER BY p) AS columns
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_class x ON x.oid = i.indexrelid
    JOIN pg_am m ON m.oid = x.relam JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema')`);
  const keys = await database.query<KeyRow>(`
    SELECT n.nspname || '.' || c.relname AS "table", k.conname AS name, tn.nspname || '.' || t.relname AS target,
      k.confdeltype AS on_delete, k.confupdtype AS on_update,
      ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY AS u(number, p)
        JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.number ORDER BY p) AS columns,
      ARRAY(SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY AS u(number, p)
        JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.number ORDER BY p) AS target_columns
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_class t ON t.oid = k.confrelid JOIN pg_namespace tn ON tn.oid = t.relnamespace WHERE k.contype = 'f'`);
  return [
    ...columns.rows.map(row => columnLine(row.table, row.name, row.type, row.not_null, row.has_default)),
    ...indexes.rows.map(indexLineOfRow),
    ...keys.rows.map(
      row =>
        `${row.table} key ${row.name} (${row.columns.join()}) -> ${row.target}(${row.target_columns.join()}) ` +
        `${ACTIONS[row.on_delete]} ${ACTIONS[row.on_update]}`,
    ),
  ].sort();
}

/** Methods with the operator classes that are a type's own there: the catalog's lines leave those out. */
export async function readDefaultClasses(database: PGlite): Promise<ReadonlySet<string>> {
  const { rows } = await database.query<{ name: string }>(
    "SELECT m.amname || ' ' || o.opcname AS name FROM pg_opclass o JOIN pg_am m ON m.oid = o.opcmethod WHERE o.opcdefault",
  );
  return new Set(rows.map(({ name }) => name));
}

/** The tables of a PostgreSQL schema as the model has them. */
export function tablesOfSchema(files: SchemaFiles): readonly Table[] {
  const database: Database = {
    id: 'schema',
    dialect: 'postgres',
    schemaFiles: files.map(({ path }) => path),
    clientModules: [],
    clientPackages: [],
    emulatedRelations: files.some(({ text }) => /^\s*relationMode\s*=\s*"prisma"/m.test(text)),
  };
  const declarations = files.flatMap(({ path: uri, text }) =>
    prismaFrontend
      .extract({ uri, text, dialect: database.dialect })
      .facts.units.flatMap(unit =>
        unit.kind === 'declaration' ? [{ declaration: unit.declaration, uri, unit: unit.id }] : [],
      ),
  );
  return [
    ...buildDeclaredTables(database, declarations, 'public'),
    ...buildManyToManyTables(database, declarations, 'public'),
  ];
}

/** What the model says that the database has. Views are not made by Prisma. */
export function describeTables(tables: readonly Table[], defaultClasses: ReadonlySet<string>): CatalogLines {
  const nameOf = (ref: Table['ref']) => `${ref.schema}.${ref.name}`;
  return tables
    .filter(({ view }) => !view)
    .flatMap(table => {
      const name = nameOf(table.ref);
      return [
        ...table.columns.map(column =>
          columnLine(name, column.name, quoted(column.databaseType), !column.nullable, column.hasDefault),
        ),
        ...table.indexes.map(index => indexLineOfModel(name, index, defaultClasses)),
        ...(table.emulatedRelations ? [] : table.foreignKeys).map(
          key =>
            `${name} key ${key.name} (${key.columns.join()}) -> ${nameOf(key.references)}(${key.referencedColumns.join()}) ` +
            `${key.onDelete} ${key.onUpdate}`,
        ),
      ];
    })
    .sort();
}

interface IndexRow {
  readonly table: string;
  readonly name: string;
  readonly method: string;
  readonly is_primary: boolean;
  readonly is_unique: boolean;
  readonly is_partial: boolean;
  readonly is_constraint: boolean;
  readonly columns: readonly string[];
}

interface KeyRow {
  readonly table: string;
  readonly name: string;
  readonly target: string;
  readonly on_delete: string;
  readonly on_update: string;
  readonly columns: readonly string[];
  readonly target_columns: readonly string[];
}

const ACTIONS: Readonly<Record<string, string>> = {
  a: 'no-action',
  r: 'restrict',
  c: 'cascade',
  n: 'set-null',
  d: 'set-default',
};

function columnLine(table: string, name: string, type: string, notNull: boolean, hasDefault: boolean): string {
  return `${table} column ${name} ${type}${notNull ? ' not null' : ''}${hasDefault ? ' default' : ''}`;
}

function indexLineOfRow(row: IndexRow): string {
  const kind = row.is_primary ? 'primary' : row.is_unique ? 'unique' : 'index';
  return indexLine(row.table, kind, row.name, row.method, row.columns, row.is_partial, row.is_constraint);
}

function indexLineOfModel(table: string, index: TableIndex, defaultClasses: ReadonlySet<string>): string {
  const { kind, name = '?', method = 'btree', predicate, constraint = false } = index;
  const parts = index.columns.map(({ column = '', order, operatorClass }) => {
    const isSaid = operatorClass !== undefined && !defaultClasses.has(`${method} ${operatorClass}`);
    return `${column}${order === 'desc' ? ' desc' : ''}${isSaid ? ` ${operatorClass}` : ''}`;
  });
  return indexLine(table, kind, name, method, parts, predicate !== undefined, constraint);
}

function indexLine(
  table: string,
  kind: string,
  name: string,
  method: string,
  columns: readonly string[],
  partial: boolean,
  constraint: boolean,
): string {
  return `${table} ${kind} ${name} ${method} (${columns.join(', ')})${partial ? ' partial' : ''}${constraint ? ' constraint' : ''}`;
}

/** `format_type` quotes the names of types that are not all lower case. */
function quoted(type: string | undefined): string {
  const match = /^(?:(\w+)\.)?([^.]+?)(\[\])?$/.exec(type ?? '');
  if (!match || !/[A-Z]/.test(type ?? '')) return type ?? '?';
  const [, schema, name = '', list = ''] = match;
  return `${schema === undefined ? '' : `${schema}.`}"${name}"${list}`;
}
