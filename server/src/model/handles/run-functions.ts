import type { CallChain, Link } from '../../core/facts/calls';
import type { Value } from '../../core/facts/values';
import type { FunctionKey } from '../../core/query';
import type { CallResults } from './call-results';
import type { Entity, UnitPlace } from './entity';
import { createImplementations } from './implementations';
import type { Resolution } from './resolution';
import type { ResolutionContext } from './resolution-context';
import type { TypeResolution } from './type-resolution';

export interface RunFunction {
  readonly target: FunctionKey;
  /** Something in between calls it, and may give it other arguments. */
  readonly wrapped: boolean;
}

/** Which functions of the workspace calls run. */
export interface RunFunctions {
  /** The functions of the workspace that each link of the chain may run. */
  callees(at: UnitPlace, chain: CallChain): readonly (readonly RunFunction[])[];
  /** The functions of the workspace that a value may be. */
  functions(at: UnitPlace, value: Value): readonly RunFunction[];
}

export function createRunFunctions(
  context: ResolutionContext,
  resolution: Resolution,
  calls: CallResults,
  types: TypeResolution,
): RunFunctions {
  const implementations = createImplementations(context, types);

  function callees(at: UnitPlace, chain: CallChain): readonly (readonly RunFunction[])[] {
    return context.followingCalls(() => {
      const receiverOf = calls.receivers(at, chain);
      return chain.links.map((called, link) => calleesOf(called, receiverOf(link)));
    });
  }

  function calleesOf(called: Link, receiver: Entity | undefined): readonly RunFunction[] {
    if (!receiver || called.form === 'new' || called.form === 'await') return [];
    if (called.form === 'jsx')
      return serverComponent(called.name === '' ? receiver : resolution.member(receiver, called.name));
    if (called.name === '') return functionOf(receiver);
    if (receiver.kind === 'function' && (called.name === 'call' || called.name === 'apply')) {
      return functionOf({ ...receiver, wrapped: true });
    }
    const own = functionOf(resolution.member(receiver, called.name));
    if (own.length > 0 || receiver.kind !== 'typed') return own;
    return implementations(receiver).flatMap(object => functionOf(resolution.member(object, called.name)));
  }

  /** Components that run in the browser are never async. */
  function serverComponent(component: Entity | undefined): readonly RunFunction[] {
    return functionOf(component).filter(
      ({ target }) =>
        context.codeOf(target.uri, target.unit)?.functions.find(({ id }) => id === target.function)?.async,
    );
  }

  function functionOf(entity: Entity | undefined): readonly RunFunction[] {
    if (entity?.kind !== 'function') return [];
    return [{ target: { ...entity.at, function: entity.fn }, wrapped: entity.wrapped === true }];
  }

  return {
    callees,
    functions: (at, value) => context.followingCalls(() => functionOf(resolution.value(at, value))),
  };
}
