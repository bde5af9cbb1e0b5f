import type { CallChain } from '../../core/facts/calls';
import type { CodeUnit } from '../../core/model';
import type { Query } from '../../core/query';
import { RESOLVER_ROUND, type RepeatedCall, type RepeatedQuery, type ResolverOf } from '../../core/repetition';
import type { UnitPlace } from '../handles/entity';
import { type BoundParameters, bindArguments, bindElement, withSurroundings } from './argument-binding';
import type { Callee, CalleesOfUnit } from './callees';
import { standsInCatch } from './exceptional';
import { guardsInRound, isMemoized } from './memoization';
import { reachQueries } from './reach';
import { fieldResolversIn } from './resolver-functions';
import { createRoundFlow, type RoundFlow } from './round-flow';

/** What the call graph is walked with. Every answer is tracked. */
export interface CallGraph {
  codeUnit(at: UnitPlace): CodeUnit | undefined;
  queriesIn(at: UnitPlace): readonly Query[];
  calleesIn(at: UnitPlace): CalleesOfUnit;
}

/** The calls of a unit that stand in a loop, or in a field resolver, and lead to the database. */
export function repeatedCallsOf(at: UnitPlace, graph: CallGraph): readonly RepeatedCall[] {
  const unit = graph.codeUnit(at);
  if (!unit) return [];
  return [...callsInLoops(unit, graph), ...callsInResolvers(unit, graph)];
}

function callsInLoops(unit: CodeUnit, graph: CallGraph): readonly RepeatedCall[] {
  if (unit.facts.loops.length === 0) return [];
  const queries = new Map(graph.queriesIn(unit).map(query => [query.chain.id, query] as const));
  const flow = createRoundFlow(unit);
  return unit.facts.calls.flatMap((call): readonly RepeatedCall[] => {
    const query = queries.get(call.id);
    if (query) return call.loops.length === 0 ? [] : directCall(unit, call, query, flow);
    const callees = calleesOf(unit, call, graph);
    if (callees.length === 0) return [];
    return joinCallees(
      unit,
      call,
      flow,
      callees.flatMap(callee => {
        const handed = callee.loop === undefined ? undefined : unit.loop(callee.loop);
        if (!handed && call.loops.length === 0) return [];
        const bindings = graph.codeUnit(callee.target);
        if (!bindings) return [];
        const given = handed
          ? bindElement(bindings, callee.target.function, handed)
          : withSurroundings(bindArguments(bindings, callee, call, unit, flow), callee, call, unit);
        const rounds = handed ? [handed.id, ...call.loops] : call.loops;
        const from = { rounds, receiver: flow.ofReceiver(call, callee.link) };
        return [{ callee, queries: reachQueries(unit, call, callee, given, from, graph) }];
      }),
    );
  });
}

function calleesOf(unit: CodeUnit, call: CallChain, graph: CallGraph): readonly Callee[] {
  // Whose the calls of a unit are is asked for all at once, and only where one of them is repeated.
  const mayRepeat = call.loops.length > 0 || unit.facts.loops.some(loop => loop.call === call.id);
  return mayRepeat ? (graph.calleesIn(unit)[call.id] ?? []) : [];
}

function directCall(unit: CodeUnit, call: CallChain, query: Query, flow: RoundFlow): readonly RepeatedCall[] {
  if (query.operation === 'fragment') return [];
  const rounds = flow.ofQuery(query);
  return [
    {
      uri: unit.uri,
      unit: unit.unit,
      call,
      link: query.link,
      loops: call.loops,
      variesIn: [...rounds.variesIn],
      queries: [
        {
          query,
          path: [],
          dependsOn: [...rounds.dependsOn],
          variesIn: [...rounds.variesIn],
          memoized: isMemoized(unit, call, guardsInRound(unit, call)),
          batchable: !query.batchable ? 'no' : call.ownAwaitBefore ? 'broken-by-own-await' : 'yes',
          exceptional: standsInCatch(guardsInRound(unit, call)),
          nested: false,
        },
      ],
    },
  ];
}

/** A call through an interface runs one of several functions: it asks the database when all of them do. */
function joinCallees(
  unit: CodeUnit,
  call: CallChain,
  flow: RoundFlow,
  reached: readonly { readonly callee: Callee; readonly queries: readonly RepeatedQuery[] }[],
): readonly RepeatedCall[] {
  const byLink = new Map<string, (typeof reached)[number][]>();
  for (const one of reached) {
    const key = `${one.callee.link} ${one.callee.loop ?? ''}`;
    byLink.set(key, [...(byLink.get(key) ?? []), one]);
  }
  return [...byLink.values()].flatMap((alternatives): readonly RepeatedCall[] => {
    const [first] = alternatives;
    if (!first || alternatives.some(({ queries }) => queries.length === 0)) return [];
    const queries = alternatives.flatMap(one => one.queries);
    const { link, loop } = first.callee;
    const loops = loop === undefined ? call.loops : [loop, ...call.loops];
    const rounds = flow.ofArguments(call.links.flatMap(each => each.args));
    // What a function is handed to gives it another element each time.
    const variesIn = [...rounds.variesIn, ...(loop === undefined ? [] : [loop])];
    return [{ uri: unit.uri, unit: unit.unit, call, link, loops, variesIn, queries }];
  });
}

/** GraphQL asks a resolver once for each object of a list. */
function callsInResolvers(unit: CodeUnit, graph: CallGraph): readonly RepeatedCall[] {
  const home = graph.codeUnit({ uri: unit.uri, unit: unit.unit.replace(/\.[^.]*$/, '') });
  return fieldResolversIn(unit, home).flatMap(({ function: fn, parent, field, parameters }) => {
    const resolver = { function: { uri: unit.uri, unit: unit.unit, function: fn }, parent, field };
    return callsOfResolver(unit, resolver, parameters, graph);
  });
}

function callsOfResolver(
  unit: CodeUnit,
  resolver: ResolverOf,
  given: BoundParameters,
  graph: CallGraph,
): readonly RepeatedCall[] {
  const flow = createRoundFlow(unit, { parameters: given, rounds: [RESOLVER_ROUND] });
  const inPlace = unit.facts.calls.filter(call => call.in === resolver.function.function && call.loops.length === 0);
  const queries = new Map(graph.queriesIn(unit).map(query => [query.chain.id, query] as const));
  return inPlace.flatMap((call): readonly RepeatedCall[] => {
    const query = queries.get(call.id);
    const found = query
      ? directCall(unit, call, query, flow)
      : joinCallees(
          unit,
          call,
          flow,
          (graph.calleesIn(unit)[call.id] ?? []).flatMap(callee => {
            const bindings = callee.loop === undefined ? graph.codeUnit(callee.target) : undefined;
            if (!bindings) return [];
            const bound = bindArguments(bindings, callee, call, unit, flow);
            const from = { rounds: [RESOLVER_ROUND], receiver: flow.ofReceiver(call, callee.link) };
            return [{ callee, queries: reachQueries(unit, call, callee, bound, from, graph) }];
          }),
        );
    return found.map(one => ({ ...one, resolver }));
  });
}
