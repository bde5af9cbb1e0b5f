import type { CallChain, FunctionId, Guard, LoopId } from '../../core/facts/calls';
import type { Binding } from '../../core/facts/code';
import type { Value } from '../../core/facts/values';
import type { CodeUnit } from '../../core/model';
import type { FunctionKey, Query } from '../../core/query';
import type { CallStep, RepeatedQuery } from '../../core/repetition';
import {
  type BoundParameters,
  bindArguments,
  bindElement,
  type KnownArgument,
  knownPart,
  truthOf,
  withSurroundings,
} from './argument-binding';
import type { Callee } from './callees';
import { aliasOf, isExceptional, standsInCatch } from './exceptional';
import { guardsAround, guardsInRound, isMemoized } from './memoization';
import type { CallGraph } from './repeated-calls';
import { createRoundFlow, type Rounds } from './round-flow';

/** Beyond these nobody would follow the explanation, and the walk must end. */
const MAX_DEPTH = 12;
const MAX_FUNCTIONS = 300;
const MAX_QUERIES = 12;

interface Visit {
  readonly target: FunctionKey;
  readonly parameters: BoundParameters;
  readonly path: readonly CallStep[];
  readonly from: CalledFrom;
  readonly memoized: boolean;
  readonly exceptional: boolean;
  readonly waitsBefore: boolean;
  readonly nested: boolean;
}

interface CalledFrom {
  /** The rounds of the caller's loops around the first call. */
  readonly rounds: readonly LoopId[];
  /** Those that decide on which object the function is called. */
  readonly receiver: Rounds;
}

/** The queries that one call leads to, by the shortest way to each, the nearest first. Circles end where they close. */
export function reachQueries(
  caller: CodeUnit,
  call: CallChain,
  callee: Callee,
  parameters: BoundParameters,
  from: CalledFrom,
  graph: CallGraph,
): readonly RepeatedQuery[] {
  const found: RepeatedQuery[] = [];
  const seen = new Set<string>();
  const open: Visit[] = [
    {
      target: callee.target,
      parameters,
      path: [stepOf(caller, call, callee)],
      from,
      memoized: isMemoized(caller, call, guardsInRound(caller, call)),
      exceptional: standsInCatch(guardsInRound(caller, call)),
      waitsBefore: call.ownAwaitBefore,
      nested: false,
    },
  ];
  for (let next = open.shift(); next && seen.size < MAX_FUNCTIONS && found.length < MAX_QUERIES; next = open.shift()) {
    const key = visitKey(next);
    if (seen.has(key)) continue;
    seen.add(key);
    const unit = graph.codeUnit(next.target);
    if (unit) visit(unit, next, graph, found, open);
  }
  return found;
}

function visit(unit: CodeUnit, at: Visit, graph: CallGraph, found: RepeatedQuery[], open: Visit[]): void {
  const body = functionsInPlace(unit, at.target.function);
  const flow = createRoundFlow(unit, { parameters: at.parameters, ...at.from });
  const queries = new Map(graph.queriesIn(unit).map(query => [query.chain.id, query] as const));
  const calls = unit.facts.calls.filter(call => body.has(call.in));
  if (calls.length === 0) return;
  const callees = at.path.length < MAX_DEPTH ? graph.calleesIn(unit) : {};
  for (const call of calls) {
    if (isDead(unit, call, at.parameters)) continue;
    const query = queries.get(call.id);
    const nested = at.nested || call.loops.length > 0;
    const memoized = at.memoized || isMemoized(unit, call, guardsAround(unit, call));
    const exceptional = at.exceptional || isExceptional(unit, call, at.parameters);
    const waitsBefore = at.waitsBefore || call.ownAwaitBefore;
    if (query) {
      if (query.operation === 'fragment' || isFound(query, exceptional, found)) continue;
      const rounds = flow.ofQuery(query);
      found.push({
        query,
        path: at.path,
        dependsOn: [...rounds.dependsOn],
        variesIn: [...rounds.variesIn],
        memoized,
        exceptional,
        batchable: !query.batchable || nested ? 'no' : waitsBefore ? 'broken-by-own-await' : 'yes',
        nested,
      });
      continue;
    }
    for (const callee of callees[call.id] ?? []) {
      const target = graph.codeUnit(callee.target);
      if (!target) continue;
      const handed = callee.loop === undefined ? undefined : unit.loop(callee.loop);
      open.push({
        target: callee.target,
        parameters: handed
          ? bindElement(target, callee.target.function, handed)
          : withSurroundings(
              bindArguments(target, callee, call, unit, flow, at.parameters),
              callee,
              call,
              unit,
              at.parameters,
            ),
        path: [...at.path, stepOf(unit, call, callee)],
        from: { rounds: at.from.rounds, receiver: flow.ofReceiver(call, callee.link) },
        memoized,
        exceptional,
        waitsBefore,
        nested: nested || handed !== undefined,
      });
    }
  }
}

