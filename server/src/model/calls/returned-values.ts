import type { CallRef } from '../../core/facts/values';
import type { LocatedValue } from '../../core/model';
import type { UnitPlace } from '../handles/entity';
import type { CallGraph } from './repeated-calls';

/** What the function that a call runs may give; empty where it is unknown, or one of several. */
export function returnedBy(at: UnitPlace, { call, path }: CallRef, graph: CallGraph): readonly LocatedValue[] {
  if (path.length > 0) return [];
  const [only, ...others] = graph.calleesIn(at)[call] ?? [];
  const isLast = only?.link === (graph.codeUnit(at)?.call(call)?.links.length ?? 0) - 1;
  if (!only || others.length > 0 || only.wrapped || only.loop !== undefined || !isLast) return [];
  const { uri, unit, function: fn } = only.target;
  const returns = graph.codeUnit(only.target)?.fn(fn)?.returns ?? [];
  return returns.map(value => ({ at: { uri, unit }, value }));
}
