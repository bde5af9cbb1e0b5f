import type {
  Catalog,
  CatalogColumn,
  CatalogForeignKey,
  CatalogIndex,
  CatalogTable,
  PostgresConnection,
} from './catalog';

/** Everything that a database says of itself, without what belongs to the system and to extensions. */
export async function readCatalog({ query }: PostgresConnection): Promise<Catalog> {
  const [tables, columns, indexes, keys, enums] = [
    await query<TableRow>(TABLES),
    await query<ColumnRow>(COLUMNS),
    await query<IndexRow>(INDEXES),
    await query<KeyRow>(FOREIGN_KEYS),
    await query<{ schema: string; name: string; values: string[] }>(ENUMS),
  ];
  return {
    tables: tables.map(table => buildTable(table, columns, indexes, keys)),
    enums,
  };
}

/** The operator classes that an index has when it names none, as `method name`. */
export async function readDefaultOperatorClasses({ query }: PostgresConnection): Promise<ReadonlySet<string>> {
  const rows = await query<{ name: string }>(
    `SELECT m.amname || ' ' || c.opcname AS name FROM pg_opclass c JOIN pg_am m ON m.oid = c.opcmethod WHERE c.opcdefault`,
  );
  return new Set(rows.map(({ name }) => name));
}

interface TableRow {
  readonly id: number;
  readonly schema: string;
  readonly name: string;
  readonly view: boolean;
  readonly partition_of: string | null;
  readonly partition_columns: string[] | null;
}

interface ColumnRow extends Omit<CatalogColumn, 'generated'> {
  readonly table: number;
  readonly has_default: boolean;
  readonly generated: 'identity' | 'stored' | 'virtual' | null;
}

interface IndexRow {
  readonly table: number;
  readonly name: string;
  readonly kind: CatalogIndex['kind'];
  readonly constraint: boolean;
  readonly method: string;
  readonly columns: {
    readonly column: string | null;
    readonly expression: string | null;
    readonly option: number;
    readonly opclass: string | null;
  }[];
  readonly include: string[];
  readonly predicate: string | null;
  readonly nulls_not_distinct: boolean;
}

interface KeyRow {
  readonly table: number;
  readonly name: string;
  readonly columns: string[];
  readonly references: string;
  readonly referenced_columns: string[];
  readonly on_delete: string;
  readonly on_update: string;
}

const ACTIONS: Readonly<Record<string, string>> = {
  a: 'no-action',
  r: 'restrict',
  c: 'cascade',
  n: 'set-null',
  d: 'set-default',
};

function buildTable(
  { id, schema, name, view, partition_of, partition_columns }: TableRow,
  columns: readonly ColumnRow[],
  indexes: readonly IndexRow[],
  keys: readonly KeyRow[],
): CatalogTable {
  return {
    schema,
    name,
    view,
    ...(partition_of === null ? {} : { partitionOf: partition_of }),
    ...(partition_columns === null ? {} : { partitionColumns: partition_columns }),
    columns: columns
      .filter(({ table }) => table === id)
      .map(({ has_default, generated, name, type, nullable }) => ({
        name,
        type,
        nullable,
        hasDefault: has_default,
        ...(generated === null ? {} : { generated }),
      })),
    indexes: indexes
      .filter(({ table }) => table === id)
      .map(
        (index): CatalogIndex => ({
          name: index.name,
          kind: index.kind,
          constraint: index.constraint,
          method: index.method,
          columns: index.columns.map(({ column, expression, option, opclass }) => ({
            ...(column === null ? { expression: expression ?? '' } : { column }),
            // INDOPTION_DESC and INDOPTION_NULLS_FIRST.
            descending: (option & 1) !== 0,
            nullsFirst: (option & 2) !== 0,
            ...(opclass === null ? {} : { operatorClass: opclass }),
          })),
          include: index.include,
          ...(index.predicate === null ? {} : { predicate: index.predicate }),
          nullsNotDistinct: index.nulls_not_distinct,
        }),
      ),
    foreignKeys: keys
      .filter(({ table }) => table === id)
      .map(
        (key): CatalogForeignKey => ({
          name: key.name,
          columns: key.columns,
          table: key.references,
          referencedColumns: key.referenced_columns,
          onDelete: ACTIONS[key.on_delete] ?? key.on_delete,
          onUpdate: ACTIONS[key.on_update] ?? key.on_update,
        }),
      ),
  };
}

/** Schemas of the project, and in them what no extension brought. */
const OWN = (catalog: string, oid: string, schema: string) =>
  `${schema}.nspname !~ '^pg_' AND ${schema}.nspname <> 'information_schema' AND NOT EXISTS (
    SELECT FROM pg_depend d WHERE d.classid = '${catalog}'::regclass AND d.objid = ${oid} AND d.deptype = 'e')`;

