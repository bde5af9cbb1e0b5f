import type { Node } from 'libpg-query';
import type { SchemaStep } from '../../../core/facts/migrations';
import type { Span } from '../../../core/text';
import { LEXICAL_RULES, scanTokens, type Token } from '../scan';
import { splitStatements } from '../split';
import { parsePostgres } from './postgres';
import { StatementSource } from './postgres-source';
import { findTables } from './postgres-table-names';

type ExtractSteps = (node: Node, source: StatementSource) => readonly SchemaStep[];

/**
 * What a DO block does. Generators wrap single statements to make them repeatable (`EXCEPTION WHEN duplicate_object`,
 * `IF NOT EXISTS (…) THEN`): those are read like the statements themselves. Anything else is opaque for the tables that
 * it names, and for all tables where its DDL is put together at run time.
 */
export function extractDoBlock(source: StatementSource, extractSteps: ExtractSteps): readonly SchemaStep[] {
  const literal = source.tokens.filter(token => token.kind === 'string').at(-1);
  if (literal === undefined) return [];
  const body = literalBody(source.text, literal);
  const plain = readPlainBody(source.text, body, extractSteps);
  if (plain !== undefined) return plain;
  const tables = findTables(withoutComments(source.text, body));
  const reason = 'a DO block runs DDL under conditions';
  if (tables === undefined) return [{ kind: 'opaque', reason, span: source.span }];
  return tables.map(table => ({ kind: 'opaque', table, reason, span: source.span }));
}

function literalBody(text: string, literal: Token): Span {
  const tag = /^\$[^$]*\$/.exec(text.slice(literal.start, literal.end))?.[0];
  if (tag === undefined)
    return { start: literal.start + text.slice(literal.start).indexOf("'") + 1, end: literal.end - 1 };
  return { start: literal.start + tag.length, end: Math.max(literal.end - tag.length, literal.start + tag.length) };
}

function readPlainBody(text: string, body: Span, extractSteps: ExtractSteps): readonly SchemaStep[] | undefined {
  const tokens = scanTokens(text, LEXICAL_RULES.postgres, body.start, body.end).filter(
    token => token.kind !== 'comment',
  );
  const words = tokens.map(token => text.slice(token.start, token.end).toUpperCase());
  if (words.at(-1) === ';') words.pop();
  // DDL takes no variables: what is declared changes nothing about it.
  const begin = words[0] === 'DECLARE' ? words.indexOf('BEGIN') : 0;
  if (words[begin] !== 'BEGIN' || words.at(-1) !== 'END') return undefined;
  let last = words.length - 1;
  const handler = words.indexOf('EXCEPTION');
  if (handler >= 0) {
    if (!HARMLESS_HANDLER.test(words.slice(handler, last).join(' '))) return undefined;
    last = handler;
  }
  const from = tokens[begin]?.end ?? body.start;
  const to = tokens[last]?.start ?? body.end;
  // Blanked outside of the statements, so that their offsets stay those of the whole text.
  const script = ' '.repeat(from) + text.slice(from, to);
  const steps: SchemaStep[] = [];
  for (const statement of splitStatements(script)) {
    const span = withoutGuard(script, statement);
    if (span === undefined) continue;
    const inner = script.slice(span.start, span.end);
    // In plpgsql EXECUTE runs a text, and SELECT … INTO fills a variable.
    if (/^EXECUTE\b/i.test(inner)) return undefined;
    if (/^(?:SELECT|WITH)\b/i.test(inner)) continue;
    const parsed = parsePostgres(inner);
    if (!parsed.ok) return undefined;
    const nested = new StatementSource(text, parsed.offsets, span);
    for (const { stmt } of parsed.statements) if (stmt !== undefined) steps.push(...extractSteps(stmt, nested));
  }
  return steps;
}

/** Behind `IF NOT EXISTS (…) THEN`; undefined for its END IF and for the empty statement. */
function withoutGuard(script: string, statement: Span): Span | undefined {
  const text = script.slice(statement.start, statement.end);
  if (/^(END\s+IF|NULL)$/i.test(text)) return undefined;
  if (!/^IF\s+NOT\s+EXISTS\s*\(/i.test(text)) return { start: statement.start, end: statement.end };
  let depth = 0;
  const tokens = scanTokens(script, LEXICAL_RULES.postgres, statement.start, statement.end);
  for (const [n, token] of tokens.entries()) {
    const word = script.slice(token.start, token.end).toUpperCase();
    if (word === '(') depth++;
    else if (word === ')') depth--;
    else if (word === 'THEN' && depth === 0) {
      return { start: tokens[n + 1]?.start ?? statement.end, end: statement.end };
    }
  }
  return { start: statement.start, end: statement.end };
}

function withoutComments(text: string, body: Span): string {
  let out = '';
  let at = body.start;
  for (const token of scanTokens(text, LEXICAL_RULES.postgres, body.start, body.end)) {
    if (token.kind !== 'comment') continue;
    out += text.slice(at, token.start);
    at = token.end;
  }
  return out + text.slice(at, body.end);
}

const HARMLESS_HANDLER = /^EXCEPTION( WHEN \w+( OR \w+)* THEN( NULL ;)?)+$/;
