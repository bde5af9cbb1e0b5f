import type { Binding, CodeFacts } from '../../core/facts/code';
import type { TypeAnnotation } from '../../core/facts/type-annotation';
import type { Ref, Value } from '../../core/facts/values';
import { type CallResults, createCallResults } from './call-results';
import { createCallbackParameters } from './callback-parameters';
import { createCallerArguments } from './caller-arguments';
import { createCarriedNames } from './carried-names';
import { createClassMembers } from './class-members';
import { type Entity, firstEntity, type UnitPlace } from './entity';
import { createFilledObjects } from './filled-objects';
import { createMembers } from './members';
import { createModuleNames } from './module-names';
import type { Resolution } from './resolution';
import type { ResolutionContext } from './resolution-context';
import { createRunFunctions, type RunFunctions } from './run-functions';
import type { Mentions } from './table-mentions';
import { createTypeResolution, type NamedType } from './type-resolution';
import { wrappedFunction } from './wrapped-functions';

/**
 * Says what expressions denote by following bindings, imports, class fields, parameters and returned values, without a
 * type checker. Everything it reads is recorded as a read of the computation that asks.
 */
export interface Resolver extends RunFunctions, Pick<CallResults, 'receivers'> {
  value(at: UnitPlace, value: Value): Entity | undefined;
  /** The type that an annotation names, wherever it is declared. */
  typeOf(at: UnitPlace, type: TypeAnnotation): NamedType | undefined;
}

export function createResolver(context: ResolutionContext, mentions: Mentions): Resolver {
  const { guarded, codeOf } = context;
  // The parts need one another, whichever is made first: each is looked up when it is called.
  const resolution: Resolution = {
    value: resolveValue,
    binding: resolveBinding,
    named: resolveNamedValue,
    type: (at, type) => types.resolve(at, type),
    imported: (uri, specifier, name) => modules.imported(uri, specifier, name),
    exported: (uri, name) => modules.exported(uri, name),
    filled: (uri, holder, name) => filled(uri, holder, name),
    member: (entity, name) => members.member(entity, name),
    follow: (entity, path) => members.follow(entity, path),
    receiver: (at, chain, link) => calls.receiver(at, chain, link),
    answering: (entity, name) => classes.answering(entity, name),
    rowOf: entity => classes.rowOf(entity),
    returned: (at, id) => calls.returned(at, id),
    made: (entity, form) => calls.made(entity, form),
    handed: (entity, method, argument, parameter) => callbacks.handed(entity, method, argument, parameter),
  };
  const filled = createFilledObjects(context, resolution);
  const modules = createModuleNames(context, resolution);
  const types = createTypeResolution(context, mentions, resolution);
  const classes = createClassMembers(context, mentions, resolution);
  const carried = createCarriedNames(context, resolution);
  const members = createMembers(context, resolution, classes, types, carried);
  const calls = createCallResults(context, mentions, resolution);
  const callbacks = createCallbackParameters(context, mentions, resolution);
  const runs = createRunFunctions(context, resolution, calls, types);
  const givenByCallers = createCallerArguments(context, resolveValue);

  function resolveValue(at: UnitPlace, value: Value): Entity | undefined {
    switch (value.kind) {
      case 'ref':
        return members.follow(resolveRoot(at, value), value.path);
      case 'call': {
        const chain = codeOf(at.uri, at.unit)?.calls.find(({ id }) => id === value.call);
        if (!chain) return undefined;
        const made = calls.after(at, chain, chain.links.length, value.awaited);
        const mayRun = !value.awaited && value.path.length === 0 && (!made || made.kind === 'function');
        return members.follow((mayRun ? wrappedFunction(at, chain, resolveValue) : undefined) ?? made, value.path);
      }
      case 'function':
        return { kind: 'function', at, fn: value.function };
      case 'choice':
        return firstEntity(value.of.map(option => () => resolveValue(at, option)));
      case 'object':
      case 'array':
        return { kind: 'value', at, value };
      case 'opaque':
        return value.class === undefined ? undefined : { kind: 'class', at, name: value.class };
      default:
        return undefined;
    }
  }

  function resolveRoot(at: UnitPlace, ref: Ref): Entity | undefined {
    switch (ref.root.kind) {
      case 'local':
        return resolveBinding(at, ref.root.binding);
      case 'outer':
        return modules.outer(at.uri, ref.root.name);
      case 'this':
        return classes.self(at);
      case 'super':
        return classes.parent(at);
    }
  }

  function resolveBinding(at: UnitPlace, id: string): Entity | undefined {
    return guarded(`binding ${at.uri} ${at.unit} ${id}`, () => {
      const code = codeOf(at.uri, at.unit);
      const binding = code?.bindings.find(candidate => candidate.id === id);
      if (!code || !binding) return undefined;
      if (binding.kind === 'import') {
        const imported = code.imports.find(({ local }) => local === binding.name);
        return imported && modules.imported(at.uri, imported.from, imported.imported);
      }
      if (binding.kind === 'class') return { kind: 'class', at, name: binding.name };
      if (binding.kind === 'function') {
        const fn = code.functions.find(candidate => candidate.name === binding.name);
        return fn && { kind: 'function', at, fn: fn.id };
      }
      return firstEntity([
        () => members.follow(callbacks.parameter(at, code, binding), binding.path),
        () => members.follow(elementOf(at, code, binding), binding.path),
        () => (binding.type ? members.follow(types.resolve(at, binding.type), binding.path) : undefined),
        () => (binding.value ? members.follow(resolveValue(at, binding.value), binding.path) : undefined),
        ...binding.writes.map(write => () => resolveValue(at, write.value)),
        () => (binding.type ? undefined : members.follow(givenByCallers(at, code, binding), binding.path)),
        () => (binding.id === binding.name ? modules.assigned(at.uri, binding.name) : undefined),
        () => carried.carrier(at, binding),
      ]);
    });
  }

  /** `for (const user of users)`, `users.map(user => …)`: an element of what the loop runs over. */
  function elementOf(at: UnitPlace, code: CodeFacts, { loop: id, parameter }: Binding): Entity | undefined {
    const loop = id === undefined ? undefined : code.loops.find(loop => loop.id === id);
    if (!loop || (parameter?.index ?? 0) > 0 || loop.form === 'for') return undefined;
    const list = resolveValue(at, loop.iterable);
    return list?.kind === 'handle' || list?.kind === 'rows' ? members.member(list, '[]') : undefined;
  }

  function resolveNamedValue(at: UnitPlace, name: string, path: readonly string[]): Entity | undefined {
    const local = codeOf(at.uri, at.unit)?.bindings.find(binding => binding.name === name);
    return members.follow(local ? resolveBinding(at, local.id) : modules.outer(at.uri, name), path);
  }

  return { value: resolveValue, receivers: calls.receivers, ...runs, typeOf: types.named };
}
