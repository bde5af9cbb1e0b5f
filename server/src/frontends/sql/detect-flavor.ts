import { LEXICAL_RULES, type SqlFlavor, scanTokens } from './scan';

/** The dialect of a script by what it writes. The database it belongs to knows better, where there is one. */
export function detectFlavor(text: string): SqlFlavor {
  const head = text.slice(0, LOOKED_AT);
  if (!HINT.test(head)) return 'postgres';
  // The header that Prisma writes has names in backticks inside a comment, so only code counts.
  const rules = LEXICAL_RULES.postgres;
  let previous = '';
  let backticks = 0;
  for (const token of scanTokens(head, rules)) {
    if (token.kind === 'comment' || token.kind === 'string' || token.kind === 'quoted') continue;
    const word = head.slice(token.start, token.end).toUpperCase();
    if (word.includes('`')) backticks++;
    if (word === 'AUTOINCREMENT' || (word === 'PRAGMA' && (previous === '' || previous === ';'))) return 'sqlite';
    if (word === 'AUTO_INCREMENT' || (word.startsWith('=') && previous === 'ENGINE')) return 'mysql';
    if (word === 'DELIMITER' && (previous === '' || previous === ';')) return 'mysql';
    previous = word;
  }
  return backticks > 1 ? 'mysql' : 'postgres';
}

const HINT = /`|\bAUTO_?INCREMENT\b|\bENGINE\s*=|\bPRAGMA\b|\bDELIMITER\b/i;
const LOOKED_AT = 65_536;
