import type { CallId } from '../../core/facts/calls';
import type { Binding, CodeFacts, FunctionFact } from '../../core/facts/code';
import type { Value } from '../../core/facts/values';
import type { UnitId } from '../../core/text';
import type { Uri } from '../../core/uri';
import { type Entity, firstEntity, type UnitPlace } from './entity';
import type { ResolutionContext } from './resolution-context';

/** What a parameter without a type is: what the callers of its function give it, where all of them are known. */
export function createCallerArguments(
  { scopeOf, codeOf, callsIn }: ResolutionContext,
  resolve: (at: UnitPlace, value: Value) => Entity | undefined,
): (at: UnitPlace, code: CodeFacts, binding: Binding) => Entity | undefined {
  function argument(at: UnitPlace, code: CodeFacts, { parameter }: Binding): Entity | undefined {
    const fn = parameter && code.functions.find(({ id }) => id === parameter.function);
    if (!parameter || !fn || parameter.rest || fn.callbackOf) return undefined;
    return firstEntity(
      callsOf(at, code, fn).map(({ unit, call }) => () => {
        const args = codeOf(at.uri, unit)?.calls.find(({ id }) => id === call)?.links[0]?.args ?? [];
        const given = args.slice(0, parameter.index + 1);
        const value = given.some(({ spread }) => spread) ? undefined : given[parameter.index]?.value;
        return value && resolve({ uri: at.uri, unit }, value);
      }),
    );
  }

  function callsOf({ uri, unit }: UnitPlace, code: CodeFacts, fn: FunctionFact): readonly Call[] {
    if (fn.class !== undefined) return fn.name?.startsWith('#') ? (callsIn(uri)[fn.name] ?? []) : [];
    const named = code.bindings.find(({ value }) => value?.kind === 'function' && value.function === fn.id);
    if (!named || named.writes.length > 0) return [];
    if (named.id === named.name) return isExported(uri, named.name) ? [] : (callsIn(uri)[named.name] ?? []);
    return code.calls
      .filter(
        ({ root, links }) =>
          root.kind === 'ref' &&
          root.root.kind === 'local' &&
          root.root.binding === named.id &&
          root.path.length === 0 &&
          links[0]?.name === '',
      )
      .map(({ id }) => ({ unit, call: id }));
  }

  /** Others may call it with anything. */
  function isExported(uri: Uri, name: string): boolean {
    return Object.values(scopeOf(uri).exports).some(({ fact }) => fact.kind === 'local' && fact.local === name);
  }

  return argument;
}

interface Call {
  readonly unit: UnitId;
  readonly call: CallId;
}
