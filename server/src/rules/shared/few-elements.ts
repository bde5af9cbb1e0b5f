import type { Loop } from '../../core/facts/calls';
import type { CallRef, Value } from '../../core/facts/values';
import type { CodeUnit, LocatedValue, Model } from '../../core/model';
import { type IteratedList, iteratedList, nameOfRoot, partsOf } from './iterated-list';
import { isCounter } from './loop-counter';

/** `attempt < MAX_RETRIES`, `i < 3`, no bound at all: as many rounds as the program says. */
export function isConstantBound(unit: CodeUnit, model: Model, condition: Value): boolean {
  if (condition.kind !== 'opaque' || isCountOfParts(unit, condition)) return true;
  return condition.uses.every(
    use =>
      isCounter(unit, use) ||
      isCount(unit, model, use) ||
      isCountOfParts(unit, use) ||
      model.constant(unit.uri, unit.unit, use)?.value.kind === 'literal' ||
      isConstantList(unit, model, use),
  );
}

/** Lists that stand in the program: as long as their author wrote them. */
export function isWrittenDown(unit: CodeUnit, model: Model, loop: Loop): boolean {
  if (isConstantList(unit, model, loop.iterable)) return true;
  const list = iteratedList(unit, loop);
  if (!list) return false;
  return list.links.length > 0 ? isMadeOfConstants(unit, model, list) : isOfLength(unit, model, list.root);
}

/** Elements of `chunk(ids, 100)` are lists themselves: one query for each chunk is the remedy, not the defect. */
export function isListOfLists(unit: CodeUnit, loop: Loop): boolean {
  const list = iteratedList(unit, loop);
  if (!list) return false;
  const made = list.links.findLast(({ name }) => !SAME_ELEMENTS.has(name));
  if (made) return CHUNKS.test(made.name || (nameOfRoot(list) ?? ''));
  // By its index the element has no name of its own: `batches[i]`.
  const { root } = list;
  const isNamed = loop.form === 'for' && root.kind === 'ref' && root.root.kind === 'local' && root.path.length === 0;
  return isNamed && /(?:chunks|batches)$/i.test(unit.binding(root.root.binding)?.name ?? '');
}

const CHUNKS = /chunks?$|^chunk|batches$|^partition/i;
const SAME_ELEMENTS = new Set(['filter', 'slice', 'reverse', 'toReversed', 'entries', 'values']);

/** A number that an object keeps is how it was set up: `shard < this.shardCount`. */
function isCount(unit: CodeUnit, model: Model, value: Value): boolean {
  if (value.kind === 'literal') return typeof value.value === 'number';
  if (value.kind !== 'ref') return false;
  if (value.root.kind === 'this') return COUNTS.test(value.path.at(-1) ?? '');
  return model.constant(unit.uri, unit.unit, value)?.value.kind === 'literal';
}

/** `Math.ceil(total / PAGE)`: each round is for a part of what there is. */
function isCountOfParts(unit: CodeUnit, value: Value): boolean {
  const isName = value.kind === 'ref' && value.root.kind === 'local' && value.path.length === 0;
  const binding = isName && value.root.kind === 'local' ? unit.binding(value.root.binding) : undefined;
  const counted = binding ? binding.value : value;
  if (counted?.kind !== 'opaque' || (binding && binding.writes.length > 0)) return false;
  return unit.facts.calls.some(
    ({ root, links, span }) =>
      links[0]?.name === 'ceil' &&
      root.kind === 'ref' &&
      root.root.kind === 'outer' &&
      root.root.name === 'Math' &&
      span.start >= counted.span.start &&
      span.end <= counted.span.end,
  );
}

/** `{ length: this.shardCount }`, of which `Array.from` makes a list. */
function isOfLength(unit: CodeUnit, model: Model, value: Value): boolean {
  const length = value.kind === 'object' ? value.entries.find(({ key }) => key === 'length')?.value : undefined;
  return length !== undefined && isCount(unit, model, length);
}

const COUNTS = /(?:count|concurrency|limit|attempts|retries|replicas|shards)$/i;

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
      return (
        home !== undefined &&
        (isMadeOfConstants(home, model, partsOf(home, value)) || isGivenInPieces(home, model, value))
      );
    default:
      return false;
  }
}

/** Whatever the function gives, it writes it down: `return [post.cover, post.icon]`. */
function isGivenInPieces(unit: CodeUnit, model: Model, call: CallRef): boolean {
  const returned = model.returned(unit.uri, unit.unit, call);
  return returned.length > 0 && returned.every(({ at, value }) => isArrayInPieces(at, value, model));
}

function isArrayInPieces(at: LocatedValue['at'], value: Value, model: Model): boolean {
  if (value.kind === 'array') return !value.open;
  const located = value.kind === 'ref' ? model.constant(at.uri, at.unit, value)?.value : undefined;
  if (value.kind !== 'ref' || located?.kind !== 'array' || located.open || located.items.length === 0) return false;
  const { root } = value;
  return root.kind !== 'local' || model.code(at.uri, at.unit)?.addedTo(root.binding).length === 0;
}

/** `STATUSES.filter(…)`, `['a', 'b'].map(…)`, and `Object.values(Role)` of an enum, which may be declared out of sight. */
function isMadeOfConstants(unit: CodeUnit, model: Model, list: IteratedList): boolean {
  const [first] = list.links;
  if (!first || list.links.some(({ name }) => GROWS.has(name))) return false;
  const about = first.args[0]?.value;
  switch (nameOfRoot(list)) {
    case 'Object': {
      if (about?.kind !== 'ref') return false;
      const isTypeName = about.root.kind === 'outer' && /^[A-Z]/.test(about.path.at(-1) ?? about.root.name);
      return isTypeName || isConstantList(unit, model, about);
    }
    // `Array.from(STATUSES)`, `Array(3)`.
    case 'Array':
      return about !== undefined && (isOfLength(unit, model, about) || isConstantList(unit, model, about));
    default:
      return isConstantList(unit, model, list.root);
  }
}

/** What is longer afterwards than before, by as much as its arguments hold. */
const GROWS = new Set(['concat', 'flat', 'flatMap']);
