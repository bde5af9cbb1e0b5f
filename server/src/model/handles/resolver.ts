import type { CallChain, Link } from '../../core/facts/calls';
import type { Binding, CodeFacts, ExportFact } from '../../core/facts/code';
import type { TypeAnnotation } from '../../core/facts/type-annotation';
import type { Ref, Value } from '../../core/facts/values';
import type { CallContext } from '../../core/library';
import type { FunctionKey } from '../../core/query';
import type { UnitId } from '../../core/text';
import type { Uri } from '../../core/uri';
import { builderCallback, builderOfPackage, callBuilder } from './builder-contexts';
import { createCallerArguments } from './caller-arguments';
import { createClassMembers } from './class-members';
import { type Entity, firstEntity, type UnitPlace } from './entity';
import { createImplementations } from './implementations';
import type { ResolutionContext } from './resolution-context';
import type { Mentions } from './table-mentions';
import { createTypeResolution, type NamedType } from './type-resolution';
import { wrappedArgument } from './wrapped-functions';

/**
 * Says what expressions denote by following bindings, imports, class fields, parameters and returned values, without a
 * type checker. Everything it reads is recorded as a read of the computation that asks. Past 300 lines because the steps are
 * mutually recursive: a binding leads to a call, a call to a function, a function to a binding.
 */
export interface Resolver {
  value(at: UnitPlace, value: Value): Entity | undefined;
  /** What the receiver of each link of the chain is, found link by link as they are asked for. */
  receivers(at: UnitPlace, chain: CallChain): Receivers;
  /** The functions of the workspace that each link of the chain may run. */
  callees(at: UnitPlace, chain: CallChain): readonly (readonly RunFunction[])[];
  /** The functions of the workspace that a value may be. */
  functions(at: UnitPlace, value: Value): readonly RunFunction[];
  /** The type that an annotation names, wherever it is declared. */
  typeOf(at: UnitPlace, type: TypeAnnotation): NamedType | undefined;
}

/** Asked in order: what stands before link number `link` when it is called. */
export type Receivers = (link: number) => Entity | undefined;

export interface RunFunction {
  readonly target: FunctionKey;
  /** Something in between calls it, and may give it other arguments. */
  readonly wrapped: boolean;
}

