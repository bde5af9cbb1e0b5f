import type { CallChain, Loop } from '../../core/facts/calls';
import type { SqlBlock } from '../../core/facts/sql-template';
import type { CodeUnit, Model } from '../../core/model';
import type { Filter, Query } from '../../core/query';
import { RESOLVER_ROUND, type RepeatedCall, type RepeatedQuery } from '../../core/repetition';
import { describeList } from './describe-list';
import { isInProcess } from './query-effect';
import { repeatingLoop } from './repeating-loop';

/** A query that each round of a loop, or each object of a resolver, asks anew about its own element. */
export interface QueryPerElement {
  readonly call: RepeatedCall;
  readonly repeated: RepeatedQuery;
  /** Undefined for a resolver. */
  readonly loop: Loop | undefined;
}

/**
 * The first query of each call that runs once per element and that `accepts` takes. Scripts, seeds, tests and migrations
 * run once, by hand: their loops hurt nobody.
 */
export function queriesPerElement(
  unit: CodeUnit,
  model: Model,
  calls: readonly RepeatedCall[],
  accepts: (found: QueryPerElement) => boolean,
): readonly QueryPerElement[] {
  if (model.role(unit.uri) !== 'source') return [];
  return calls.flatMap(call => {
    if (isStartUp(model, call)) return [];
    for (const repeated of call.queries) {
      if (repeated.memoized || repeated.exceptional || isInProcess(repeated.query)) continue;
      const loop = call.resolver ? undefined : repeatingLoop(unit, model, call, repeated);
      const repeats = call.resolver ? repeated.dependsOn.includes(RESOLVER_ROUND) : loop !== undefined;
      if (repeats && !walksPhases(unit, call, loop) && accepts({ call, repeated, loop }))
        return [{ call, repeated, loop }];
    }
    return [];
  });
}

/** What runs once when the program starts, or once in the life of a database. */
function isStartUp(model: Model, { uri, unit, call }: RepeatedCall): boolean {
  const [method = ''] = call.in.split('/');
  const dot = method.lastIndexOf('.');
  if (STARTS.test(method.slice(dot + 1))) return true;
  // A method that its own class calls when the program starts.
  const home = unit.endsWith(method.slice(dot)) ? unit.slice(0, -method.slice(dot).length) : '';
  return START_HOOKS.some(hook =>
    model
      .code(uri, `${home}.${hook}`)
      ?.facts.calls.some(
        ({ root, links }) =>
          root.kind === 'ref' && root.root.kind === 'this' && links[0]?.name === method.slice(dot + 1),
      ),
  );
}

const START_HOOKS = ['onModuleInit', 'onApplicationBootstrap'];
const STARTS = /^(?:onModuleInit|onApplicationBootstrap|bootstrap|seed|migrate|backfill)(?![a-z])/;

/**
 * `for (const phase of phases) switch (phase.name) { case 'page': await writePage(phase); … }`: a program's own steps, each
 * of which does something else. Steps that all do the same are rows like any others.
 */
function walksPhases(unit: CodeUnit, { call }: RepeatedCall, loop: Loop | undefined): boolean {
  const phases = loop?.elements.filter(id => /^(?:phase|step|stage)$/i.test(unit.binding(id)?.name ?? '')) ?? [];
  return call.guards.some(
    ({ condition, polarity }) =>
      polarity &&
      condition.kind === 'opaque' &&
      condition.uses.some(use => use.kind === 'ref' && use.root.kind === 'local' && phases.includes(use.root.binding)),
  );
}

/** By the loop that they run in, in source order: what one loop does is one finding. */
export function byLoop(found: readonly QueryPerElement[]): readonly (readonly QueryPerElement[])[] {
  const groups = new Map<Loop | undefined, QueryPerElement[]>();
  for (const one of found) groups.set(one.loop, [...(groups.get(one.loop) ?? []), one]);
  return [...groups.values()];
}

