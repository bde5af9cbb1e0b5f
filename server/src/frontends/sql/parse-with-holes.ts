import { type PostgresParse, parsePostgres } from './dialects/postgres';
import { bodyOf, type NodeBody } from './dialects/postgres-source';
import type { HoleContext, VariantTokens } from './hole-context';
import { type Placeholder, placeholdersFor, type Substitution, substitute } from './substitution';

/** A variant that PostgreSQL's grammar accepts once its holes are filled. */
export interface ParsedVariant {
  readonly parse: Extract<PostgresParse, { ok: true }>;
  readonly substitution: Substitution;
  /** The holes whose first placeholder had to be changed. */
  readonly repaired: ReadonlySet<number>;
}

/**
 * Fills the holes by their context; as long as the grammar refuses, the last hole at or before the position of the error
 * gets its next placeholder.
 */
export function parseWithHoles(
  tokens: VariantTokens,
  prefix: string,
  suffix: string,
): ParsedVariant | { readonly message: string } {
  const holes = tokens.holes.filter(hole => hole.place === 'code');
  const options = new Map(holes.map(hole => [hole.index, placeholdersFor(tokens, hole)]));
  const tried = new Map<number, number>();
  const choice = (hole: HoleContext): Placeholder => options.get(hole.index)?.[tried.get(hole.index) ?? 0] ?? 'value';
  let message = '';
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const substitution = substitute(tokens, choice, prefix, suffix);
    const parsed = parsePostgres(substitution.text);
    // What reads the tree is recursive; nobody writes statements this deep.
    if (parsed.ok && isDeeperThan(parsed.statements, MAX_DEPTH))
      return { message: 'the statement is nested too deeply' };
    const parse = refuseTypedParameters(parsed);
    if (parse.ok) {
      const repaired = new Set([...tried].filter(([, count]) => count > 0).map(([index]) => index));
      return { parse, substitution, repaired };
    }
    if (attempt === 0) message = parse.message;
    const slots = substitution.slots.filter(slot => slot.placeholder !== undefined);
    const before = slots.filter(slot => slot.start <= parse.at);
    // `NULLS ${order}` is refused before the hole.
    const candidates = before.length > 0 ? before : slots.slice(0, 1);
    // A hole that was tried with everything goes back to its likeliest reading, and the one before it has its turn.
    let next = candidates.pop();
    while (next !== undefined && (tried.get(next.hole.index) ?? 0) + 1 >= (options.get(next.hole.index)?.length ?? 0)) {
      tried.set(next.hole.index, 0);
      next = candidates.pop();
    }
    if (next === undefined) break;
    tried.set(next.hole.index, (tried.get(next.hole.index) ?? 0) + 1);
  }
  return { message };
}

/** `interval $1`, `name $1`: libpg-query takes a parameter for the literal behind a type's name, PostgreSQL does not. */
function refuseTypedParameters(parse: PostgresParse): PostgresParse {
  if (!parse.ok) return parse;
  const location = findTypedParameter(parse.statements);
  if (location === undefined) return parse;
  return { ok: false, message: 'a parameter behind the name of a type', at: parse.offsets.fromByte(location) };
}

function findTypedParameter(part: unknown): number | undefined {
  if (typeof part !== 'object' || part === null) return undefined;
  for (const [key, value] of Object.entries(part)) {
    if (key === 'TypeCast') {
      const cast = value as NodeBody<'TypeCast'>;
      const parameter = bodyOf(cast.arg, 'ParamRef')?.location;
      if (parameter !== undefined && (cast.typeName?.location ?? 0) < parameter) return parameter;
    }
    const found = findTypedParameter(value);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Counts JSON levels, of which one level of syntax takes two to five. */
function isDeeperThan(tree: unknown, limit: number): boolean {
  const open: { readonly part: unknown; readonly depth: number }[] = [{ part: tree, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { part, depth } = next;
    if (typeof part !== 'object' || part === null) continue;
    if (depth > limit) return true;
    for (const inner of Object.values(part)) open.push({ part: inner, depth: depth + 1 });
  }
  return false;
}

const MAX_DEPTH = 1_500;
const MAX_ATTEMPTS = 60;
