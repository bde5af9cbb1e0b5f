import assert from 'node:assert/strict';
import { splitStatements } from '../../server/src/frontends/sql/split';
import { accepts, type IndexMethod } from '../../server/src/rules/shared/index-methods';
import { compareKeyTypes } from '../../server/src/rules/shared/key-types';
import { NEVER_IMMUTABLE } from '../../server/src/rules/shared/volatility';
import type { PostgresConnection } from '../harness/catalog';
import { fixEverything } from '../harness/fix-round';
import { type Files, openWorkspace } from '../harness/workspace';
import { caseFiles, caseNames } from './cases';

/** What the rules say of indexes is what a server does. */
export function describeIndexClaims(server: PostgresConnection): void {
  beforeEach(() => reset(server));

  it('which methods take which types', async () => {
    await server.exec(`CREATE TYPE mood AS ENUM ('good')`);
    const wrong: string[] = [];
    for (const type of TYPES) {
      for (const method of METHODS) {
        const accepted = await isAccepted(
          server,
          `CREATE TABLE t (a ${CONCRETE[type] ?? type}); CREATE INDEX ON t USING ${method} (a)`,
        );
        if (accepted !== accepts(method, type)) wrong.push(`${method} on ${type}`);
      }
    }
    assert.deepEqual(wrong, []);
  });

  it('which functions are never immutable', async () => {
    const rows = await server.query<{ name: string; immutable: boolean }>(
      `SELECT proname::text AS name, bool_or(provolatile = 'i') AS immutable FROM pg_proc
       WHERE pronamespace = 'pg_catalog'::regnamespace GROUP BY proname`,
    );
    const immutable = new Map(rows.map(row => [row.name, row.immutable] as const));
    const wrong = [...NEVER_IMMUTABLE].filter(name => immutable.get(name) ?? !WITHOUT_PARENTHESES.has(name));
    assert.deepEqual(wrong, []);
  });

  it('which types a foreign key may have', async () => {
    const wrong: string[] = [];
    for (const referenced of KEY_TYPES) {
      for (const own of KEY_TYPES) {
        const accepted = await isAccepted(
          server,
          `CREATE TABLE t (a ${referenced} PRIMARY KEY); CREATE TABLE u (a ${own} REFERENCES t (a))`,
        );
        const verdict = compareKeyTypes(own, referenced, 'postgres');
        if (accepted === (verdict === 'refused')) wrong.push(`${own} to ${referenced}`);
      }
    }
    assert.deepEqual(wrong, []);
  });

  it('which patterns a trigram index serves', async () => {
    await server.exec(`CREATE TABLE products AS SELECT n AS id, md5(n::text) AS name FROM generate_series(1, 20000) n;
      CREATE INDEX products_name_idx ON products (name); CREATE INDEX products_name_trgm ON products USING gin (name gin_trgm_ops);
      ANALYZE products`);
    const served = [];
    for (const condition of PATTERN_CONDITIONS) {
      const plan = await server.query<Readonly<Record<string, string>>>(
        `EXPLAIN (COSTS OFF) SELECT id FROM products WHERE ${condition}`,
      );
      if (plan.some(row => row['QUERY PLAN']?.includes('products_name_trgm'))) served.push(condition);
    }
    assert.deepEqual(served, ["name LIKE '%abcdef%'", "name ILIKE '%ABCDEF%'", "name ILIKE 'abcdef'"]);
  });

  for (const rule of ['index/wrong-method', 'index/not-immutable']) {
    for (const name of casesOf(rule)) {
      it(`${rule}, ${name}: refuses the statements that are reported as errors, and no others`, async () => {
        const refused: string[] = [];
        const reported: string[] = [];
        for (const { text, isError } of await statementsOf(caseFiles(rule, name), rule)) {
          if (NEEDS_MORE.test(text)) continue;
          if (!(await isAccepted(server, text, true))) refused.push(text);
          if (isError) reported.push(text);
        }
        assert.deepEqual(reported, refused);
      });
      it(`${rule}, ${name}: takes what the fixes write`, async () => {
        const files = await fixEverything(caseFiles(rule, name), NOTHING_COMMITTED);
        const reported: string[] = [];
        const refused: string[] = [];
        for (const { text, isError } of await statementsOf(files, rule)) {
          if (NEEDS_MORE.test(text)) continue;
          if (isError) reported.push(text);
          if (!(await isAccepted(server, text, true))) refused.push(text);
        }
        assert.deepEqual(refused, reported);
      });
    }
  }

  for (const rule of ['index/duplicate', 'index/redundant-prefix', 'index/redundant-with-unique']) {
    for (const name of casesOf(rule)) {
      for (const state of ['committed', 'new'] as const) {
        it(`${rule}, ${name}: with the fixes for ${state} files exactly the reported indexes are gone`, async () => {
          const files = caseFiles(rule, name);
          const before = await indexesAfter(server, files);
          const reported = await reportedNames(files, rule);
          const overrides = state === 'new' ? NOTHING_COMMITTED : {};
          const after = await indexesAfter(server, await fixEverything(files, overrides));
          const kept = before.filter(index => !reported.includes(index));
          assert.equal(kept.length, before.length - reported.length, 'every reported index is in the catalog');
          assert.deepEqual(after, kept);
        });
      }
    }
  }

  for (const name of casesOf('index/tsvector-null-concat')) {
    it(`index/tsvector-null-concat, ${name}: the vector of a row with NULLs is NULL where that is reported`, async () => {
      const files = caseFiles('index/tsvector-null-concat', name);
      const reported = await reportedNames(files, 'index/tsvector-null-concat');
      for (const sql of scriptsOf(files)) await server.exec(sql);
      const empty = await emptyVectors(server);
      assert.deepEqual(
        empty.filter(index => !/_body_idx$|_label_idx$/.test(index)),
        reported,
      );
    });
  }
}