/** No iteration waits for the query of the one before: `Promise.all(ids.map(…))`, `promises.push(…)`. */
export function startsTogether(loop: Loop | undefined, call: CallChain): boolean {
  if (!loop) return true;
  return loop.form === 'callback' ? loop.mode === 'parallel' || call.awaited !== 'yes' : call.awaited === 'collected';
}

/** `once per element of `users`, one after the other`. */
export function describeRounds(unit: CodeUnit, { loop, call }: QueryPerElement): string {
  if (!loop) {
    const { parent, field } = call.resolver ?? { parent: '', field: '' };
    return `once per \`${parent}\` of a list that asks for \`${field}\``;
  }
  const name = describeList(unit, loop);
  const each = name === undefined ? 'once per element of the loop' : `once per element of \`${name}\``;
  if (!startsTogether(loop, call.call)) return `${each}, one after the other`;
  return loop.limited ? `${each}, a few at a time` : `${each}, all at once`;
}

/**
 * `for (const part of parts) … { in: part }`: the elements are lists, and one query for each list is the remedy. What a
 * function does with a list that it is given is its own affair.
 */
export function asksForList(unit: CodeUnit, model: Model, { loop, repeated }: QueryPerElement): boolean {
  if (repeated.path.length > 0) return listsOf(repeated.query, model).length > 0;
  const lists = repeated.query.filters.filter(({ operator }) => operator === 'in');
  const elements = new Set(loop?.elements);
  return lists.some(({ value }) => {
    const fromElement = unit
      .sources(value)
      .filter(source => source.kind === 'ref' && source.root.kind === 'local' && elements.has(source.root.binding));
    return (
      fromElement.some(source => source.path.length === 0) ||
      (loop !== undefined && fromElement.length > 0 && speaksOfGroups(unit, loop))
    );
  });
}

/** The lists that a query compares with, but for those that the program writes down: `{ in: ['OPEN', 'PAID'] }`. */
export function listsOf({ filters, place }: Query, model: Model): readonly Filter[] {
  return filters.filter(
    ({ operator, value }) => operator === 'in' && model.constant(place.uri, place.unit, value)?.value.kind !== 'array',
  );
}

/** The elements are groups of what the program has in mind: `for (const batch of batches)`. */
export function speaksOfGroups(unit: CodeUnit, loop: Loop): boolean {
  return loop.elements.some(id => /(?:chunk|batch|slice|page|part|group)$/i.test(unit.binding(id)?.name ?? ''));
}

/** Its rows are locked one by one, and held no longer than each of them needs. */
export function takesLock({ chain, clauses, raw }: Query, model: Model): boolean {
  if (clauses.some(({ key }) => /^lock(?:Mode)?$/.test(key))) return true;
  if (chain.links.some(({ name }) => LOCKS_ROWS.test(name))) return true;
  return raw !== undefined && model.readSql(raw.template, raw.dialect).blocks.some(isLocking);
}

/** `… FOR UPDATE`, `SELECT pg_advisory_xact_lock(…)`, `SELECT GET_LOCK(…)`. */
function isLocking({ locks, targets }: SqlBlock): boolean {
  return locks === true || targets.some(target => target.kind === 'call' && LOCKING_FUNCTION.test(target.name));
}

const LOCKING_FUNCTION = /^pg_\w*advisory\w*lock|^(?:get|release)_lock$/i;

/** Builders: `forUpdate()`, `forNoKeyUpdate()`; TypeORM: `setLock('pessimistic_write')`; Drizzle: `for('update')`. */
const LOCKS_ROWS = /^(?:for(?:NoKey)?(?:Update|Share)|forKeyShare|setLock|for)$/;

/** Prisma sends the findUnique calls that start in one tick as one statement (measured on 7.10). */
export function isBatched(unit: CodeUnit, { loop, call, repeated }: QueryPerElement): boolean {
  // GraphQL runs the resolvers of a list side by side; what they wait for first is most often batched itself.
  if (!loop) return repeated.batchable !== 'no';
  if (repeated.batchable !== 'yes') return false;
  return unit.loop(call.loops[0] ?? '') === loop && startsTogether(loop, call.call);
}
