import type { HoleReading } from '../../core/facts/sql-template';
import type { HoleContext, VariantTokens } from './hole-context';
import type { SqlFlavor } from './scan';

/** A hole's position by the tokens around it, where no grammar helps. Only what cannot be anything else. */
export function readHoleByTokens(tokens: VariantTokens, hole: HoleContext, flavor: SqlFlavor): HoleReading {
  return { ...read(tokens, hole, flavor), certainty: 'lexed' };
}

function read(tokens: VariantTokens, hole: HoleContext, flavor: SqlFlavor): Omit<HoleReading, 'certainty'> {
  switch (hole.place) {
    case 'comment':
      return { position: 'comment' };
    case 'parameter-number':
      return { position: 'fragment' };
    case 'glued':
      return { position: 'unknown' };
    case 'quoted':
      // SQLite takes "x" for a string where no column has that name.
      return flavor === 'sqlite' && hole.quotes === '"'
        ? { position: 'unknown' }
        : { position: 'identifier', ...(hole.quotes === undefined ? {} : { quotes: hole.quotes }) };
    case 'string': {
      if (tokens.tokens[hole.token]?.terminated !== true) return { position: 'unknown' };
      const pattern = LIKE.has(tokens.word(hole.token - 1));
      return {
        position: pattern ? 'like-pattern' : 'in-quotes',
        quotes: hole.quotes,
        ...comparedColumn(tokens, hole.token),
      };
    }
    case 'code':
      return readCode(tokens, hole);
  }
}

function readCode(tokens: VariantTokens, hole: HoleContext): Omit<HoleReading, 'certainty'> {
  const before = tokens.word(hole.token - 1);
  const after = tokens.word(hole.token + 1);
  if (before === '.' || after === '.') return { position: 'identifier' };
  // `DISTINCT FROM`, `EXTRACT(… FROM …)` and the like are no table.
  if (TABLE_FOLLOWS.has(before)) {
    const isOther = before === 'FROM' && (after === ')' || tokens.word(hole.token - 2) === 'DISTINCT');
    return { position: isOther ? 'unknown' : 'identifier' };
  }
  if (!ENDS_OPERAND.has(after)) return { position: 'unknown' };
  if (COMPARISON.has(before)) {
    return assigns(tokens, hole.token)
      ? { position: 'value', ...comparedColumn(tokens, hole.token) }
      : { position: 'unknown' };
  }
  if (LIKE.has(before)) return { position: 'like-pattern', ...comparedColumn(tokens, hole.token) };
  if (before === 'LIMIT' || before === 'OFFSET') return { position: 'limit' };
  if (before === '(' && tokens.word(hole.token - 2) === 'IN') {
    return { position: 'in-list', ...columnAt(tokens, hole.token - (tokens.word(hole.token - 3) === 'NOT' ? 4 : 3)) };
  }
  return readRow(tokens, hole);
}

/** VALUES (a, b): a row of as many operands as columns are listed. */
function readRow(tokens: VariantTokens, hole: HoleContext): Omit<HoleReading, 'certainty'> {
  let open = hole.token - 1;
  let items = 0;
  for (; open >= 0 && tokens.word(open) !== '('; open--) {
    const word = tokens.word(open);
    if (word === ',') items++;
    else if (!SIMPLE.test(word)) return { position: 'unknown' };
  }
  let close = hole.token + 1;
  let total = items + 1;
  for (; close < tokens.tokens.length && tokens.word(close) !== ')'; close++) {
    if (tokens.word(close) === ',') total++;
    else if (!SIMPLE.test(tokens.word(close))) return { position: 'unknown' };
  }
  if (tokens.word(open - 1) !== 'VALUES' || total < 2) return { position: 'unknown' };
  const names: string[] = [];
  for (let index = open - 3; tokens.word(open - 2) === ')' && index >= 0 && tokens.word(index) !== '('; index--) {
    if (tokens.word(index) !== ',') names.unshift(nameAt(tokens, index) ?? '');
  }
  const name = names.length === total ? names[items] : undefined;
  return { position: 'value', ...(name === undefined || name === '' ? {} : { column: { name } }) };
}

/** The left side of the comparison is a column or a call: else the hole may be a column's name. */
function assigns(tokens: VariantTokens, hole: number): boolean {
  const left = tokens.word(hole - 2);
  return left === ')' || left === '<quoted>' || /^\w+$/.test(left);
}

function comparedColumn(tokens: VariantTokens, operand: number): Pick<HoleReading, 'column'> {
  const operator = tokens.word(operand - 1);
  if (!COMPARISON.has(operator) && !LIKE.has(operator)) return {};
  return columnAt(tokens, operand - (tokens.word(operand - 2) === 'NOT' ? 3 : 2));
}

function columnAt(tokens: VariantTokens, index: number): Pick<HoleReading, 'column'> {
  const name = nameAt(tokens, index);
  if (name === undefined) return {};
  const qualifier = tokens.word(index - 1) === '.' ? nameAt(tokens, index - 2) : undefined;
  return { column: qualifier === undefined ? { name } : { qualifier, name } };
}

function nameAt(tokens: VariantTokens, index: number): string | undefined {
  const token = tokens.tokens[index];
  if (token === undefined) return undefined;
  const text = tokens.text.slice(token.start, token.end);
  if (token.kind === 'word') return text;
  return token.kind === 'quoted' && !/[\uE000]/.test(text) ? text.slice(1, -1) : undefined;
}

const LIKE = new Set(['LIKE', 'ILIKE', 'RLIKE', 'GLOB', 'REGEXP']);
const COMPARISON = new Set(['=', '<', '>', '<=', '>=', '<>', '!=', '<=>']);
const TABLE_FOLLOWS = new Set(['FROM', 'JOIN', 'INTO', 'UPDATE', 'TABLE']);
const ENDS_OPERAND = new Set(
  ', ) ; AND OR ORDER GROUP HAVING LIMIT OFFSET WHERE RETURNING UNION ON FOR THEN ELSE END AS JOIN LEFT INNER RIGHT'
    .split(' ')
    .concat(''),
);
const SIMPLE = /^(<hole>|<string>|<number>|<parameter>|<quoted>|\w+)$/;
