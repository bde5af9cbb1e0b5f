import type { Loop } from '../../core/facts/calls';
import type { CodeUnit } from '../../core/model';
import { describeValue } from './describe-value';
import { type IteratedList, listInFront, nameOfRoot, partsOf } from './iterated-list';

/** `users` of a loop over `users.filter(…)`; undefined where other elements than those of a name go through it. */
export function describeList(unit: CodeUnit, loop: Loop): string | undefined {
  // `_.times(count, …)` has no elements that could be named.
  const list = loop.method === 'times' ? undefined : listInFront(unit, loop);
  return list && describeParts(unit, list);
}

function describeParts(unit: CodeUnit, list: IteratedList): string | undefined {
  const [first, ...others] = list.links;
  if (!first) return list.root.kind === 'call' ? undefined : describeValue(unit, list.root);
  const isAbout = ABOUT.get(nameOfRoot(list) ?? '')?.test(first.name) ?? false;
  if (!(isAbout ? others : list.links).every(({ name }) => SAME.has(name))) return undefined;
  if (!isAbout) return describeValue(unit, list.root);
  const about = first.args[0]?.value;
  return about && describeParts(unit, partsOf(unit, about));
}

/** Functions that give the elements of their first argument. */
const ABOUT: ReadonlyMap<string, RegExp> = new Map([
  ['Object', /^(?:entries|keys|values)$/],
  ['Array', /^from$/],
  ['Set', /^$/],
  ['Map', /^$/],
  ...['_', 'lodash'].map(name => [name, /^(?:uniq|uniqBy|sortBy|orderBy|compact|filter|reject|map|toPairs)$/] as const),
  ...['uniq', 'uniqBy', 'sortBy', 'orderBy', 'compact'].map(name => [name, /^$/] as const),
]);

const SAME: ReadonlySet<string> = new Set([
  'entries',
  'filter',
  'keys',
  'map',
  'reverse',
  'slice',
  'sort',
  'toReversed',
  'toSorted',
  'values',
]);
