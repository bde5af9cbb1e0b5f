import type { StatementQuery } from '../../../core/facts/migrations';
import type { HoleReading, SqlBlock, StatementKind } from '../../../core/facts/sql-template';
import type { HoleContext, VariantTokens } from '../hole-context';
import { readHoleByTokens } from '../lexed-holes';
import type { VariantReading } from '../read-variant';
import { LEXICAL_RULES, type SqlFlavor, scanTokens } from '../scan';
import { positionOf, touchesHole } from '../slot-position';
import { kindByFirstWord } from '../statement-kind';
import { type Placeholder, placeholdersFor, type Slot, type Substitution, substitute } from '../substitution';
import { type TemplateVariant, templateOffset } from '../template-variants';
import { buildMysqlBlocks } from './mysql-blocks';
import { type HoleUse, usesOfHoles } from './mysql-holes';
import { parseStatement } from './node-sql-parser';

type Flavor = Exclude<SqlFlavor, 'postgres'>;

/** Reads a variant of a template by the grammar where that accepts it, and its holes by their neighbours where not. */
export function readMysqlVariant(variant: TemplateVariant, tokens: VariantTokens, flavor: Flavor): VariantReading {
  const statement = kindByFirstWord(tokens);
  const silent: HoleReading = { position: 'unknown', certainty: 'lexed' };
  const holes = new Map(
    tokens.holes.map(hole => [hole.index, statement === 'not-sql' ? silent : readHoleByTokens(tokens, hole, flavor)]),
  );
  const parsed = QUERIES.has(statement) ? parseVariant(variant, tokens, flavor) : undefined;
  if (parsed === undefined) return { parsed: false, statement, holes, blocks: [] };
  const uses = usesOfHoles(parsed.blocks);
  for (const slot of parsed.slots) {
    const lexed = holes.get(slot.hole.index);
    const reading = readSlot(slot, uses.get(slot.hole.index), lexed, parsed.repaired, tokens);
    if (reading !== undefined) holes.set(slot.hole.index, reading);
  }
  return { parsed: true, statement, holes, blocks: parsed.blocks };
}

/** What the grammar tells of a hole; undefined where it tells nothing. */
function readSlot(
  { hole, placeholder }: Slot,
  use: HoleUse | undefined,
  lexed: HoleReading | undefined,
  repaired: ReadonlySet<number>,
  tokens: VariantTokens,
): HoleReading | undefined {
  if (placeholder === undefined || touchesHole(tokens, hole)) return undefined;
  const isRepaired = repaired.has(hole.index);
  const certainty = isRepaired ? 'repaired' : 'parsed';
  if (placeholder === 'value') return use && { ...use, certainty };
  // This grammar refuses some of what the databases take: what the neighbours say for sure is not what was wrong, and a
  // name instead of a value may have been its way out.
  if (isRepaired && (lexed?.position !== 'unknown' || placeholder === 'identifier')) return undefined;
  return { position: positionOf(placeholder, hole, tokens), certainty };
}

/** The query that a statement of a script is, or the one that a view is made of. */
export function extractMysqlQueries(text: string, flavor: Flavor): readonly StatementQuery[] {
  const tokens = scanTokens(text, LEXICAL_RULES[flavor]).filter(token => token.kind !== 'comment');
  const word = (n: number): string => text.slice(tokens[n]?.start, tokens[n]?.end).toUpperCase();
  const statement = KINDS[word(0)];
  const isView = word(0) === 'CREATE' && tokens.slice(0, VIEW_WORDS).some((_, n) => word(n) === 'VIEW');
  if (statement === undefined && !isView) return [];
  // Rows of data name columns once and then for thousands of lines nothing.
  if (statement === 'insert' && text.length > LONGEST_INSERT) return [];
  const as = isView ? tokens.findIndex((_, n) => word(n) === 'AS') : -1;
  const start = isView ? (tokens[as + 1]?.start ?? text.length) : 0;
  const query = text.slice(start);
  const parsed = parseStatement(query, flavor);
  const node = parsed.ok ? parsed.statements[0] : undefined;
  if (!parsed.ok || node === undefined) return [];
  const blocks = buildMysqlBlocks(node, { text: query, flavor, from: parsed.from, toResult: at => start + at });
  if (!blocks.some(({ from }) => from.some(relation => relation.table !== undefined))) return [];
  const kind = blocks[0]?.kind ?? 'select';
  const span = { start, end: text.length };
  return [{ form: isView ? 'view' : 'query', variables: [], facts: { holes: [], blocks, statement: kind }, span }];
}

/** A variant that the grammar accepts once its holes are filled. */
interface ParsedVariant {
  readonly blocks: readonly SqlBlock[];
  readonly slots: readonly Slot[];
  /** The holes whose first placeholder had to be changed. */
  readonly repaired: ReadonlySet<number>;
}

/** As long as the grammar refuses, the last hole before the error gets its next placeholder. */
function parseVariant(variant: TemplateVariant, tokens: VariantTokens, flavor: Flavor): ParsedVariant | undefined {
  const options = new Map(tokens.holes.map(hole => [hole.index, placeholdersFor(tokens, hole)]));
  const tried = new Map<number, number>();
  const choice = ({ index }: HoleContext): Placeholder => options.get(index)?.[tried.get(index) ?? 0] ?? 'value';
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const substitution = substitute(tokens, choice, '', '');
    const parsed = parseStatement(substitution.text, flavor);
    const { slots } = substitution;
    if (parsed.ok) {
      const [node, ...others] = parsed.statements;
      if (node === undefined || others.length > 0) return undefined;
      const blocks = buildMysqlBlocks(node, { ...queryText(substitution, variant, flavor), from: parsed.from });
      return { blocks, slots, repaired: new Set(tried.keys()) };
    }
    const next = slots.findLast(
      ({ hole, placeholder, start }) =>
        placeholder !== undefined &&
        start <= parsed.at &&
        (tried.get(hole.index) ?? 0) + 1 < (options.get(hole.index)?.length ?? 0),
    );
    if (next === undefined) return undefined;
    tried.set(next.hole.index, (tried.get(next.hole.index) ?? 0) + 1);
  }
  return undefined;
}

function queryText(substitution: Substitution, variant: TemplateVariant, flavor: Flavor) {
  const { slots } = substitution;
  return {
    text: substitution.text,
    flavor,
    toResult: (at: number) => templateOffset(variant, substitution.toVariant(at)),
    holesIn: ({ start, end }: { readonly start: number; readonly end: number }) =>
      slots.filter(slot => start <= slot.start && slot.end <= end).map(slot => slot.hole.index),
    incomplete: slots.some(({ hole, placeholder }) =>
      placeholder === undefined
        ? hole.place === 'quoted' || hole.place === 'glued'
        : placeholder !== 'value' && placeholder !== 'identifier',
    ),
  };
}

const QUERIES: ReadonlySet<StatementKind> = new Set(['select', 'insert', 'update', 'delete']);
const KINDS: Readonly<Record<string, StatementKind>> = {
  SELECT: 'select',
  WITH: 'select',
  INSERT: 'insert',
  REPLACE: 'insert',
  UPDATE: 'update',
  DELETE: 'delete',
};
/** Algorithm, definer and security stand before VIEW. */
const VIEW_WORDS = 20;
const LONGEST_INSERT = 4_000;
const MAX_ATTEMPTS = 12;
