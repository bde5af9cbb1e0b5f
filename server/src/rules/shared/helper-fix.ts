import type { CallChain, Loop } from '../../core/facts/calls';
import type { TypeAnnotation } from '../../core/facts/type-annotation';
import type { Ref, Value } from '../../core/facts/values';
import type { FixIntent } from '../../core/fix';
import type { CodeUnit, Model } from '../../core/model';
import type { FunctionKey, Query } from '../../core/query';
import type { RepeatedCall, RepeatedQuery } from '../../core/repetition';
import { keyedQuery, limitOf } from './batch-fix';
import { mayAskBefore, throwsWithoutRow } from './batch-fixes';
import { isElementOf, type KeyFilter } from './loop-keys';
import { writesIn } from './loop-writes';

/**
 * A version of a helper for many keys, and a Map in place of the calls: `loadAuthor(post.authorId)`, where all that
 * `loadAuthor` does is to ask for the row of its one parameter.
 */
export function helperFix(
  unit: CodeUnit,
  model: Model,
  loop: Loop,
  { call, link, queries }: RepeatedCall,
  { query, path }: RepeatedQuery,
  calls: readonly RepeatedCall[],
): FixIntent | undefined {
  const [step, ...further] = path;
  const called = call.links[link];
  if (!step || further.length > 0 || queries.length > 1 || !called || call.links.length > 1) return undefined;
  if (!mayAskBefore(unit, loop, call) || throwsWithoutRow(query) || writesIn(loop, calls, model).length > 0)
    return undefined;
  const [argument, ...others] = called.args;
  if (called.form !== 'call' || !argument || argument.spread || others.length > 0) return undefined;
  const { value: ref } = argument;
  if (ref.kind !== 'ref' || !isElementOf(loop, ref) || !mayHaveAnother(unit, model, call, step.target))
    return undefined;
  const key = keyOfHelper(model, query, step.target, ref);
  const table = query.table && model.table(query.table);
  const keyed = key && table && keyedQuery(unit, model, loop, query, table, key);
  if (!keyed) return undefined;
  return {
    kind: 'batch-helper',
    title: `Add a version of \`${step.callee}\` for many keys, and ask it once${limitOf(query, table)}`,
    safety: 'review',
    at: { uri: unit.uri, unit: unit.unit, span: called.span },
    loop: loop.span,
    query: { ...keyed, at: query.place },
  };
}

/** The condition on the function's parameter, which the caller gives a value of the element for. */
function keyOfHelper(model: Model, query: Query, target: FunctionKey, ref: Ref): KeyFilter | undefined {
  const unit = model.code(target.uri, target.unit);
  const fn = unit?.fn(target.function);
  if (!unit || !fn || query.function !== fn.id || query.place.uri !== target.uri || query.place.unit !== target.unit)
    return undefined;
  if (fn.parent !== undefined || fn.decorators.length > 0 || fn.parameterCount !== 1 || fn.returns.length !== 1)
    return undefined;
  const { chain } = query;
  const [result] = fn.returns;
  if (result?.kind !== 'call' || result.call !== chain.id || result.path.length > 0) return undefined;
  const isOfQuery = ({ span }: CallChain): boolean => chain.span.start <= span.start && span.end <= chain.span.end;
  if (!unit.facts.calls.every(call => call.in !== fn.id || isOfQuery(call))) return undefined;
  if (!query.clausesComplete || !query.filtersComplete || chain.guards.length + chain.loops.length > 0) {
    return undefined;
  }
  const parameter = unit.facts.bindings.find(
    ({ parameter: of, path, writes }) => of?.function === fn.id && !of.rest && path.length + writes.length === 0,
  );
  const isParameter = (value: Value): boolean =>
    unit
      .sources(value)
      .some(source => source.kind === 'ref' && source.root.kind === 'local' && source.root.binding === parameter?.id);
  const [filter, ...others] = query.filters.filter(({ value }) => isParameter(value));
  if (!filter || others.length > 0 || filter.operator !== 'equals' || filter.insensitive) return undefined;
  if (filter.value.kind !== 'ref' || filter.value.path.length > 0) return undefined;
  const isElsewhere = query.clauses.some(({ key, value }) => key !== 'where' && isParameter(value));
  return isElsewhere ? undefined : { filter, ref };
}

/**
 * Where the function is called it is known by what declares it: a name, a namespace, or an object of its own class. Behind
 * an interface a further method would have to be declared as well.
 */
function mayHaveAnother(unit: CodeUnit, model: Model, { root, links }: CallChain, target: FunctionKey): boolean {
  const owner = model.code(target.uri, target.unit)?.fn(target.function)?.class;
  if (root.kind !== 'ref') return false;
  const { root: base, path } = root;
  if (owner === undefined) return path.length === 0 && (links[0]?.name === '' || base.kind === 'outer');
  if (base.kind === 'outer') return path.length === 0 && base.name === owner;
  if (base.kind === 'local') return path.length === 0 && isNamed(unit.binding(base.binding)?.type, owner);
  if (base.kind !== 'this') return false;
  const [field, ...deeper] = path;
  const home = unit.unit.slice(0, unit.unit.lastIndexOf('.'));
  if (field === undefined) return home === owner && unit.uri === target.uri;
  const own = model.code(unit.uri, home)?.facts.classes.find(({ name }) => name === home);
  return deeper.length === 0 && isNamed(own?.fields.find(({ name }) => name === field)?.type, owner);
}

function isNamed(type: TypeAnnotation | undefined, owner: string): boolean {
  return type?.kind === 'reference' && !type.query && type.name.join('.') === owner;
}
