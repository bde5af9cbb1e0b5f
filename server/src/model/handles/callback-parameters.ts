import type { CallChain, Link } from '../../core/facts/calls';
import type { Binding, CodeFacts } from '../../core/facts/code';
import type { TypeAnnotation } from '../../core/facts/type-annotation';
import type { Value } from '../../core/facts/values';
import type { CallContext } from '../../core/library';
import { BARE_CALL } from './bare-call';
import { builderCallback } from './builder-contexts';
import { type Entity, firstEntity, type UnitPlace } from './entity';
import type { Resolution } from './resolution';
import type { ResolutionContext } from './resolution-context';
import type { Mentions } from './table-mentions';

/** What a function is called with by whoever it is handed to. */
export interface CallbackParameters {
  /** `$transaction(async (tx) => …)`: the library says what it hands to the callback. */
  parameter(at: UnitPlace, code: CodeFacts, binding: Binding): Entity | undefined;
  handed: Resolution['handed'];
}

export function createCallbackParameters(
  { guarded, codeOf }: ResolutionContext,
  mentions: Mentions,
  resolution: Resolution,
): CallbackParameters {
  function callbackParameter(at: UnitPlace, code: CodeFacts, binding: Binding): Entity | undefined {
    const parameter = binding.parameter;
    const fn = parameter && code.functions.find(({ id }) => id === parameter.function);
    if (!parameter || !fn?.callbackOf) return undefined;
    const { call, link, argument } = fn.callbackOf;
    const chain = code.calls.find(({ id }) => id === call);
    const called = chain?.links[link];
    if (!chain || !called) return undefined;
    const receiver = resolution.receiver(at, chain, link);
    if (receiver?.kind === 'builder') {
      const [context] = receiver.contexts;
      return builderCallback(receiver, parameter.index, name => context && resolution.member(context, name));
    }
    // `import('./users').then(module => …)`
    const isThen = called.name === 'then' && argument + parameter.index === 0;
    if (isThen && receiver?.kind !== 'handle') return receiver;
    return receiver && handedBy(receiver, called, argument, parameter.index, mentions.callContext(at));
  }

  /** What a call hands to the function that is its argument. */
  function handedBy(
    receiver: Entity,
    called: Link,
    argument: number,
    parameter: number,
    callContext: CallContext = mentions.noContext,
  ): Entity | undefined {
    if (receiver.kind === 'handle') {
      const found = receiver.library
        .call(receiver.shape, called, callContext)
        ?.callbacks?.find(callback => callback.argument === argument && callback.parameter === parameter);
      return found && { ...receiver, shape: found.handle };
    }
    const wrapper = called.name === '' ? receiver : resolution.member(receiver, called.name);
    return wrapper?.kind === 'function' ? handedOver(wrapper, argument, parameter) : undefined;
  }

  /** `withTransaction(async tx => …)`: what a function of the workspace calls the function with that it is given. */
  function handedOver({ at, fn }: Entity & { kind: 'function' }, argument: number, index: number): Entity | undefined {
    return guarded(`handed ${at.uri} ${at.unit} ${fn} ${argument} ${index}`, () => {
      const code = codeOf(at.uri, at.unit);
      const given = code?.bindings.find(
        ({ parameter, path }) => parameter?.function === fn && parameter.index === argument && path.length === 0,
      );
      if (!code || !given) return undefined;
      const type = given.type && functionType(given.type)?.parameters[index];
      return firstEntity([
        () => (type ? resolution.type(at, type) : undefined),
        ...code.calls.map(chain => () => passedTo(at, chain, given, index)),
      ]);
    });
  }

  /** The function is called here (`run(tx)`), or handed on to what calls it (`db.transaction(run)`). */
  function passedTo(at: UnitPlace, chain: CallChain, given: Binding, index: number): Entity | undefined {
    const isGiven = (value: Value | CallChain['root']) =>
      value.kind === 'ref' && value.root.kind === 'local' && value.root.binding === given.id && value.path.length === 0;
    const [first] = chain.links;
    if (first?.name === '' && isGiven(chain.root)) {
      const value = first.args[index]?.value;
      return value && resolution.value(at, value);
    }
    for (const [link, called] of chain.links.entries()) {
      const argument = called.args.findIndex(({ value }) => isGiven(value));
      const receiver = argument < 0 ? undefined : resolution.receiver(at, chain, link);
      if (receiver?.kind !== 'handle') continue;
      const found = receiver.library
        .call(receiver.shape, called, mentions.callContext(at))
        ?.callbacks?.find(callback => callback.argument === argument && callback.parameter === index);
      if (found) return { ...receiver, shape: found.handle };
    }
    return undefined;
  }

  return {
    parameter: callbackParameter,
    handed: (entity, method, argument, parameter) =>
      handedBy(entity, { ...BARE_CALL, name: method }, argument, parameter),
  };
}

function functionType(type: TypeAnnotation): (TypeAnnotation & { kind: 'function' }) | undefined {
  if (type.kind === 'union') return type.of.map(functionType).find(found => found !== undefined);
  return type.kind === 'function' ? type : undefined;
}
