import type { CallChain, Guard, Loop, LoopId } from '../../core/facts/calls';
import type { Value } from '../../core/facts/values';
import type { CodeUnit, Model } from '../../core/model';
import type { Query } from '../../core/query';
import type { RepeatedCall, RepeatedQuery } from '../../core/repetition';
import { isConstantBound, isListOfLists, isWrittenDown } from './few-elements';

/**
 * The innermost loop over data that asks the call's question anew for each element; undefined where repeating it is
 * meant or cannot be helped. Each silent case says why it is fine.
 */
export function repeatingLoop(
  unit: CodeUnit,
  model: Model,
  { call, loops }: RepeatedCall,
  { query, dependsOn }: RepeatedQuery,
): Loop | undefined {
  return loopsOver(unit, model, loops).find(
    loop => dependsOn.includes(loop.id) && !isSearch(unit, call, query, loop) && !isLastRound(call, loop),
  );
}

/** The loops over data that the program does not hold in few, fixed pieces. */
export function loopsOver(unit: CodeUnit, model: Model, loops: readonly LoopId[]): readonly Loop[] {
  return loops.flatMap(id => unit.loop(id) ?? []).filter(loop => isOverData(unit, model, loop));
}

function isOverData(unit: CodeUnit, model: Model, loop: Loop): boolean {
  switch (loop.form) {
    // Pagination, retries and walks to a root: each round needs the one before.
    case 'while':
    case 'do':
      return false;
    case 'for':
      // `i += 100` walks in chunks, and a bound that the program itself writes keeps the count small.
      return loop.step === 'unit' && !isConstantBound(unit, model, loop.iterable) && !isListOfLists(unit, loop);
    default:
      return !isWrittenDown(unit, model, loop) && !isListOfLists(unit, loop);
  }
}

/** The round that gets to the call is the last one: `if (isFull) { await report(id); return; }`. */
function isLastRound(call: CallChain, loop: Loop): boolean {
  return loop.exits.some(({ guards }) => guards.every(guard => call.guards.some(other => isSame(guard, other))));
}

function isSame(a: Guard, b: Guard): boolean {
  return a.polarity === b.polarity && a.condition.span.start === b.condition.span.start;
}

/** The loop ends as soon as the call found something: it looks for the first match. */
function isSearch(unit: CodeUnit, call: CallChain, query: Query, loop: Loop): boolean {
  return loop.exits.some(
    exit => exit.kind !== 'throw' && exit.guards.some(guard => meansFound(unit, call, query, guard)),
  );
}

function meansFound(unit: CodeUnit, call: CallChain, query: Query, { condition, polarity }: Guard): boolean {
  // A count is compared, not found: the rows behind it could be counted for all elements at once.
  const mayBeFound = condition.kind === 'opaque' ? query.operation !== 'count' : condition.kind !== 'literal';
  if (!polarity || !mayBeFound || speaksOfFailure(unit, condition)) return false;
  return unit.sources(condition).some(source => source.kind === 'call' && source.call === call.id);
}

/** `if (isLeft(result)) return`, `if (result.error) return`: the loop gives up, it has found nothing. */
function speaksOfFailure(unit: CodeUnit, condition: Value): boolean {
  if (condition.kind === 'ref' || condition.kind === 'call') {
    const name =
      condition.path.at(-1) ?? (condition.kind === 'call' ? unit.call(condition.call)?.links.at(-1)?.name : '');
    return /^(?:is)?(?:left|err|errors?|failed|failure)$/i.test(name ?? '');
  }
  return condition.kind === 'opaque' && condition.uses.some(use => use.path.length > 0 && speaksOfFailure(unit, use));
}
