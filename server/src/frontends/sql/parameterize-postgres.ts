import type { SqlParameter } from '../../core/facts/sql-template';
import type { Span } from '../../core/text';
import { parsePostgres } from './dialects/postgres';
import { namesIn } from './dialects/postgres-names';
import type { VariantTokens } from './hole-context';
import { parseWithHoles } from './parse-with-holes';
import { literalPieces, type Replacement } from './replacement';
import { findRewriteRanges, type RewriteRanges } from './rewrite-ranges';
import { LEXICAL_RULES, scanTokens } from './scan';
import { FIRST_PARAMETER, type Slot, type Substitution } from './substitution';

type Declined = { readonly declined: string };

/** A replacement in the parsed text, where holes have placeholders. */
interface Target {
  readonly span: Span;
  /** What is written for parameter n. */
  write(parameter: string): string;
  readonly parameter: SqlParameter;
}

/**
 * pgsql-ast-parser says where the literal, list or operand stands that holds a hole; PostgreSQL's grammar proves that the
 * result still names the same tables and columns.
 */
export function planPostgres(
  tokens: VariantTokens,
  which: readonly number[],
  existing: number,
): readonly Replacement[] | Declined {
  const parsed = parseWithHoles(tokens, '', '');
  if (!('parse' in parsed)) return { declined: 'the statement does not parse' };
  if (parsed.parse.statements.length !== 1) return { declined: 'several statements at once take no parameters' };
  const { substitution } = parsed;
  if (!numbersFit(substitution.text, existing)) {
    return { declined: 'the parameters of the statement are not the values of the call' };
  }
  const ranges = findRewriteRanges(substitution.text);
  const targets: Target[] = [];
  for (const slot of substitution.slots) {
    if (!which.includes(slot.hole.index)) continue;
    if (targets.some(({ span }) => span.start < slot.start && slot.end < span.end)) continue;
    const target =
      slot.hole.place === 'string'
        ? fromLiteral(slot, tokens, substitution, ranges)
        : fromBareValue(slot, substitution, ranges);
    if ('declined' in target) return target;
    if (ranges?.compared.some(({ start, end }) => start <= target.span.start && target.span.end <= end)) {
      return { declined: 'two parameters are not known to be equal' };
    }
    targets.push(target);
  }
  const written = targets.map(({ span, write, parameter }, n) => ({
    span,
    text: write(`$${existing + n + 1}`),
    parameter,
  }));
  if (!namesSurvive(substitution.text, written))
    return { declined: 'the result would not name the same tables and columns' };
  return written.map(replacement => ({
    ...replacement,
    span: {
      start: substitution.toVariant(replacement.span.start),
      end: substitution.toVariant(replacement.span.end),
    },
  }));
}

/** The parameters the text has are those the call sends, and none has a number that is put together. */
function numbersFit(text: string, existing: number): boolean {
  return scanTokens(text, LEXICAL_RULES.postgres).every(token => {
    if (token.kind !== 'parameter') return true;
    const number = Number(text.slice(token.start + 1, token.end));
    return number <= existing || (number >= FIRST_PARAMETER && number < FIRST_PARAMETER * 2);
  });
}

function fromBareValue(slot: Slot, substitution: Substitution, ranges: RewriteRanges | undefined): Target | Declined {
  if (slot.placeholder !== 'value') return { declined: 'what the spliced text is cannot be told' };
  const span = { start: slot.start, end: slot.end };
  const list = listAround(substitution.text, span);
  if (list === 'element') return { declined: 'an element of an IN list may hold several values' };
  if (!isTypedByNeighbours(substitution.text, span)) return { declined: UNTYPED };
  const known = ranges?.parameters.some(range => range.start === span.start && range.end === span.end) ?? true;
  if (!known) return { declined: 'the value was not found in the syntax tree' };
  if (ranges?.untyped.some(call => call.start <= span.start && span.end <= call.end)) return { declined: UNTYPED };
  if (list !== undefined) {
    const inTree = ranges?.inLists.some(range => range.start === span.start && range.end === span.end) === true;
    if (!inTree) return { declined: 'the list was not found in the syntax tree' };
    const write = (parameter: string): string => (list.negated ? `<> ALL(${parameter})` : `= ANY(${parameter})`);
    return { span: list.span, write, parameter: { pieces: [{ hole: slot.hole.index }], list: true } };
  }
  return { span, write: parameter => parameter, parameter: { pieces: [{ hole: slot.hole.index }], list: false } };
}

