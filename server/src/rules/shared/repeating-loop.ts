import type { CallChain, Guard, Loop, LoopId } from '../../core/facts/calls';
import type { Value } from '../../core/facts/values';
import type { CodeUnit, Model } from '../../core/model';
import type { Query } from '../../core/query';
import type { RepeatedCall, RepeatedQuery } from '../../core/repetition';

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
  return loopsOver(unit, model, loops).find(loop => dependsOn.includes(loop.id) && !isSearch(unit, call, query, loop));
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
      return loop.step === 'unit' && !isConstantBound(unit, model, loop.iterable);
    default:
      return !isConstantList(unit, model, loop.iterable) && !isChunking(unit, loop.iterable);
  }
}

/** `attempt < MAX_RETRIES`, `i < 3`, no bound at all. */
function isConstantBound(unit: CodeUnit, model: Model, condition: Value): boolean {
  const counters = (value: Value): boolean =>
    value.kind === 'ref' && value.root.kind === 'local' && unit.binding(value.root.binding)?.loop !== undefined;
  if (condition.kind !== 'opaque') return true;
  return condition.uses.every(use => {
    if (counters(use)) return true;
    const constant = model.constant(unit.uri, unit.unit, use);
    return constant?.value.kind === 'literal' || isConstantList(unit, model, use);
  });
}

/** Lists that stand in the program: as long as their author wrote them. */
function isConstantList(unit: CodeUnit, model: Model, iterable: Value): boolean {
  const located = model.constant(unit.uri, unit.unit, iterable);
  if (!located) return false;
  const home = model.code(located.at.uri, located.at.unit);
  const { value } = located;
  switch (value.kind) {
    case 'array':
      // An empty list is filled somewhere.
      return !value.open && value.items.length > 0;
    case 'object':
      return !value.open && iterable.kind === 'ref';
    // `_.times(3, …)`.
    case 'literal':
      return true;
    case 'call':
      return home !== undefined && isMadeOfConstants(home, model, home.call(value.call));
    default:
      return false;
  }
}

/** `STATUSES.filter(…)`, `['a', 'b'].map(…)`, and `Object.values(Role)` of an enum, which may be declared out of sight. */
function isMadeOfConstants(unit: CodeUnit, model: Model, chain: CallChain | undefined): boolean {
  if (!chain) return false;
  const { root } = chain;
  if (root.kind === 'ref' && root.root.kind === 'outer' && root.root.name === 'Object') {
    const about = chain.links[0]?.args[0]?.value;
    if (about?.kind !== 'ref') return false;
    const isTypeName = about.root.kind === 'outer' && /^[A-Z]/.test(about.path.at(-1) ?? about.root.name);
    return isTypeName || isConstantList(unit, model, about);
  }
  return isConstantList(unit, model, root.kind === 'other' ? root.value : root);
}

/** Elements of `chunk(ids, 100)` are lists themselves: one query for each chunk is the remedy, not the defect. */
function isChunking(unit: CodeUnit, iterable: Value): boolean {
  return unit.sources(iterable).some(source => {
    if (source.kind !== 'call') return false;
    const chain = unit.call(source.call);
    const name =
      chain?.links.at(-1)?.name ||
      (chain?.root.kind === 'ref' && chain.root.root.kind === 'outer' ? chain.root.root.name : '');
    return /chunks?$|^chunk|batches$|^partition/i.test(name);
  });
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
