import type { CallId, LoopId } from '../../core/facts/calls';
import type { CodeUnit } from '../../core/model';
import type { FunctionKey } from '../../core/query';
import type { Resolver } from '../handles/resolver';

/** A function of the workspace that a call may run. */
export interface Callee {
  readonly link: number;
  readonly target: FunctionKey;
  /** The function is not called but handed over, and runs once per element of this loop: `ids.map(load)`. */
  readonly loop?: LoopId;
  /** Something in between calls it, and may give it other arguments than the call's. */
  readonly wrapped: boolean;
}

/** By call. More than one for a call through an interface with several implementations. */
export type CalleesOfUnit = Readonly<Record<CallId, readonly Callee[]>>;

/** The functions of the workspace that the calls of a unit run. */
export function calleesIn(unit: CodeUnit, resolver: Resolver): CalleesOfUnit {
  const at = { uri: unit.uri, unit: unit.unit };
  const found: Record<CallId, readonly Callee[]> = {};
  for (const chain of unit.facts.calls) {
    const callees = resolver
      .callees(at, chain)
      .flatMap((runs, link): readonly Callee[] => runs.map(run => ({ link, ...run })));
    const passed = unit.facts.loops.flatMap((loop): readonly Callee[] => {
      if (loop.call !== chain.id || !loop.callbackArgument) return [];
      const { link, argument } = loop.callbackArgument;
      const callback = chain.links[link]?.args[argument]?.value;
      if (!callback || callback.kind === 'function') return [];
      return resolver.functions(at, callback).map(run => ({ link, ...run, loop: loop.id }));
    });
    if (callees.length + passed.length > 0) found[chain.id] = [...callees, ...passed];
  }
  return found;
}
