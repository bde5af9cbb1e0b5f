import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { SqlPiece } from '../../server/src/core/facts/sql-template';
import type { Finding } from '../../server/src/core/finding';
import type { SqlText } from '../../server/src/core/model';
import type { Rule } from '../../server/src/core/rule';
import { anyArrayNotIndexable } from '../../server/src/rules/index/any-array-not-indexable';
import { expressionMismatch } from '../../server/src/rules/index/expression-mismatch';
import { jsonbArrowFilter } from '../../server/src/rules/index/jsonb-arrow-filter';
import { unknownRelationOrColumn } from '../../server/src/rules/query/unknown-relation-or-column';
import { schemaToDdl } from '../databases/prisma-schema';
import type { PostgresConnection } from '../harness/catalog';
import { fakeRule } from '../harness/fake-rule';
import { fixEverything } from '../harness/fix-round';
import { type Files, openWorkspace } from '../harness/workspace';
import { caseFiles, caseFolder, caseNames } from './cases';
import { drizzleStatements } from './drizzle-statements';

/** What the rules say of queries is what a server does with them. */
export function describeQueryClaims(server: PostgresConnection): void {
  for (const rule of [anyArrayNotIndexable, expressionMismatch, jsonbArrowFilter]) {
    for (const name of casesOf(rule)) {
      it(`${rule.meta.id}, ${name}: the index serves what the fix writes, and not what is reported`, async () => {
        const files = caseFiles(rule.meta.id, name);
        const reported = (await statementsOf(files, rule)).map(statement => ({
          ...statement,
          index: indexOf(statement),
        }));
        const fixed = await statementsOf(await fixEverything(files, { rules: [rule] }), rule);
        assert.equal(fixed.length, reported.length, 'the same queries in the same order');
        for (const [n, { sql, index, findings }] of reported.entries()) {
          if (!index) continue;
          await createSchema(server, files, caseFolder(rule.meta.id, name));
          await keepOnly(server, index);
          assert.ok(!(await planOf(server, sql)).includes(index.name), `${index.name} serves ${sql}`);
          const rewritten = fixed[n]?.sql ?? '';
          if ((findings[0]?.fixes ?? []).length === 0) continue;
          assert.notEqual(rewritten, sql);
          assert.ok(
            (await planOf(server, rewritten)).includes(index.name),
            `${index.name} does not serve ${rewritten}`,
          );
        }
      });
    }
  }

  for (const name of casesOf(unknownRelationOrColumn)) {
    it(`query/unknown-relation-or-column, ${name}: names are refused where they are reported, and nowhere else`, async () => {
      const files = caseFiles(unknownRelationOrColumn.meta.id, name);
      await createSchema(server, files, caseFolder(unknownRelationOrColumn.meta.id, name));
      const disagreements: string[] = [];
      for (const { sql, findings } of await statementsOf(files, unknownRelationOrColumn)) {
        const code = await refusalOf(server, sql);
        const isRefused = code !== undefined && NAME_ERRORS.has(code);
        if (isRefused !== findings.length > 0) disagreements.push(`${code ?? 'accepted'}: ${sql}`);
      }
      assert.deepEqual(disagreements, []);
    });

    it(`query/unknown-relation-or-column, ${name}: no name is refused once every fix is made`, async () => {
      const files = await fixEverything(caseFiles(unknownRelationOrColumn.meta.id, name), {
        rules: [unknownRelationOrColumn],
      });
      await createSchema(server, files, caseFolder(unknownRelationOrColumn.meta.id, name));
      for (const { sql, findings } of await statementsOf(files, unknownRelationOrColumn)) {
        const code = await refusalOf(server, sql);
        // What has no near name has no fix.
        const isRefused = code !== undefined && NAME_ERRORS.has(code);
        assert.equal(isRefused, findings.length > 0, sql);
        assert.ok(findings.every(({ fixes = [] }) => fixes.length === 0));
      }
    });
  }
}

/** undefined_table, undefined_column, ambiguous_column. PostgreSQL manual, appendix A. */
const NAME_ERRORS: ReadonlySet<string> = new Set(['42P01', '42703', '42702']);

interface Statement {
  readonly sql: string;
  readonly findings: readonly Finding[];
}

interface NamedIndex {
  readonly name: string;
  /** Made where the finding says that there is none. */
  readonly ddl?: string;
}

