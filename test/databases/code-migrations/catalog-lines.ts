import type { Table } from '../../../server/src/core/model';

/** What a database's catalog says, one line for each column, index and foreign key. */
export async function linesOfCatalog(
  query: <T>(sql: string) => Promise<T[]>,
  without: readonly string[],
): Promise<string[]> {
  const lines = await query<{ table: string; line: string }>(CATALOG);
  return lines
    .filter(({ table }) => !without.includes(table))
    .map(({ line }) => line)
    .sort();
}

/** The same lines of the model. */
export function linesOfModel(tables: readonly Table[], without: readonly string[]): string[] {
  return tables
    .filter(({ ref, view }) => !view && !without.includes(ref.name))
    .flatMap(linesOfTable)
    .sort();
}

function linesOfTable(table: Table): readonly string[] {
  const name = table.ref.schema === 'public' ? table.ref.name : `${table.ref.schema}.${table.ref.name}`;
  return [
    ...(table.complete ? [] : [`incomplete ${name}`]),
    ...table.columns.map(
      column =>
        `column ${name}.${column.name} ${column.databaseType ?? '?'}${column.nullable ? '' : ' not null'}${column.hasDefault ? ' default' : ''}`,
    ),
    ...table.indexes.map(index => {
      const parts = index.columns.map(
        part =>
          (part.column ?? '(expression)') +
          (part.order === 'desc' ? ' desc' : '') +
          (part.operatorClass === undefined ? '' : ` ${part.operatorClass}`),
      );
      const include = index.include.length > 0 ? ` include (${index.include.join(', ')})` : '';
      return `${index.kind} ${name} ${index.name ?? '?'} ${index.method ?? 'btree'} (${parts.join(', ')})${include}${index.predicate ? ' partial' : ''}`;
    }),
    ...table.foreignKeys.map(
      key =>
        `foreign key ${name} ${key.name ?? '?'} (${key.columns.join(', ')}) → ${key.references.name} (${key.referencedColumns.join(', ')}) ${key.onDelete ?? 'no-action'} ${key.onUpdate ?? 'no-action'}`,
    ),
  ];
}

const TABLE = `CASE WHEN n.nspname = 'public' THEN c.relname ELSE n.nspname || '.' || c.relname END`;

const CATALOG = `
  SELECT c.relname AS table,
         'column ' || ${TABLE} || '.' || a.attname || ' ' || replace(format_type(a.atttypid, a.atttypmod), '"', '')
         || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
         || CASE WHEN a.atthasdef OR a.attidentity <> '' THEN ' default' ELSE '' END AS line
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast') AND a.attnum > 0 AND NOT a.attisdropped
  UNION ALL
  SELECT c.relname,
         CASE WHEN i.indisprimary THEN 'primary' WHEN i.indisunique THEN 'unique' ELSE 'index' END || ' ' || ${TABLE} || ' ' || x.relname || ' ' || m.amname || ' ('
         || (SELECT string_agg(
               CASE WHEN i.indkey[k - 1] = 0 THEN '(expression)' ELSE (SELECT a.attname FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum = i.indkey[k - 1]) END
               || CASE WHEN i.indoption[k - 1] & 1 = 1 THEN ' desc' ELSE '' END
               || (SELECT CASE WHEN o.opcdefault THEN '' ELSE ' ' || o.opcname END FROM pg_opclass o WHERE o.oid = i.indclass[k - 1]), ', ' ORDER BY k)
             FROM generate_series(1, i.indnkeyatts) k) || ')'
         || CASE WHEN i.indnatts > i.indnkeyatts THEN ' include (' || (SELECT string_agg(a.attname, ', ' ORDER BY k) FROM generate_series(i.indnkeyatts + 1, i.indnatts) k JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[k - 1]) || ')' ELSE '' END
         || CASE WHEN i.indpred IS NULL THEN '' ELSE ' partial' END
  FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_am m ON m.oid = x.relam
  WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
  UNION ALL
  SELECT c.relname,
         'foreign key ' || ${TABLE} || ' ' || f.conname || ' ('
         || (SELECT string_agg(a.attname, ', ' ORDER BY k) FROM unnest(f.conkey) WITH ORDINALITY u(n, k) JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = u.n)
         || ') → ' || (SELECT relname FROM pg_class WHERE oid = f.confrelid) || ' ('
         || (SELECT string_agg(a.attname, ', ' ORDER BY k) FROM unnest(f.confkey) WITH ORDINALITY u(n, k) JOIN pg_attribute a ON a.attrelid = f.confrelid AND a.attnum = u.n)
         || ') ' || (SELECT word FROM (VALUES ('a', 'no-action'), ('r', 'restrict'), ('c', 'cascade'), ('n', 'set-null'), ('d', 'set-default')) w(code, word) WHERE code = f.confdeltype::text)
         || ' ' || (SELECT word FROM (VALUES ('a', 'no-action'), ('r', 'restrict'), ('c', 'cascade'), ('n', 'set-null'), ('d', 'set-default')) w(code, word) WHERE code = f.confupdtype::text)
  FROM pg_constraint f JOIN pg_class c ON c.oid = f.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE f.contype = 'f'`;
