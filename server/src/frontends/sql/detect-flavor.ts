import type { Dialect } from '../../core/facts/sql-template';
import { findForeignDialect } from './foreign-dialect';
import { LEXICAL_RULES, type SqlFlavor, scanTokens } from './scan';

/** The dialect that a script gives away, also one that cannot be read; undefined where it could be any. */
export function findDialect(text: string): Dialect | undefined {
  return findForeignDialect(text) ?? findFlavor(text);
}

/** By whose rules to read a script, by what it writes. The database it belongs to knows better, where there is one. */
export function detectFlavor(text: string): SqlFlavor {
  return findFlavor(text) ?? 'postgres';
}

/** The dialect that a script gives away by what only that dialect writes; undefined where it could be any. */
function findFlavor(text: string): SqlFlavor | undefined {
  const head = text.slice(0, LOOKED_AT);
  if (!HINT.test(head)) return undefined;
  // The header that Prisma writes has names in backticks inside a comment, so only code counts.
  let previous = '';
  let beforePrevious = '';
  let backticks = 0;
  let postgres = false;
  for (const token of scanTokens(head, LEXICAL_RULES.postgres)) {
    if (token.kind === 'comment' || token.kind === 'quoted') continue;
    if (token.kind === 'string') {
      postgres ||= head[token.start] === '$';
      previous = '';
      continue;
    }
    const word = head.slice(token.start, token.end).toUpperCase();
    const opens = previous === '' || previous === ';';
    if (word.includes('`')) backticks++;
    if (word === 'AUTOINCREMENT' || (word === 'PRAGMA' && opens)) return 'sqlite';
    if (word === 'ROWID' && previous === 'WITHOUT') return 'sqlite';
    if (word === 'AUTO_INCREMENT' || (word.startsWith('=') && previous === 'ENGINE')) return 'mysql';
    if ((word === 'UNSIGNED' && BEFORE_UNSIGNED.has(previous)) || (word === 'DELIMITER' && opens)) return 'mysql';
    if (POSTGRES_WORDS.has(word)) postgres = true;
    if (word === 'COLUMN' && previous === 'MODIFY') return 'mysql';
    if (word === 'KEY' && previous === 'FOREIGN' && beforePrevious === 'DROP') return 'mysql';
    if (word === 'TYPE' && previous === 'CREATE') postgres = true;
    if (word === 'ON' && previous === 'COMMENT') postgres = true;
    beforePrevious = previous;
    previous = word;
  }
  if (backticks > 1) return 'mysql';
  return postgres ? 'postgres' : undefined;
}

const HINT =
  /`|\bAUTO_?INCREMENT\b|\bENGINE\s*=|\bPRAGMA\b|\bDELIMITER\b|\bROWID\b|\bUNSIGNED\b|\bMODIFY\b|\bDROP\s+FOREIGN\b|::|\$\$|\$\w+\$|\bCREATE\s+TYPE\b|\bCOMMENT\s+ON\b|\b(?:BIG)?SERIAL\b|\bJSONB\b|\bTIMESTAMPTZ\b|\bBYTEA\b|\bTSVECTOR\b|\bCONCURRENTLY\b|\bPLPGSQL\b|\bEXTENSION\b|\bNEXTVAL\b/i;
const POSTGRES_WORDS = new Set(
  ':: SERIAL BIGSERIAL SMALLSERIAL JSONB TIMESTAMPTZ BYTEA TSVECTOR CONCURRENTLY PLPGSQL EXTENSION NEXTVAL'.split(' '),
);
const BEFORE_UNSIGNED = new Set(') TINYINT SMALLINT MEDIUMINT INT INTEGER BIGINT DECIMAL FLOAT DOUBLE'.split(' '));
const LOOKED_AT = 65_536;
