import type { CallChain, Guard, Loop, LoopExit } from '../../core/facts/calls';
import type { Value } from '../../core/facts/values';
import type { CodeUnit, Model } from '../../core/model';

/**
 * The innermost loop over data that asks the call's question anew for each element; undefined where repeating it is
 * meant or cannot be helped. Each silent case says why it is fine.
 */
export function repeatingLoop(unit: CodeUnit, model: Model, chain: CallChain): Loop | undefined {
  return chain.loops
    .map(id => unit.loop(id))
    .find(
      loop =>
        loop !== undefined &&
        isOverData(unit, model, loop) &&
        dependsOn(unit, chain, loop) &&
        !isSearch(unit, chain, loop),
    );
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
    return constant?.value.kind === 'literal' || isConstantList(unit, model, { ...use, path: use.path.slice(0, -1) });
  });
}

/** Lists that stand in the program: as long as their author wrote them. */
function isConstantList(unit: CodeUnit, model: Model, iterable: Value): boolean {
  if (iterable.kind === 'call') {
    const chain = unit.call(iterable.call);
    const root = chain?.root;
    const first = chain?.links[0];
    if (!root || !first || root.kind === 'other')
      return root?.kind === 'other' && isConstantList(unit, model, root.value);
    // `Object.values(Role)`, `STATUSES.filter(…)`.
    const about =
      root.kind === 'ref' && root.root.kind === 'outer' && root.root.name === 'Object' ? first.args[0]?.value : root;
    return about !== undefined && about.kind !== 'call' && isConstantList(unit, model, about);
  }
  const located = model.constant(unit.uri, unit.unit, iterable)?.value;
  if (located === undefined) return false;
  if (located.kind === 'array') return !located.open;
  return located.kind === 'object' && !located.open && iterable.kind === 'ref';
}

/** Elements of `chunk(ids, 100)` are lists themselves: one query for each chunk is the remedy, not the defect. */
function isChunking(unit: CodeUnit, iterable: Value): boolean {
  return unit.sources(iterable).some(source => {
    if (source.kind !== 'call') return false;
    const chain = unit.call(source.call);
    const name =
      chain?.links.at(-1)?.name ||
      (chain?.root.kind === 'ref' && chain.root.root.kind === 'outer' ? chain.root.root.name : '');
    return /chunk|batch(?!.*id)|partition/i.test(name);
  });
}

/** Without the element in its arguments the call asks the same question again and again: another defect. */
function dependsOn(unit: CodeUnit, chain: CallChain, loop: Loop): boolean {
  const elements = new Set(loop.elements);
  const asked = chain.links.flatMap(link => link.args.map(argument => argument.value));
  return asked.some(value =>
    unit
      .sources(value)
      .some(source => source.kind === 'ref' && source.root.kind === 'local' && elements.has(source.root.binding)),
  );
}

/** The loop ends as soon as the call found something: it looks for the first match. */
function isSearch(unit: CodeUnit, chain: CallChain, loop: Loop): boolean {
  const findsIt = (exit: LoopExit): boolean =>
    exit.kind !== 'throw' && exit.guards.some(guard => asksResult(unit, chain, guard));
  return loop.exits.some(findsIt);
}

function asksResult(unit: CodeUnit, chain: CallChain, { condition, polarity }: Guard): boolean {
  const direct = condition.kind === 'ref' || condition.kind === 'call' || condition.kind === 'opaque';
  if (!direct || !polarity) return false;
  return unit.sources(condition).some(source => source.kind === 'call' && source.call === chain.id);
}