export function createResolver(context: ResolutionContext, mentions: Mentions): Resolver {
  const { guarded, shared, scopeOf, codeOf, libraryOf, moduleOf } = context;
  const types = createTypeResolution(context, mentions, {
    named: resolveNamedValue,
    made: makeFrom,
    member: memberOf,
    handed: (entity, method, argument, parameter) =>
      handedBy(entity, { ...BARE_CALL, name: method }, argument, parameter),
  });
  const resolveType = types.resolve;
  const classes = createClassMembers(context, mentions, {
    value: resolveValue,
    type: resolveType,
    member: memberOf,
    returned,
    construct: entity => makeFrom(entity, 'new'),
  });
  const implementations = createImplementations(context, types);
  const givenByCallers = createCallerArguments(context, resolveValue);

  function resolveValue(at: UnitPlace, value: Value): Entity | undefined {
    switch (value.kind) {
      case 'ref':
        return follow(resolveRoot(at, value), value.path);
      case 'call': {
        const chain = codeOf(at.uri, at.unit)?.calls.find(({ id }) => id === value.call);
        if (!chain) return undefined;
        const made = receiverAt(at, chain, chain.links.length, value.awaited);
        const mayRun = !value.awaited && value.path.length === 0 && (!made || made.kind === 'function');
        return follow((mayRun ? wrappedFunction(at, chain) : undefined) ?? made, value.path);
      }
      case 'function':
        return { kind: 'function', at, fn: value.function };
      case 'choice':
        return firstEntity(value.of.map(option => () => resolveValue(at, option)));
      case 'object':
      case 'array':
        return { kind: 'value', at, value };
      default:
        return undefined;
    }
  }

  function resolveRoot(at: UnitPlace, ref: Ref): Entity | undefined {
    switch (ref.root.kind) {
      case 'local':
        return resolveBinding(at, ref.root.binding);
      case 'outer':
        return resolveOuter(at.uri, ref.root.name);
      case 'this':
        return classes.self(at);
      case 'super':
        return classes.parent(at);
    }
  }

  function resolveOuter(uri: Uri, name: string): Entity | undefined {
    return shared(`outer ${uri} ${name}`, () => {
      const scope = scopeOf(uri);
      const imported = scope.imports[name];
      if (imported) return resolveImported(uri, imported.from, imported.imported);
      const unit = scope.classes[name] ?? scope.bindings[name];
      if (unit === undefined) return undefined;
      return scope.classes[name] === undefined
        ? resolveBinding({ uri, unit }, name)
        : { kind: 'class', at: { uri, unit }, name };
    });
  }

  function resolveImported(uri: Uri, specifier: string, name: string): Entity | undefined {
    const target = moduleOf(uri, specifier);
    if (!target) return undefined;
    if (target.kind === 'file') return name === '*' ? wholeModule(target.uri) : resolveExport(target.uri, name);
    const owner = libraryOf(target);
    const shape = owner?.library.exported(name);
    if (owner && shape) return { kind: 'handle', ...owner, shape };
    return target.kind === 'package' ? builderOfPackage(target.name, name) : undefined;
  }

  /** `module.exports = new Pool()` gives the pool itself; names are looked up in a module all the same. */
  function wholeModule(uri: Uri): Entity {
    const whole = resolveExport(uri, 'export=');
    return whole && whole.kind !== 'value' ? whole : { kind: 'module', uri };
  }

  function resolveExport(uri: Uri, name: string): Entity | undefined {
    return shared(`export ${uri} ${name}`, () => {
      const scope = scopeOf(uri);
      const own = scope.exports[name];
      if (own) return resolveExportFact(uri, own.unit, own.fact);
      for (const from of scope.passesOn) {
        const target = resolveImported(uri, from, name);
        if (target) return target;
      }
      // `module.exports = { ...require('./users') }`
      const whole = scope.exports['export='];
      const spread = whole?.fact.kind === 'value' && whole.fact.value.kind === 'object' && whole.fact.value.open;
      const object = whole && spread && name !== 'export=' ? resolveExportFact(uri, whole.unit, whole.fact) : undefined;
      return object && memberOf(object, name);
    });
  }

  function resolveExportFact(uri: Uri, unit: UnitId, fact: ExportFact): Entity | undefined {
    switch (fact.kind) {
      case 'local':
        return resolveOuter(uri, fact.local);
      case 'value':
        return resolveValue({ uri, unit }, fact.value);
      case 'from':
        return resolveImported(uri, fact.from, fact.imported);
      case 'all':
        return undefined;
    }
  }

  function resolveBinding(at: UnitPlace, id: string): Entity | undefined {
    return guarded(`binding ${at.uri} ${at.unit} ${id}`, () => {
      const code = codeOf(at.uri, at.unit);
      const binding = code?.bindings.find(candidate => candidate.id === id);
      if (!code || !binding) return undefined;
      if (binding.kind === 'import') {
        const imported = code.imports.find(({ local }) => local === binding.name);
        return imported && resolveImported(at.uri, imported.from, imported.imported);
      }
      if (binding.kind === 'class') return { kind: 'class', at, name: binding.name };
      if (binding.kind === 'function') {
        const fn = code.functions.find(candidate => candidate.name === binding.name);
        return fn && { kind: 'function', at, fn: fn.id };
      }
      return firstEntity([
        () => follow(callbackParameter(at, code, binding), binding.path),
        () => follow(elementOf(at, code, binding), binding.path),
        () => (binding.type ? follow(resolveType(at, binding.type), binding.path) : undefined),
        () => (binding.value ? follow(resolveValue(at, binding.value), binding.path) : undefined),
        ...binding.writes.map(write => () => resolveValue(at, write.value)),
        () => (binding.type ? undefined : follow(givenByCallers(at, code, binding), binding.path)),
        () => (binding.id === binding.name ? assignedElsewhere(at.uri, binding.name) : undefined),
      ]);
    });
  }

  /** `for (const user of users)`, `users.map(user => …)`: an element of what the loop runs over. */
  function elementOf(at: UnitPlace, code: CodeFacts, { loop: id, parameter }: Binding): Entity | undefined {
    const loop = id === undefined ? undefined : code.loops.find(loop => loop.id === id);
    if (!loop || (parameter?.index ?? 0) > 0 || loop.form === 'for') return undefined;
    const list = resolveValue(at, loop.iterable);
    return list?.kind === 'handle' ? memberOf(list, '[]') : undefined;
  }

  /** `let client` at module level, set by a function or by a statement of its own. */
  function assignedElsewhere(uri: Uri, name: string): Entity | undefined {
    const units = scopeOf(uri).assigned[name] ?? [];
    return firstEntity(
      units.flatMap(unit =>
        (codeOf(uri, unit)?.outerWrites ?? [])
          .filter(written => written.name === name)
          .map(
            ({ write }) =>
              () =>
                resolveValue({ uri, unit }, write.value),
          ),
      ),
    );
  }

  /** `$transaction(async (tx) => …)`: the library says what it hands to the callback. */
  function callbackParameter(at: UnitPlace, code: CodeFacts, binding: Binding): Entity | undefined {
    const parameter = binding.parameter;
    const fn = parameter && code.functions.find(({ id }) => id === parameter.function);
    if (!parameter || !fn?.callbackOf) return undefined;
    const { call, link, argument } = fn.callbackOf;
    const chain = code.calls.find(({ id }) => id === call);
    const called = chain?.links[link];
    if (!chain || !called) return undefined;
    const receiver = receiverBefore(at, chain, link);
    if (receiver?.kind === 'builder') return builderCallback(receiver, parameter.index);
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
    const wrapper = called.name === '' ? receiver : memberOf(receiver, called.name);
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
        () => (type ? resolveType(at, type) : undefined),
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
      return value && resolveValue(at, value);
    }
    for (const [link, called] of chain.links.entries()) {
      const argument = called.args.findIndex(({ value }) => isGiven(value));
      const receiver = argument < 0 ? undefined : receiverBefore(at, chain, link);
      if (receiver?.kind !== 'handle') continue;
      const found = receiver.library
        .call(receiver.shape, called, mentions.callContext(at))
        ?.callbacks?.find(callback => callback.argument === argument && callback.parameter === index);
      if (found) return { ...receiver, shape: found.handle };
    }
    return undefined;
  }

  /** Rows of an active record are objects of a class of the workspace, which may have methods of its own. */
  function rowObject({ shape: { table, draft } }: Handle): (Entity & { kind: 'instance' }) | undefined {
    if (table?.kind !== 'declared' || draft) return undefined;
    const uri = table.id.slice(0, table.id.lastIndexOf('#'));
    const unit = scopeOf(uri).classes[table.name];
    return unit === undefined ? undefined : { kind: 'instance', at: { uri, unit }, name: table.name };
  }

  /** `const [user, posts] = await Promise.all([…])`: a list of what the promises give. */
  function fromPromises(at: UnitPlace, { root, links }: CallChain): Entity | undefined {
    if (root.kind !== 'ref' || root.root.kind !== 'outer' || root.root.name !== 'Promise') return undefined;
    const list = links[0]?.name === 'all' ? links[0].args[0]?.value : undefined;
    if (list?.kind !== 'array') return undefined;
    const items = list.items.map(item => (item.kind === 'call' ? { ...item, awaited: true } : item));
    return { kind: 'value', at, value: { ...list, items } };
  }

  /** What the chain has become before its link number `count` is called. */
  function receiverAt(at: UnitPlace, chain: CallChain, count: number, awaited = false): Entity | undefined {
    let entity = rootOf(at, chain);
    for (let i = 0; i < count; i++) {
      entity = afterLink(at, chain, i, entity, awaited && i === count - 1);
      if (!entity) return undefined;
    }
    return entity;
  }

  function rootOf(at: UnitPlace, { root }: CallChain): Entity | undefined {
    return resolveValue(at, root.kind === 'other' ? root.value : root);
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
    const loaded = index === 0 ? (loadedModule(at, chain) ?? fromPromises(at, chain)) : undefined;
    if (loaded) return loaded;
    if (before) return callResult(at, follow(before, link.via), link, awaited) ?? fromContainer(at, chain, index);
    const made = index === 0 && link.name === '' && link.form === 'call' ? fromFactory(at, link) : undefined;
    return made ?? fromContainer(at, chain, index);
  }

  /** `require('./database').pool`, `(await import('./database')).pool`. */
  function loadedModule(at: UnitPlace, { root, links }: CallChain): Entity | undefined {
    const [load] = links;
    if (root.kind !== 'ref' || root.root.kind !== 'outer' || root.path.length > 0 || load?.name !== '')
      return undefined;
    if (root.root.name !== 'import' && root.root.name !== 'require') return undefined;
    const specifier = load.args[0]?.value;
    return specifier?.kind === 'literal' && typeof specifier.value === 'string'
      ? resolveImported(at.uri, specifier.value, '*')
      : undefined;
  }

  /** `container.resolve(UsersService)`, `inject(PrismaService)`, `app.get<Users>('users')`: an object of what it is asked for. */
  function fromContainer(at: UnitPlace, { root, links }: CallChain, index: number): Entity | undefined {
    const link = links[index];
    const isOwn = link?.name === '' && root.kind === 'ref' && root.root.kind === 'outer' && root.root.name === 'inject';
    if (!link || link.form !== 'call' || !(isOwn || ASKS_CONTAINER.has(link.name))) return undefined;
    const [type] = link.types ?? [];
    if (type) return resolveType(at, type);
    const token = link.args[0]?.value;
    const entity = token?.kind === 'ref' ? resolveValue(at, token) : undefined;
    return entity?.kind === 'class' ? { ...entity, kind: 'instance' } : undefined;
  }

  /** `withTrace(async id => …)`, `createAction().handler(async () => …)`: calling what it gives runs the function. */
  function wrappedFunction(at: UnitPlace, chain: CallChain): Entity | undefined {
    const args = chain.links.at(-1)?.args ?? [];
    const given = args.map(({ value }) =>
      value.kind === 'function' || value.kind === 'ref' || value.kind === 'call' ? resolveValue(at, value) : undefined,
    );
    const index = wrappedArgument(chain, argument => given[argument]?.kind === 'function');
    const found = index === undefined ? undefined : given[index];
    return found?.kind === 'function' ? { ...found, wrapped: true } : undefined;
  }

  function receiverBefore(at: UnitPlace, chain: CallChain, link: number): Entity | undefined {
    const called = chain.links[link];
    const receiver = follow(receiverAt(at, chain, link), called?.via ?? []);
    return receiver && called && classes.answering(receiver, called.name);
  }

  /** Each link is called once, however long the chain. */
  function receivers(at: UnitPlace, chain: CallChain): Receivers {
    let entity = rootOf(at, chain);
    let count = 0;
    return link => {
      for (; count < link && (entity || count === 0); count++) entity = afterLink(at, chain, count, entity, false);
      const called = chain.links[link];
      const receiver = follow(entity, called?.via ?? []);
      return receiver && called && classes.answering(receiver, called.name);
    };
  }

  function callResult(at: UnitPlace, given: Entity | undefined, link: Link, awaited = false): Entity | undefined {
    const receiver = given && classes.answering(given, link.name);
    if (!receiver) return undefined;
    if (receiver.kind === 'handle') {
      const call = receiver.library.call(receiver.shape, link, mentions.callContext(at));
      const result = (awaited ? call?.awaited : undefined) ?? call?.result;
      if (call || link.name === '') return result && { ...receiver, shape: result };
      const method = memberOf(receiver, link.name);
      return method?.kind === 'function' ? returned(method.at, method.fn) : undefined;
    }
    if (receiver.kind === 'builder') return callBuilder(receiver, link, () => contextType(at, link));
    // `load.bind(this)`; with more arguments it is called with others than those of the call.
    if (receiver.kind === 'function' && link.name === 'bind') return { ...receiver, wrapped: link.args.length > 1 };
    if (receiver.kind === 'class' && link.name === '' && link.form === 'new') return { ...receiver, kind: 'instance' };
    const callee = link.name === '' ? receiver : memberOf(receiver, link.name);
    if (callee?.kind === 'handle' && link.name !== '') return callResult(at, callee, { ...link, name: '' }, awaited);
    if (callee?.kind === 'class' && link.form === 'new') return { ...callee, kind: 'instance' };
    if (callee?.kind !== 'function') return undefined;
    return returned(callee.at, callee.fn) ?? fromFactory(at, link);
  }

  /** `context<Context>()`, `context<typeof createContext>()`: older ones name the function that makes it. */
  function contextType(at: UnitPlace, { types: [type] = [] }: Link): Entity | undefined {
    const context = type && resolveType(at, type);
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

  /** `remember('prisma', () => new PrismaClient())`: a helper that keeps what a factory makes. */
  function fromFactory(at: UnitPlace, link: Link): Entity | undefined {
    return firstEntity(
      link.args.map(({ value }) => () => {
        const made = value.kind === 'function' ? returned(at, value.function) : undefined;
        return made?.kind === 'handle' ? made : undefined;
      }),
    );
  }

  function returned(at: UnitPlace, id: string): Entity | undefined {
    return shared(`returned ${at.uri} ${at.unit} ${id}`, () => {
      const fn = codeOf(at.uri, at.unit)?.functions.find(candidate => candidate.id === id);
      if (!fn) return undefined;
      return firstEntity([
        () => (fn.returnType ? resolveType(at, fn.returnType) : undefined),
        ...fn.returns.map(value => () => resolveValue(at, value)),
      ]);
    });
  }

  function follow(entity: Entity | undefined, path: readonly string[]): Entity | undefined {
    let current = entity;
    for (const name of path) {
      if (!current) return undefined;
      current = memberOf(current, name);
    }
    return current;
  }

  function memberOf(entity: Entity, name: string): Entity | undefined {
    switch (entity.kind) {
      case 'handle': {
        const shape = entity.library.member(entity.shape, name);
        if (shape) return { ...entity, shape };
        const object = rowObject(entity);
        return object && classes.member(object, name);
      }
      case 'module':
        return resolveExport(entity.uri, name);
      case 'value': {
        const { value, at } = entity;
        if (value.kind === 'array') {
          const item = /^\d+$/.test(name) && !value.open ? value.items[Number(name)] : undefined;
          return item && resolveValue(at, item);
        }
        if (value.kind !== 'object') return undefined;
        const entry = value.entries.find(({ key }) => key === name);
        // `state = { ...state, step: state.step ?? first }`: a property may be made of itself.
        if (entry) {
          return guarded(`entry ${at.uri} ${at.unit} ${value.span.start} ${name}`, () => resolveValue(at, entry.value));
        }
        // `state = { ...state, … }`: an object may be spread into itself.
        return guarded(`spread ${at.uri} ${at.unit} ${value.span.start} ${name}`, () =>
          firstEntity(value.spreads.map(spread => () => follow(resolveValue(at, spread), [name]))),
        );
      }
      case 'class':
      case 'instance':
        return classes.member(entity, name);
      case 'typed':
        return types.member(entity, name);
      case 'builder':
        return entity;
      case 'options':
        return entity.members.get(name);
      case 'function':
        return undefined;
    }
  }

  function resolveNamedValue(at: UnitPlace, name: string, path: readonly string[]): Entity | undefined {
    const local = codeOf(at.uri, at.unit)?.bindings.find(binding => binding.name === name);
    return follow(local ? resolveBinding(at, local.id) : resolveOuter(at.uri, name), path);
  }

  function callees(at: UnitPlace, chain: CallChain): readonly (readonly RunFunction[])[] {
    return context.followingCalls(() => {
      const receiverOf = receivers(at, chain);
      return chain.links.map((called, link) => calleesOf(called, receiverOf(link)));
    });
  }

  function calleesOf(called: Link, receiver: Entity | undefined): readonly RunFunction[] {
    if (!receiver || called.form === 'new' || called.form === 'await') return [];
    if (called.form === 'jsx') return serverComponent(called.name === '' ? receiver : memberOf(receiver, called.name));
    if (called.name === '') return functionOf(receiver);
    if (receiver.kind === 'function' && (called.name === 'call' || called.name === 'apply')) {
      return functionOf({ ...receiver, wrapped: true });
    }
    const own = functionOf(memberOf(receiver, called.name));
    if (own.length > 0 || receiver.kind !== 'typed') return own;
    return implementations(receiver).flatMap(object => functionOf(memberOf(object, called.name)));
  }

  /** Components that run in the browser are never async. */
  function serverComponent(component: Entity | undefined): readonly RunFunction[] {
    return functionOf(component).filter(
      ({ target }) => codeOf(target.uri, target.unit)?.functions.find(({ id }) => id === target.function)?.async,
    );
  }

  function functionOf(entity: Entity | undefined): readonly RunFunction[] {
    if (entity?.kind !== 'function') return [];
    return [{ target: { ...entity.at, function: entity.fn }, wrapped: entity.wrapped === true }];
  }

  return {
    value: resolveValue,
    receivers,
    callees,
    functions: (at, value) => context.followingCalls(() => functionOf(resolveValue(at, value))),
    typeOf: types.named,
  };
}

function functionType(type: TypeAnnotation): (TypeAnnotation & { kind: 'function' }) | undefined {
  if (type.kind === 'union') return type.of.map(functionType).find(found => found !== undefined);
  return type.kind === 'function' ? type : undefined;
}

/** How containers of injected services are asked for one: NestJS, tsyringe, Inversify, Awilix, Angular. */
const ASKS_CONTAINER = new Set(['get', 'resolve', 'inject', 'create', 'make']);

type Handle = Entity & { readonly kind: 'handle' };

const NOWHERE = { start: 0, end: 0 };

const BARE_CALL: Link = {
  name: '',
  via: [],
  args: [],
  form: 'call',
  typeArguments: false,
  nameSpan: NOWHERE,
  span: NOWHERE,
  argumentsSpan: NOWHERE,
};
