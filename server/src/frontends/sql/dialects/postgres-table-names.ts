import type { QualifiedName } from '../../../core/facts/migrations';

/**
 * The tables that the DDL words of a text are about, for text that is not read as statements (bodies of DO blocks,
 * half-typed statements). Undefined when one of its DDL words may be about any table; empty when none is about a table.
 */
export function findTables(text: string): readonly QualifiedName[] | undefined {
  const tables = new Map<string, QualifiedName>();
  for (const match of text.matchAll(DDL)) {
    const rest = text.slice(match.index + match[0].length);
    // An index that may be gone may also be there: it is kept, and nothing is claimed to be missing because of it.
    const mayDropIndex = /^drop$/i.test(match[0]) && /^\s+INDEX\b/i.test(rest);
    const harmless = mayDropIndex || HARMLESS.test(rest) || SUBCOMMAND.test(rest);
    const found = harmless ? 'none' : (nameIn(TABLE, rest) ?? nameIn(INDEX, rest));
    if (found === undefined) return undefined;
    if (found !== 'none') tables.set(`${found.schema ?? ''}.${found.name}`, found);
  }
  return [...tables.values()];
}

function nameIn(pattern: RegExp, text: string): QualifiedName | undefined {
  const match = pattern.exec(text);
  const first = match?.[1];
  if (first === undefined) return undefined;
  const second = match?.[2];
  return second === undefined ? { name: fold(first) } : { schema: fold(first), name: fold(second) };
}

/** PostgreSQL folds names without quotes to lower case. */
function fold(name: string): string {
  return name.startsWith('"') ? name.slice(1, -1).replace(/""/g, '"') : name.toLowerCase();
}

const NAME = '("(?:[^"]|"")+"|[A-Za-z_\\u0080-\\uffff][\\w$\\u0080-\\uffff]*)';
const QUALIFIED = `${NAME}(?:\\s*\\.\\s*${NAME})?(?![\\w$%'"])`;
const DDL = /\b(?:CREATE|ALTER|DROP)\b/gi;
const HARMLESS =
  /^\s+(?:OR\s+REPLACE\s+)?(?:TYPE|DOMAIN|EXTENSION|FUNCTION|PROCEDURE|ROUTINE|AGGREGATE|TRIGGER|EVENT\s+TRIGGER|POLICY|ROLE|USER|GROUP|SCHEMA|SEQUENCE|DATABASE|PUBLICATION|SUBSCRIPTION|OPERATOR|CAST|COLLATION|SERVER|RULE|VIEW|MATERIALIZED\s+VIEW|STATISTICS|LANGUAGE|TEXT\s+SEARCH|DEFAULT\s+PRIVILEGES|TEMP\b|TEMPORARY\b)\b/i;
/** Of ALTER TABLE, whose own word was counted. */
const SUBCOMMAND = /^\s+(?:COLUMN|CONSTRAINT|DEFAULT|NOT\s+NULL|IDENTITY|EXPRESSION)\b/i;
const TABLE = new RegExp(
  `^\\s+(?:UNLOGGED\\s+)?TABLE\\s+(?:IF\\s+(?:NOT\\s+)?EXISTS\\s+)?(?:ONLY\\s+)?${QUALIFIED}`,
  'i',
);
const INDEX = new RegExp(
  `^\\s+(?:UNIQUE\\s+)?INDEX\\s+(?:CONCURRENTLY\\s+)?(?:IF\\s+NOT\\s+EXISTS\\s+)?(?:${NAME.replace('(', '(?:')}\\s+)?ON\\s+(?:ONLY\\s+)?${QUALIFIED}`,
  'i',
);