/** What was found where hardly a call gets to is looked for on. */
function isFound(query: Query, exceptional: boolean, found: readonly RepeatedQuery[]): boolean {
  return found.some(one => one.query.id === query.id && (exceptional || !one.exceptional));
}

/** The same function is looked at again only when other things are known of what it is given. */
function visitKey({ target, parameters, memoized, exceptional }: Visit): string {
  const known = [...parameters].map(
    ([id, { known, rounds }]) => `${id}=${keyOf(known)}${[...rounds.dependsOn].join()}`,
  );
  return [target.uri, target.unit, target.function, memoized, exceptional, ...known].join('\u0000');
}

function keyOf(known: KnownArgument): string {
  if (known.kind === 'literal') return JSON.stringify(known.value);
  if (known.kind !== 'object') return known.kind;
  return `{${[...known.entries].map(([key, value]) => `${key}:${keyOf(value)}`).join()}}`;
}

/** The function and the callbacks in it that run as a part of it. */
function functionsInPlace(unit: CodeUnit, fn: FunctionId): ReadonlySet<FunctionId> {
  const body = new Set([fn]);
  // A function stands before those inside of it.
  for (const fact of unit.facts.functions) if (fact.inPlace && body.has(fact.parent ?? '')) body.add(fact.id);
  return body;
}

/** A condition on a parameter that this call does not meet: `if (options.withPosts)` where none are given. */
function isDead(unit: CodeUnit, call: CallChain, parameters: BoundParameters): boolean {
  return guardsAround(unit, call).some(guard => isRefuted(unit, guard, parameters));
}

function isRefuted(unit: CodeUnit, { condition, polarity }: Guard, parameters: BoundParameters): boolean {
  const truth = truthOfCondition(unit, condition, parameters);
  return truth !== undefined && truth !== polarity;
}

function truthOfCondition(unit: CodeUnit, condition: Value, parameters: BoundParameters): boolean | undefined {
  if (condition.kind === 'literal') return Boolean(condition.value);
  if (condition.kind !== 'ref' || condition.root.kind !== 'local') return undefined;
  const binding = unit.binding(condition.root.binding);
  if (!binding || binding.writes.length > 0) return undefined;
  const known = parameters.get(binding.id)?.known ?? aliasOf(binding, parameters);
  if (!known) return undefined;
  if (known.kind === 'absent' && condition.path.length === 0) return truthOfDefault(binding);
  return truthOf(knownPart(known, condition.path));
}

/** An argument that is left out is its default; which one a pattern has is not recorded. */
function truthOfDefault({ value, path, parameter, defaulted }: Binding): boolean | undefined {
  if (path.length > 0) return defaulted || (parameter && value) ? undefined : false;
  if (!value) return false;
  return value.kind === 'literal' ? Boolean(value.value) : undefined;
}

function stepOf(unit: CodeUnit, call: CallChain, { link, target }: Callee): CallStep {
  const called = call.links[link];
  const start = called?.span.start ?? call.span.start;
  return {
    at: { uri: unit.uri, unit: unit.unit, span: { start, end: called?.nameSpan.end ?? call.span.end } },
    callee: calleeName(target),
    target,
  };
}

/**
 * `OrderService.list`, `loadAuthor`, also where it stands in another function; one that was handed to a wrapper has no name
 * but that of its statement.
 */
function calleeName({ unit, function: fn }: FunctionKey): string {
  return fn.split('/').findLast(name => name !== '' && !name.startsWith('callback[')) ?? unit;
}