const TABLES = `
  SELECT c.oid::int AS id, n.nspname::text AS schema, c.relname::text AS name, c.relkind IN ('v', 'm', 'f') AS view,
    (SELECT pn.nspname || '.' || p.relname FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhparent
      JOIN pg_namespace pn ON pn.oid = p.relnamespace WHERE i.inhrelid = c.oid AND c.relispartition) AS partition_of,
    CASE WHEN c.relkind = 'p' THEN ARRAY(
      SELECT a.attname::text FROM pg_partitioned_table t, unnest(t.partattrs::int2[]) WITH ORDINALITY AS k(number, n)
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.number
      WHERE t.partrelid = c.oid AND k.number <> 0 ORDER BY k.n) END AS partition_columns
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND ${OWN('pg_class', 'c.oid', 'n')} ORDER BY 2, 3`;

/** A default of NULL is none, though the server keeps one that it has to cast to a length or a domain. Types of the user by their name, those of the system as `format_type` spells them. */
const COLUMNS = `
  SELECT a.attrelid::int AS "table", a.attname::text AS name, NOT a.attnotnull AS nullable,
    (a.attidentity <> '' OR a.atthasdef AND NOT EXISTS (SELECT FROM pg_attrdef d WHERE d.adrelid = a.attrelid
      AND d.adnum = a.attnum AND pg_get_expr(d.adbin, d.adrelid) ~ '^NULL::[^()]*([(][0-9,]*[)])?$')) AS has_default,
    CASE WHEN a.attidentity <> '' THEN 'identity' WHEN a.attgenerated = 's' THEN 'stored' WHEN a.attgenerated = 'v' THEN 'virtual' END AS generated,
    CASE WHEN bn.nspname = 'pg_catalog' THEN format_type(a.atttypid, a.atttypmod)
      ELSE b.typname || coalesce(substring(format_type(a.atttypid, a.atttypmod) FROM '\\([^)]*\\)'), '') ||
        CASE WHEN b.oid <> t.oid THEN '[]' ELSE '' END END AS type
  FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
    JOIN pg_type b ON b.oid = CASE WHEN t.typcategory = 'A' AND t.typelem <> 0 THEN t.typelem ELSE t.oid END
    JOIN pg_namespace bn ON bn.oid = b.typnamespace
    JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND ${OWN('pg_class', 'c.oid', 'n')}
  ORDER BY a.attrelid, a.attnum`;

const INDEXES = `
  SELECT i.indrelid::int AS "table", x.relname::text AS name, m.amname::text AS method,
    CASE WHEN i.indisprimary THEN 'primary' WHEN i.indisunique THEN 'unique' ELSE 'index' END AS kind,
    EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x')) AS "constraint",
    (SELECT json_agg(json_build_object(
        'column', a.attname,
        'expression', CASE WHEN a.attname IS NULL THEN pg_get_indexdef(i.indexrelid, n + 1, true) END,
        'option', (i.indoption::int2[])[n],
        'opclass', CASE WHEN o.opcdefault THEN NULL ELSE o.opcname END) ORDER BY n)
      FROM generate_series(0, i.indnkeyatts - 1) AS n
        LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = (i.indkey::int2[])[n] AND a.attnum <> 0
        LEFT JOIN pg_opclass o ON o.oid = (i.indclass::oid[])[n]) AS columns,
    ARRAY(SELECT a.attname::text FROM generate_series(i.indnkeyatts::int, i.indnatts - 1) AS n
      JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = (i.indkey::int2[])[n] ORDER BY n) AS include,
    pg_get_expr(i.indpred, i.indrelid, true) AS predicate, i.indnullsnotdistinct AS nulls_not_distinct
  FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_am m ON m.oid = x.relam
    JOIN pg_namespace ns ON ns.oid = x.relnamespace
  WHERE ${OWN('pg_class', 'i.indrelid', 'ns')} ORDER BY 1, 2`;

/** A key to a partitioned table has a part for each partition; those are no keys of their own. */
const FOREIGN_KEYS = `
  SELECT k.conrelid::int AS "table", k.conname::text AS name, n.nspname || '.' || r.relname AS "references",
    ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY AS p(number, n)
      JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = p.number ORDER BY p.n) AS columns,
    ARRAY(SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY AS p(number, n)
      JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = p.number ORDER BY p.n) AS referenced_columns,
    k.confdeltype::text AS on_delete, k.confupdtype::text AS on_update
  FROM pg_constraint k JOIN pg_class r ON r.oid = k.confrelid JOIN pg_namespace n ON n.oid = r.relnamespace
  WHERE k.contype = 'f' AND NOT EXISTS (
    SELECT FROM pg_constraint parent WHERE parent.oid = k.conparentid AND parent.conrelid = k.conrelid)
  ORDER BY 1, 2`;

const ENUMS = `
  SELECT n.nspname::text AS schema, t.typname::text AS name,
    ARRAY(SELECT e.enumlabel::text FROM pg_enum e WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder) AS values
  FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
  WHERE t.typtype = 'e' AND ${OWN('pg_type', 't.oid', 'n')} ORDER BY 1, 2`;