/** One server cannot be two databases at once. */
function casesOf({ meta }: Rule): readonly string[] {
  return caseNames(meta.id).filter(
    name => [...caseFiles(meta.id, name).keys()].filter(path => path.endsWith('schema.prisma')).length < 2,
  );
}

/** The raw queries of the files in their order, as PostgreSQL gets them, each with what the rule says of it. */
async function statementsOf(files: Files, rule: Rule): Promise<readonly Statement[]> {
  if (rule.scope !== 'sql') throw new Error(`${rule.meta.id} does not look at SQL texts`);
  const found: Statement[] = [];
  const recorder = fakeRule('fake/recorder', {
    scope: 'sql',
    check(text, model) {
      if (text.query) found.push({ sql: sentText(text), findings: rule.check(text, model, {}) });
      return [];
    },
  });
  await (await openWorkspace(files, { rules: [recorder] })).check();
  return found;
}

/** With `$1`, `$2` … for the values of a template. */
function sentText({ query }: SqlText): string {
  let parameters = 0;
  const write = (piece: SqlPiece): string => {
    if (piece.kind === 'text') return piece.cooked;
    return piece.kind === 'hole' ? `$${++parameters}` : '';
  };
  return (query?.raw?.template.pieces ?? []).map(write).join('');
}

/** The folder: schemas that are programs are run where they lie. */
async function createSchema(server: PostgresConnection, files: Files, folder: string): Promise<void> {
  await server.exec('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
  const inOrder = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  const schemas = inOrder.filter(([path]) => path.endsWith('.prisma'));
  if (schemas.length > 0) {
    await server.exec(await schemaToDdl(schemas.map(([path, text]) => ({ path, text }))));
    // Where Prisma keeps what it has applied.
    await server.exec('CREATE TABLE _prisma_migrations (migration_name text)');
  }
  const programs = inOrder.filter(([, text]) => text.includes("from 'drizzle-orm/pg-core'"));
  for (const statement of await drizzleStatements(programs.map(([path]) => join(folder, path)))) {
    await server.exec(statement);
  }
  for (const [path, text] of inOrder) if (path.endsWith('.sql')) await server.exec(text);
}

/** The index that the finding names; where it says that there is none, the one that could be. */
function indexOf({ findings: [finding] }: Statement): NamedIndex | undefined {
  if (!finding) return undefined;
  const named = /index `([^`]+)`/i.exec(finding.message)?.[1];
  if (named !== undefined) return { name: named };
  const { table, column } = finding.data;
  return { name: 'wanted_idx', ddl: `CREATE INDEX wanted_idx ON ${String(table)} USING gin (${String(column)})` };
}

/** Empty tables make every plan as cheap as any other: the planner must have no index but one. */
async function keepOnly(server: PostgresConnection, { name, ddl }: NamedIndex): Promise<void> {
  if (ddl !== undefined) await server.exec(ddl);
  const constraints = await server.query<{ drop: string }>(
    `SELECT format('ALTER TABLE %s DROP CONSTRAINT %I CASCADE', conrelid::regclass, conname) AS drop FROM pg_constraint
     WHERE connamespace = 'public'::regnamespace AND contype IN ('p', 'u')`,
  );
  for (const { drop } of constraints) await server.exec(drop);
  const indexes = await server.query<{ drop: string }>(
    `SELECT format('DROP INDEX %I', indexname) AS drop FROM pg_indexes
     WHERE schemaname = 'public' AND indexname <> '${name}'`,
  );
  for (const { drop } of indexes) await server.exec(drop);
}

/** The plan for any value, with the table read as a whole only where nothing else is possible. */
async function planOf(server: PostgresConnection, sql: string): Promise<string> {
  await server.exec(`SET enable_seqscan = off; SET plan_cache_mode = force_generic_plan; PREPARE claim AS ${sql}`);
  const count = new Set(sql.match(/\$\d+/g)).size;
  const values = count === 0 ? '' : `(${Array.from({ length: count }, () => 'NULL').join(', ')})`;
  const rows = await server.query<Readonly<Record<string, string>>>(`EXPLAIN (COSTS OFF) EXECUTE claim${values}`);
  await server.exec('DEALLOCATE claim; RESET ALL');
  return rows.map(row => row['QUERY PLAN']).join('\n');
}

/** The SQLSTATE with which the server refuses the statement, if it does. */
async function refusalOf(server: PostgresConnection, sql: string): Promise<string | undefined> {
  try {
    await server.exec(`PREPARE claim AS ${sql}`);
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  }
  await server.exec('DEALLOCATE claim');
  return undefined;
}
