import type { Problem } from '../../core/facts/index';
import type { SchemaStep } from '../../core/facts/migrations';
import { parsePostgres } from './dialects/postgres';
import { StatementSource } from './dialects/postgres-source';
import { extractSteps } from './dialects/postgres-steps';
import { findTables } from './dialects/postgres-table-names';
import { readTokenStatement } from './dialects/token-statement';
import { LEXICAL_RULES, type SqlFlavor, scanTokens } from './scan';

/** What one statement does. Spans count from its start. */
export interface StatementReading {
  readonly steps: readonly SchemaStep[];
  readonly problem?: Problem;
}

/** Reads one statement, without comments before it. Total. */
export function readStatement(text: string, flavor: SqlFlavor): StatementReading {
  // Data of dumps and seeds changes no schema; reading megabytes of it would tell nothing.
  if (text.length > LONG && /^(?:INSERT|COPY|REPLACE|UPDATE|DELETE|VALUES)\b/i.test(text)) return { steps: [] };
  if (flavor !== 'postgres') return readTokenStatement(text, flavor);
  const parsed = parsePostgres(text);
  if (!parsed.ok) return broken(text, parsed.message, parsed.at);
  const source = new StatementSource(text, parsed.offsets);
  return { steps: parsed.statements.flatMap(({ stmt }) => (stmt === undefined ? [] : extractSteps(stmt, source))) };
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

const LONG = 32_768;