const NOTHING_COMMITTED = { versionControl: { isCommitted: async () => false } };

const METHODS: readonly IndexMethod[] = ['btree', 'hash', 'gin', 'gist', 'spgist', 'brin'];
const TYPES = [
  ...['smallint', 'integer', 'bigint', 'numeric', 'real', 'double precision', 'money', 'oid', 'boolean', 'uuid'],
  ...['date', 'timestamp without time zone', 'timestamp with time zone', 'interval', 'time with time zone'],
  ...['time without time zone', 'text', 'character varying', 'character', 'name', 'bytea', 'bit', 'bit varying'],
  ...['inet', 'cidr', 'macaddr', 'macaddr8', 'point', 'line', 'lseg', 'box', 'path', 'polygon', 'circle'],
  ...['json', 'jsonb', 'jsonpath', 'xml', 'tsvector', 'tsquery', 'array', 'range', 'enum'],
];
const CONCRETE: Readonly<Record<string, string>> = { array: 'integer[]', range: 'int4range', enum: 'mood' };
const KEY_TYPES = [
  ...['smallint', 'integer', 'bigint', 'numeric', 'real', 'double precision', 'text', 'character varying'],
  ...['character', 'uuid', 'boolean', 'date', 'timestamp without time zone', 'timestamp with time zone', 'bytea'],
];
const PATTERN_CONDITIONS = [
  "name LIKE '%abcdef%'",
  "name ILIKE '%ABCDEF%'",
  "name ILIKE 'abcdef'",
  "name LIKE '%ab%'",
  "name ILIKE '%AB%'",
];
/** Values of SQL, no functions of the catalog. */
const WITHOUT_PARENTHESES = new Set([
  ...['current_date', 'current_time', 'current_timestamp', 'localtime', 'localtimestamp', 'current_role'],
  ...['current_catalog', 'user'],
]);
/** Methods of extensions that no server here has. */
const NEEDS_MORE = /\bhnsw\b/;

function casesOf(rule: string): readonly string[] {
  return caseNames(rule).filter(name => [...caseFiles(rule, name).keys()].every(path => path.endsWith('.sql')));
}

