import type { CallChain, Guard } from '../../core/facts/calls';
import type { TypeAnnotation } from '../../core/facts/type-annotation';
import type { BindingId, CallRef, Ref, Value } from '../../core/facts/values';
import type { CodeUnit } from '../../core/model';

/**
 * `if (!cache.has(id)) …`, `cache.get(id) ?? (await …)`, `if (cache[id]) continue`: asked once per key, not per element. What
 * refuses a key that it has seen remembers nothing of it.
 */
export function isMemoized(unit: CodeUnit, call: CallChain, guards: readonly Guard[]): boolean {
  return guards.some(
    ({ condition, polarity, refuses }) =>
      !polarity &&
      !refuses &&
      (isEntry(unit, condition) || unit.sources(condition).some(source => isLookup(unit, call, source))),
  );
}

/** `if (cache[id])`: compared with something else, it is a property like any other. */
function isEntry(unit: CodeUnit, condition: Value): boolean {
  if (condition.kind === 'choice') return condition.of.some(option => isEntry(unit, option));
  if (condition.kind !== 'ref') return false;
  if (condition.path.at(-1) === '[]') return isFilled(unit, condition);
  return condition.path.length === 0 && condition.root.kind === 'local' && isEntryByName(unit, condition.root.binding);
}

/** `let user = users[id]; if (!user) …`: a list of the caller's has elements, and only what is written to is a memory. */
function isEntryByName(unit: CodeUnit, id: BindingId): boolean {
  const value = unit.binding(id)?.value;
  if (value?.kind !== 'ref' || value.path.at(-1) !== '[]') return false;
  return value.root.kind !== 'local' || (unit.binding(value.root.binding)?.partWrites?.length ?? 0) > 0;
}

/**
 * Rows that were loaded before the loop keep nothing from being asked again: only what the code itself adds to is a memory.
 * What other modules or objects hold, they may fill.
 */
function isFilled(unit: CodeUnit, store: CallChain['root'] | Ref): boolean {
  if (store.kind !== 'ref' || store.root.kind !== 'local') return true;
  const { binding } = store.root;
  const declared = unit.binding(binding);
  // What is given may be filled elsewhere, unless nobody may.
  if (declared?.parameter && !isReadonly(declared.type)) return true;
  if ((declared?.partWrites?.length ?? 0) > 0) return true;
  return unit.addedTo(binding).length > 0;
}

function isReadonly(type: TypeAnnotation | undefined): boolean {
  return type?.kind === 'reference' && /^Readonly(?:Set|Map|Array)$/.test(type.name.join('.'));
}

/** The conditions of the call inside of its round: those before the loop hold for all rounds alike. */
export function guardsInRound(unit: CodeUnit, call: CallChain): readonly Guard[] {
  const callbacks = new Set(unit.facts.loops.map(({ callback }) => callback));
  return guardsUpTo(unit, call, fn => callbacks.has(fn));
}

/** The conditions of the call and of the calls in whose callbacks it stands. */
export function guardsAround(unit: CodeUnit, call: CallChain): readonly Guard[] {
  return guardsUpTo(unit, call, () => false);
}

function guardsUpTo(unit: CodeUnit, call: CallChain, isEnd: (fn: string) => boolean): readonly Guard[] {
  const guards = [...call.guards];
  let fn = unit.fn(call.in);
  while (fn?.inPlace && fn.callbackOf && !isEnd(fn.id)) {
    guards.push(...(unit.call(fn.callbackOf.call)?.guards ?? []));
    fn = unit.fn(fn.parent ?? '');
  }
  return guards;
}

function isLookup(unit: CodeUnit, call: CallChain, source: Ref | CallRef): boolean {
  if (source.kind === 'ref') return false;
  const chain = unit.call(source.call);
  const lookup = chain?.links.at(-1);
  if (!chain || !lookup || chain === call || !(LOOKUPS.has(lookup.name) || searches(chain))) return false;
  // `['ADMIN'].includes(role)`, `roles.includes('ADMIN')`: a permission, and the same for every element.
  const isWritten = chain.root.kind === 'other' && chain.root.value.kind === 'array' && !chain.root.value.open;
  return !isWritten && isFilled(unit, chain.root) && lookup.args.some(({ value }) => value.kind !== 'literal');
}

/** `this.tokens.find(token => token.secret === secret)`: what an object keeps for longer than the call. */
function searches({ root, links }: CallChain): boolean {
  const search = links.at(-1);
  const isKept = root.kind === 'ref' && root.root.kind === 'this' && root.path.length > 0;
  return isKept && search !== undefined && SEARCHES.has(search.name) && search.args[0]?.value.kind === 'function';
}

const SEARCHES = new Set(['find', 'some', 'findIndex', 'findLast']);
const LOOKUPS = new Set(['has', 'get', 'includes', 'hasOwn', 'hasOwnProperty']);