/**
 * A bare value has the type of its text, a parameter that which PostgreSQL derives: next to arithmetic
 * (dates, signs, `age * 1.5`), JSON operators or alone in an array it may be another one.
 */
function isTypedByNeighbours(text: string, span: Span): boolean {
  const tokens = scanTokens(text, LEXICAL_RULES.postgres).filter(token => token.kind !== 'comment');
  const at = tokens.findIndex(token => token.start === span.start);
  return [tokens[at - 1], tokens[at + 1]].every(token => {
    if (token === undefined) return true;
    const word = text.slice(token.start, token.end);
    return token.kind === 'operator' ? SAME_TYPE.has(word) : word !== '[' && word !== ']';
  });
}

const SAME_TYPE = new Set(['=', '<>', '!=', '<', '>', '<=', '>=', '~', '~*', '!~', '!~*', '||', '::']);

function fromLiteral(
  slot: Slot,
  tokens: VariantTokens,
  substitution: Substitution,
  ranges: RewriteRanges | undefined,
): Target | Declined {
  const literal = ranges?.literals.find(range => range.start < slot.start && slot.end < range.end);
  if (literal === undefined) return { declined: 'the literal was not found in the syntax tree' };
  if (listAround(substitution.text, literal) !== undefined) {
    return { declined: 'an element of an IN list may hold several values' };
  }
  if (ranges?.untyped.some(call => call.start <= literal.start && literal.end <= call.end))
    return { declined: UNTYPED };
  const inVariant = { start: substitution.toVariant(literal.start), end: substitution.toVariant(literal.end) };
  const pieces = literalPieces(tokens, inVariant, "'");
  if (pieces === undefined) return { declined: 'the literal has escapes' };
  const { typed } = literal;
  const write = (parameter: string): string => (typed === undefined ? parameter : `${parameter}::${typed.type}`);
  return { span: typed ?? literal, write, parameter: { pieces, list: false } };
}

/** The IN list an operand stands in: alone, then with its span from IN or NOT IN to the parenthesis. */
function listAround(
  text: string,
  operand: Span,
): { readonly span: Span; readonly negated: boolean } | 'element' | undefined {
  const tokens = scanTokens(text, LEXICAL_RULES.postgres).filter(token => token.kind !== 'comment');
  const word = (index: number): string => {
    const token = tokens[index];
    return token === undefined ? '' : text.slice(token.start, token.end).toUpperCase();
  };
  const at = tokens.findIndex(token => token.start === operand.start);
  let open = at - 1;
  for (let depth = 0; open >= 0; open--) {
    if (word(open) === ')') depth++;
    else if (word(open) === '(' && --depth < 0) break;
  }
  if (open < 0 || word(open - 1) !== 'IN') return undefined;
  const close = tokens[at + 1];
  if (open !== at - 1 || close === undefined || word(at + 1) !== ')') {
    // `IN (SELECT … WHERE a = $1)` has no elements of its own.
    return word(open + 1) === 'SELECT' || word(open + 1) === 'WITH' ? undefined : 'element';
  }
  const negated = word(open - 2) === 'NOT';
  const start = tokens[negated ? open - 2 : open - 1]?.start ?? operand.start;
  return { span: { start, end: close.end }, negated };
}

function namesSurvive(text: string, replacements: readonly { readonly span: Span; readonly text: string }[]): boolean {
  let result = '';
  let at = 0;
  for (const { span, text: written } of replacements) {
    if (span.start < at) return false;
    result += text.slice(at, span.start) + written;
    at = span.end;
  }
  const before = parsePostgres(text);
  const after = parsePostgres(result + text.slice(at));
  return before.ok && after.ok && namesIn(before.statements) === namesIn(after.statements);
}

const UNTYPED = 'the type of the parameter could not be told there';