function scriptsOf(files: Files): readonly string[] {
  return [...files]
    .filter(([path]) => path.endsWith('.sql') && !path.endsWith('.down.sql'))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, text]) => text);
}

async function reset(server: PostgresConnection): Promise<void> {
  await server.exec(
    'DROP SCHEMA public CASCADE; CREATE SCHEMA public; CREATE EXTENSION pg_trgm; CREATE EXTENSION "uuid-ossp"',
  );
}

/** Whether the server takes the statements; what they made is kept only where that is wanted. */
async function isAccepted(server: PostgresConnection, sql: string, keep = false): Promise<boolean> {
  await server.exec('BEGIN');
  try {
    await server.exec(sql);
    await server.exec(keep ? 'COMMIT' : 'ROLLBACK');
    return true;
  } catch {
    await server.exec('ROLLBACK');
    return false;
  }
}

interface Statement {
  readonly text: string;
  readonly isError: boolean;
}

async function statementsOf(files: Files, rule: string): Promise<readonly Statement[]> {
  const workspace = await openWorkspace(files);
  const reports = await workspace.check();
  return [...files]
    .filter(([path]) => path.endsWith('.sql'))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([path, text]) =>
      splitStatements(text).map(({ start, end }): Statement => {
        const errors = (reports.get(path)?.findings ?? []).filter(
          ({ ruleId, severity, span }) =>
            ruleId === rule && severity === 'error' && start <= span.start && span.end <= end,
        );
        return { text: text.slice(start, end), isError: errors.length > 0 };
      }),
    );
}

async function reportedNames(files: Files, rule: string): Promise<readonly string[]> {
  const workspace = await openWorkspace(files);
  const names: string[] = [];
  for (const [path, report] of await workspace.check()) {
    const text = files.get(path) ?? '';
    for (const { ruleId, span } of report.findings) {
      if (ruleId !== rule) continue;
      const code = text.slice(span.start, span.end);
      const name = /^(?:CREATE (?:UNIQUE )?INDEX |(?:ADD )?CONSTRAINT )?"?(\w+)/i.exec(code)?.[1];
      names.push(name ?? `? ${code}`);
    }
  }
  return names.sort();
}

async function indexesAfter(server: PostgresConnection, files: Files): Promise<readonly string[]> {
  await reset(server);
  for (const sql of scriptsOf(files)) await server.exec(sql);
  const rows = await server.query<{ name: string }>(
    `SELECT indexname::text AS name FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1`,
  );
  return rows.map(({ name }) => name).sort();
}

/** The indexes whose expression and the generated columns that are NULL for a row that has only what it must have. */
async function emptyVectors(server: PostgresConnection): Promise<readonly string[]> {
  const tables = await server.query<{ table: string; columns: string; values: string }>(
    `SELECT c.relname AS "table", string_agg(quote_ident(a.attname), ', ') AS columns,
       string_agg(CASE WHEN a.atttypid = 'text'::regtype THEN '''x''' ELSE '1' END, ', ') AS values
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND a.attnotnull GROUP BY 1`,
  );
  for (const { table, columns, values } of tables) {
    await server.exec(`INSERT INTO ${table} (${columns}) VALUES (${values})`);
  }
  const indexes = await server.query<{ name: string; table: string; expression: string }>(
    `SELECT x.relname AS name, c.relname AS "table", pg_get_expr(i.indexprs, i.indrelid) AS expression
     FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_class c ON c.oid = i.indrelid
     WHERE c.relnamespace = 'public'::regnamespace AND i.indexprs IS NOT NULL ORDER BY 1`,
  );
  const columns = await server.query<{ name: string; table: string; expression: string }>(
    `SELECT a.attname AS name, c.relname AS "table", quote_ident(a.attname) AS expression
     FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attgenerated = 's'`,
  );
  const empty: string[] = [];
  for (const { name, table, expression } of [...indexes, ...columns]) {
    const [row] = await server.query<{ empty: boolean }>(`SELECT (${expression}) IS NULL AS empty FROM ${table}`);
    if (row?.empty) empty.push(name);
  }
  return empty.sort();
}
