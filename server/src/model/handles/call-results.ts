import type { CallChain, Link } from '../../core/facts/calls';
import type { Value } from '../../core/facts/values';
import { BARE_CALL } from './bare-call';
import { callBuilder } from './builder-contexts';
import { type Entity, firstEntity, type UnitPlace } from './entity';
import type { Resolution } from './resolution';
import type { ResolutionContext } from './resolution-context';
import type { Mentions } from './table-mentions';
import { createWellKnownCalls } from './well-known-calls';

/** Asked in order: what stands before link number `link` when it is called. */
export type Receivers = (link: number) => Entity | undefined;

/** What calls give, followed along their chains. */
export interface CallResults {
  /** What the chain has become when its first `count` links were called. */
  after(at: UnitPlace, chain: CallChain, count: number, awaited?: boolean): Entity | undefined;
  receiver: Resolution['receiver'];
  /** What the receiver of each link of the chain is, found link by link as they are asked for. */
  receivers(at: UnitPlace, chain: CallChain): Receivers;
  returned: Resolution['returned'];
  made: Resolution['made'];
}

export function createCallResults(
  { shared, codeOf }: ResolutionContext,
  mentions: Mentions,
  resolution: Resolution,
): CallResults {
  const wellKnown = createWellKnownCalls(resolution);

  function after(at: UnitPlace, chain: CallChain, count: number, awaited = false): Entity | undefined {
    let entity = rootOf(at, chain);
    for (let i = 0; i < count; i++) {
      entity = afterLink(at, chain, i, entity, awaited && i === count - 1);
      if (!entity) return undefined;
    }
    return entity;
  }

  function rootOf(at: UnitPlace, { root }: CallChain): Entity | undefined {
    return resolution.value(at, root.kind === 'other' ? root.value : root);
  }

  /** What a call gives, of the receiver as it is before. */
  function afterLink(
    at: UnitPlace,
    chain: CallChain,
    index: number,
    before: Entity | undefined,
    awaited: boolean,
  ): Entity | undefined {
    const link = chain.links[index];
    if (!link) return undefined;
    const loaded = index === 0 ? (wellKnown.loadedModule(at, chain) ?? wellKnown.fromPromises(at, chain)) : undefined;
    if (loaded) return loaded;
    const isFactory = !before && index === 0 && link.name === '' && link.form === 'call';
    const made = isFactory
      ? wellKnown.fromFactory(at, link)
      : before && callResult(at, resolution.follow(before, link.via), link, awaited);
    return made ?? wellKnown.fromContainer(at, chain, index);
  }

  function receiverBefore(at: UnitPlace, chain: CallChain, link: number): Entity | undefined {
    const called = chain.links[link];
    const receiver = resolution.follow(after(at, chain, link), called?.via ?? []);
    return receiver && called && answering(receiver, called);
  }

  /** A property that is waited for is declared by the class, and yet its row answers. */
  function answering(receiver: Entity, { name, form }: Link): Entity | undefined {
    return form === 'await' ? resolution.rowOf(receiver) : resolution.answering(receiver, name);
  }

  /** Each link is called once, however long the chain. */
  function receivers(at: UnitPlace, chain: CallChain): Receivers {
    let entity = rootOf(at, chain);
    let count = 0;
    return link => {
      for (; count < link && (entity || count === 0); count++) entity = afterLink(at, chain, count, entity, false);
      const called = chain.links[link];
      const receiver = resolution.follow(entity, called?.via ?? []);
      return receiver && called && answering(receiver, called);
    };
  }

  function callResult(at: UnitPlace, given: Entity | undefined, link: Link, awaited = false): Entity | undefined {
    const receiver = given && resolution.answering(given, link.name);
    if (!receiver) return undefined;
    if (receiver.kind === 'handle') {
      const call = receiver.library.call(receiver.shape, link, mentions.callContext(at));
      const result = (awaited ? call?.awaited : undefined) ?? call?.result;
      // `Document.unscoped()` is the class again, with all that it declares itself.
      if (given.kind === 'class' && JSON.stringify(result) === JSON.stringify(receiver.shape)) return given;
      if (call || link.name === '') return result && { ...receiver, shape: result };
      const method = resolution.member(receiver, link.name);
      return method?.kind === 'function' ? returned(method.at, method.fn, awaited) : undefined;
    }
    if (receiver.kind === 'builder') {
      return callBuilder(receiver, link, {
        typeArgument: () => contextType(at, link),
        passedOn: () => link.args.flatMap(({ value }) => passedOn(at, value)),
      });
    }
    if ((receiver.kind === 'options' || receiver.kind === 'carrier') && link.name === 'get') {
      const name = link.args[0]?.value;
      const named = receiver.kind === 'carrier' ? receiver : receiver.named;
      const isName = name?.kind === 'literal' && typeof name.value === 'string';
      return named && isName ? resolution.member(named, String(name.value)) : undefined;
    }
    // `load.bind(this)`; with more arguments it is called with others than those of the call.
    if (receiver.kind === 'function' && link.name === 'bind') return { ...receiver, wrapped: link.args.length > 1 };
    if (receiver.kind === 'class' && link.name === '' && link.form === 'new') return { ...receiver, kind: 'instance' };
    const callee = link.name === '' ? receiver : resolution.member(receiver, link.name);
    if (callee?.kind === 'handle' && link.name !== '') return callResult(at, callee, { ...link, name: '' }, awaited);
    if (callee?.kind === 'class' && link.form === 'new') return { ...callee, kind: 'instance' };
    if (callee?.kind !== 'function') return undefined;
    return returned(callee.at, callee.fn, awaited) ?? wellKnown.fromFactory(at, link);
  }

  /** `({ next }) => next({ ctx: { db } })`, or middleware that was made before. */
  function passedOn(at: UnitPlace, value: Value): readonly Entity[] {
    const given = resolution.value(at, value);
    if (given?.kind === 'builder') return given.contexts;
    const code = given?.kind === 'function' ? codeOf(given.at.uri, given.at.unit) : undefined;
    const fn = given?.kind === 'function' ? code?.functions.find(({ id }) => id === given.fn) : undefined;
    if (!code || !fn || given?.kind !== 'function') return [];
    return fn.returns.flatMap(returned => {
      const chain = returned.kind === 'call' ? code.calls.find(({ id }) => id === returned.call) : undefined;
      const settings = chain?.links[0]?.args[0]?.value;
      const context = settings?.kind === 'object' ? settings.entries.find(({ key }) => key === 'ctx') : undefined;
      return context ? (resolution.value(given.at, context.value) ?? []) : [];
    });
  }

  /** `context<Context>()`, `context<typeof createContext>()`: older ones name the function that makes it. */
  function contextType(at: UnitPlace, { types: [type] = [] }: Link): Entity | undefined {
    const context = type && resolution.type(at, type);
    return context?.kind === 'function' ? makeFrom(context, 'call') : context;
  }

  /** What a call of the entity gives, whatever its arguments. */
  function makeFrom(entity: Entity, form: 'call' | 'new'): Entity | undefined {
    if (entity.kind === 'function') return form === 'call' ? returned(entity.at, entity.fn) : undefined;
    if (entity.kind === 'class') return form === 'new' ? { ...entity, kind: 'instance' } : undefined;
    if (entity.kind !== 'handle') return undefined;
    const result = entity.library.call(entity.shape, { ...BARE_CALL, form }, mentions.noContext)?.result;
    return result && { ...entity, shape: result };
  }

  function returned(at: UnitPlace, id: string, awaited = false): Entity | undefined {
    return shared(`returned ${at.uri} ${at.unit} ${id} ${awaited}`, () => {
      const fn = codeOf(at.uri, at.unit)?.functions.find(candidate => candidate.id === id);
      if (!fn) return undefined;
      // What waits for the function waits for the promise that it returns.
      const waits = awaited || fn.async;
      return firstEntity([
        () => (fn.returnType ? resolution.type(at, fn.returnType) : undefined),
        ...fn.returns.map(
          value => () => resolution.value(at, waits && value.kind === 'call' ? { ...value, awaited: true } : value),
        ),
      ]);
    });
  }

  return { after, receiver: receiverBefore, receivers, returned, made: makeFrom };
}
