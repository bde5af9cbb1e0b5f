import type { HoleReading, SqlBlock, StatementKind } from '../../core/facts/sql-template';
import { type BlockContext, buildBlocks } from './dialects/postgres-blocks';
import { type OperandUse, visitOperands } from './dialects/postgres-operands';
import { StatementSource } from './dialects/postgres-source';
import type { HoleContext, VariantTokens } from './hole-context';
import { readHoleByTokens } from './lexed-holes';
import { type ParsedVariant, parseWithHoles } from './parse-with-holes';
import { LEXICAL_RULES, scanTokens } from './scan';
import { positionOf, touchesHole } from './slot-position';
import { kindByFirstWord, kindOfNode, wrapperFor } from './statement-kind';
import { FIRST_PARAMETER, holeOfName, type Placeholder, type Slot } from './substitution';
import { type TemplateVariant, templateOffset } from './template-variants';

/** What one variant of a template says. */
export interface VariantReading {
  readonly parsed: boolean;
  readonly statement: StatementKind;
  readonly holes: ReadonlyMap<number, HoleReading>;
  readonly blocks: readonly SqlBlock[];
  readonly problem?: string;
}

/** Reads a variant with PostgreSQL's grammar, and by its tokens alone where the grammar refuses it. */
export function readPostgresVariant(variant: TemplateVariant, tokens: VariantTokens): VariantReading {
  const statement = kindByFirstWord(tokens);
  const wrapper = statement === 'fragment' || statement === 'not-sql' ? wrapperFor(tokens) : { prefix: '', suffix: '' };
  if (wrapper === undefined)
    return byTokens(tokens, statement === 'fragment' ? 'fragment' : 'not-sql', 'no SQL statement');
  const parsed = parseWithHoles(tokens, wrapper.prefix, wrapper.suffix);
  if (!('parse' in parsed)) return byTokens(tokens, wrapper.prefix === '' ? statement : 'fragment', parsed.message);
  const holes = readParsedHoles(parsed, tokens);
  const node = parsed.parse.statements[0]?.stmt;
  const kind = wrapper.prefix === '' ? (node === undefined ? statement : kindOfNode(node)) : 'fragment';
  const blocks = kind === 'fragment' || node === undefined ? [] : buildBlocks(node, blockContext(parsed, variant));
  return { parsed: true, statement: kind, holes, blocks };
}

function blockContext({ substitution, parse }: ParsedVariant, variant: TemplateVariant): BlockContext {
  const { slots } = substitution;
  return {
    source: new StatementSource(substitution.text, parse.offsets),
    toResult: at => templateOffset(variant, substitution.toVariant(at)),
    holeOfParameter: number => (number >= FIRST_PARAMETER ? number - FIRST_PARAMETER : undefined),
    holeOfName,
    holesIn: ({ start, end }) =>
      slots.filter(slot => start <= slot.start && slot.end <= end).map(slot => slot.hole.index),
    incomplete: slots.some(({ hole, placeholder }) =>
      placeholder === undefined ? NAME_PLACES.has(hole.place) : BRINGS_NAMES.has(placeholder),
    ),
  };
}

function byTokens(tokens: VariantTokens, statement: StatementKind, problem: string): VariantReading {
  const holes = new Map(tokens.holes.map(hole => [hole.index, readHoleByTokens(tokens, hole, 'postgres')]));
  const silent: HoleReading = { position: 'unknown', certainty: 'lexed' };
  if (statement === 'not-sql') for (const index of holes.keys()) holes.set(index, silent);
  return { parsed: false, statement, holes, blocks: [], problem };
}

function readParsedHoles(parsed: ParsedVariant, tokens: VariantTokens): Map<number, HoleReading> {
  const parameters = new Map<number, OperandUse>();
  const literals = new Map<number, OperandUse>();
  const { substitution, parse } = parsed;
  for (const { stmt } of parse.statements) {
    if (stmt === undefined) continue;
    visitOperands(stmt, {
      parameter: (number, use) => parameters.set(number - FIRST_PARAMETER, use),
      literal: (location, use) => literals.set(parse.offsets.fromByte(location), use),
    });
  }
  const strings = scanTokens(substitution.text, LEXICAL_RULES.postgres).filter(token => token.kind === 'string');
  const holes = new Map<number, HoleReading>();
  for (const slot of substitution.slots) {
    const certainty = parsed.repaired.has(slot.hole.index) ? 'repaired' : 'parsed';
    const string = strings.find(token => token.start < slot.start && slot.end < token.end);
    const use = slot.hole.place === 'string' ? literals.get(string?.start ?? -1) : parameters.get(slot.hole.index);
    holes.set(slot.hole.index, { ...readSlot(slot, use, tokens), certainty });
  }
  return holes;
}

function readSlot(slot: Slot, use: OperandUse | undefined, tokens: VariantTokens): Omit<HoleReading, 'certainty'> {
  const { hole } = slot;
  const details = {
    ...(use?.column === undefined ? {} : { column: use.column }),
    ...(use?.castTo === undefined ? {} : { castTo: use.castTo }),
  };
  switch (hole.place) {
    case 'comment':
      return { position: 'comment' };
    case 'string':
      return { position: use?.role === 'like' ? 'like-pattern' : 'in-quotes', quotes: hole.quotes, ...details };
    case 'quoted':
      return { position: 'identifier', ...(hole.quotes === undefined ? {} : { quotes: hole.quotes }) };
    case 'glued':
      // A part of a name, unless it touches a number.
      return { position: /\d/.test(tokens.text[hole.at - 1] ?? '') ? 'unknown' : 'identifier' };
    case 'parameter-number':
      return { position: 'fragment' };
    case 'code':
      if (touchesHole(tokens, hole)) return { position: slot.placeholder === 'nothing' ? 'fragment' : 'unknown' };
      return slot.placeholder === 'value'
        ? { ...readValue(use, details) }
        : { position: slot.placeholder === undefined ? 'fragment' : positionOf(slot.placeholder, hole, tokens) };
  }
}

function readValue(use: OperandUse | undefined, details: object): Omit<HoleReading, 'certainty'> {
  switch (use?.role) {
    case 'value':
      return { position: 'value', ...details };
    case 'like':
      return { position: 'like-pattern', ...details };
    case 'in-list':
      return { position: 'in-list', ...details };
    case 'limit':
      return { position: 'limit', ...details };
    case 'condition':
    case 'row':
      return { position: 'fragment' };
    case 'sort':
      return { position: 'identifier' };
    default:
      return { position: 'unknown' };
  }
}

/** A part of a name is spliced: which name it is cannot be told. */
const NAME_PLACES = new Set<HoleContext['place']>(['quoted', 'glued']);
/** What stands in such a place may be a table, a condition or a whole clause. */
const BRINGS_NAMES = new Set<Placeholder>([
  'nothing',
  'and-true',
  'comma-identifier',
  'where-true',
  'tuple',
  'assignment',
  'common-table',
  'select',
]);
