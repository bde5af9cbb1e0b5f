import type { Problem } from '../../core/facts/index';
import type { SchemaStep, StatementQuery } from '../../core/facts/migrations';
import { parsePostgres, parseTogether, type RawStatement } from './dialects/postgres';
import { extractQueries } from './dialects/postgres-queries';
import { StatementSource } from './dialects/postgres-source';
import { extractSteps } from './dialects/postgres-steps';
import { findTables } from './dialects/postgres-table-names';
import { readTokenStatement } from './dialects/token-statement';
import { LEXICAL_RULES, type SqlFlavor, scanTokens } from './scan';

/** What one statement does. Spans count from its start. */
export interface StatementReading {
  readonly steps: readonly SchemaStep[];
  readonly queries?: readonly StatementQuery[];
  readonly problem?: Problem;
}

/** Reads one statement, without comments before it. Total. */
export function readStatement(text: string, flavor: SqlFlavor): StatementReading {
  if (isData(text)) return NOTHING;
  if (flavor !== 'postgres') return readTokenStatement(text, flavor);
  const parsed = parsePostgres(text);
  if (!parsed.ok) return broken(text, parsed.message, parsed.at);
  return readParsed(parsed.statements, new StatementSource(text, parsed.offsets));
}

/**
 * Reads statements that nothing stands between, most of them with one call of the parser. Gives a reading for those that
 * could be read so; the others are left to `readStatement`.
 */
export function readStatements(texts: readonly string[]): ReadonlyMap<string, StatementReading> {
  const readings = new Map<string, StatementReading>();
  const together = texts.filter(text => !isData(text));
  for (const { text, statements, offsets, start } of parseTogether(together)) {
    const source = new StatementSource(text, offsets, { start: 0, end: text.length }, -start);
    readings.set(text, readParsed(statements, source));
  }
  return readings;
}

function readParsed(statements: readonly RawStatement[], source: StatementSource): StatementReading {
  const nodes = statements.flatMap(({ stmt }) => stmt ?? []);
  return {
    steps: nodes.flatMap(node => extractSteps(node, source)),
    queries: nodes.flatMap(node => extractQueries(node, source)),
  };
}

/** A statement that does not parse makes the table it names uncertain; when it names none it claims nothing. */
function broken(text: string, message: string, at: number): StatementReading {
  const tokens = scanTokens(text, LEXICAL_RULES.postgres);
  const token = tokens.find(candidate => candidate.end > at) ?? tokens.at(-1);
  const problem: Problem = { message, span: { start: token?.start ?? 0, end: token?.end ?? text.length } };
  const span = { start: 0, end: text.length };
  const tables = /^(?:CREATE|ALTER|DROP)\b/i.test(text) ? (findTables(text) ?? []) : [];
  return {
    steps: tables.map(table => ({ kind: 'opaque', table, reason: 'the statement does not parse', span })),
    problem,
  };
}

/** Data of dumps and seeds changes no schema; reading megabytes of it would tell nothing. */
function isData(text: string): boolean {
  return text.length > LONG && /^(?:INSERT|COPY|REPLACE|UPDATE|DELETE|VALUES)\b/i.test(text);
}

const NOTHING: StatementReading = { steps: [] };
const LONG = 32_768;
