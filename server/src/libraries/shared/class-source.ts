import type { CallChain } from '../../core/facts/calls';
import type { ClassFact, CodeFacts, DecoratorFact } from '../../core/facts/code';
import type { Ref, Value } from '../../core/facts/values';
import { type DeclarationId, declarationId, type ResolvedName, type SourceContext } from '../../core/library';
import type { Span } from '../../core/text';
import type { LocatedValue } from './located-value';

/** A class that stands at the top of a module. */
export interface ClassSource {
  readonly id: DeclarationId;
  readonly at: SourceContext;
  readonly unit: CodeFacts;
  readonly fact: ClassFact;
}

export function classesIn(at: SourceContext, unit: CodeFacts): readonly ClassSource[] {
  return unit.classes.map(fact => ({ id: declarationId(at.uri, fact.name), at, unit, fact }));
}

/** The class that a name stands for. */
export function classNamed(resolved: ResolvedName | undefined): ClassSource | undefined {
  if (resolved?.kind !== 'declared' || resolved.rest.length > 0) return undefined;
  const fact = resolved.unit.classes.find(({ name }) => name === resolved.name);
  return fact && { id: resolved.id, at: resolved.at, unit: resolved.unit, fact };
}

/** A name as it would be written in a unit. */
export function refTo(name: string, span: Span, path: readonly string[] = []): Ref {
  return { kind: 'ref', root: { kind: 'outer', name }, path, span };
}

/** A decorator of the library, whatever it is called in the file, with its arguments where they stand. */
export interface AppliedDecorator {
  /** The name under which the library exports it. */
  readonly name: string;
  readonly args: readonly LocatedValue[];
  readonly span: Span;
}

export interface AppliedDecorators {
  readonly applied: readonly AppliedDecorator[];
  /** False when one of the project's own decorators applies some of the library's in a way that cannot be read. */
  readonly complete: boolean;
}

/** Reads decorators as those of one library: `isOwn` says which modules are its own. */
export interface DecoratorReader {
  read(at: SourceContext, unit: CodeFacts, decorators: readonly DecoratorFact[]): AppliedDecorators;
  /** What the library exports under the name that is written here. */
  exported(at: SourceContext, value: Value): string | undefined;
}

const SOUNDS_LIKE_SCHEMA = /index|unique|column|primary|foreign|join|manyto|oneto|relation/i;

/** A decorator made of others, which are made of others. */
const MAX_WRAPPING = 4;

export function createDecoratorReader(isOwn: (module: string) => boolean): DecoratorReader {
  const known = new Map<string, ResolvedName | undefined>();

  function resolve(at: SourceContext, value: Value): ResolvedName | undefined {
    if (value.kind !== 'ref') return undefined;
    // Names outside a unit mean the same in the entire file; those inside of it are few.
    if (value.root.kind !== 'outer') return at.resolve(value);
    const key = [at.uri, value.root.name, ...value.path].join('\u0000');
    if (!known.has(key)) known.set(key, at.resolve(value));
    return known.get(key);
  }

  function exported(at: SourceContext, value: Value): string | undefined {
    const resolved = resolve(at, value);
    return resolved?.kind === 'package' && isOwn(resolved.module) && resolved.rest.length === 0
      ? resolved.name
      : undefined;
  }

  /** The decorators that a value applies; undefined when it has nothing to do with the library. */
  function applied(
    at: SourceContext,
    callee: Value,
    args: readonly LocatedValue[],
    span: Span,
    depth: number,
  ): AppliedDecorators | undefined {
    const name = exported(at, callee);
    if (name !== undefined) return { applied: [{ name, args, span }], complete: true };
    const resolved = resolve(at, callee);
    if (resolved?.kind === 'package') return composed(args, span, depth);
    if (resolved?.kind !== 'declared' || resolved.rest.length > 0 || depth > MAX_WRAPPING) return undefined;
    return wrapped(resolved.at, resolved.unit, resolved.name, args, span, depth);
  }

  /** `applyDecorators(Column(), Index())`: a function of another package that is handed decorators. */
  function composed(args: readonly LocatedValue[], span: Span, depth: number): AppliedDecorators | undefined {
    const parts = args.flatMap(arg => {
      const part = fromResult(arg, span, depth + 1);
      return part ? [part] : [];
    });
    return parts.length > 0 ? join(parts) : undefined;
  }

  /** `const Uuid = () => Column({ type: 'uuid' })`. */
  function wrapped(
    at: SourceContext,
    unit: CodeFacts,
    name: string,
    args: readonly LocatedValue[],
    span: Span,
    depth: number,
  ): AppliedDecorators | undefined {
    const binding = unit.bindings.find(({ id }) => id === name);
    const fn =
      binding?.value?.kind === 'function'
        ? unit.functions.find(({ id }) => binding.value?.kind === 'function' && id === binding.value.function)
        : unit.functions.find(({ id }) => id === name);
    const [result, more] = fn?.returns ?? [];
    const parameters = new Map(
      unit.bindings.flatMap(({ id, parameter, path }) => {
        const given = parameter && args[parameter.index];
        return given && parameter.function === fn?.id && !parameter.rest && path.length === 0 ? [[id, given]] : [];
      }),
    );
    const read = result && !more ? fromResult({ at, unit, value: result, parameters }, span, depth + 1) : undefined;
    if (read) return read;
    const mentions = unit.calls.some(({ root }) => root.kind === 'ref' && exported(at, { ...root, path: [] }));
    return mentions ? { applied: [], complete: false } : undefined;
  }

  function fromResult(located: LocatedValue, span: Span, depth: number): AppliedDecorators | undefined {
    const call = callOf(located);
    if (!call) return undefined;
    return applied(located.at, call.callee, call.args, span, depth);
  }

  return {
    exported,
    read(at, unit, decorators) {
      return join(
        decorators.flatMap(({ name: [head = '', ...path], args, span }): AppliedDecorators[] => {
          const located = args.map(value => ({ at, unit, value }));
          const found = applied(at, refTo(head, span, path), located, span, 0);
          if (found) return [found];
          // `const OrderIndex = helper({ … }).asDecorator`: made in a way that cannot be followed, but its name tells.
          return SOUNDS_LIKE_SCHEMA.test(path.at(-1) ?? head) ? [{ applied: [], complete: false }] : [];
        }),
      );
    },
  };
}

function join(parts: readonly AppliedDecorators[]): AppliedDecorators {
  return { applied: parts.flatMap(part => part.applied), complete: parts.every(part => part.complete) };
}

/** `callee(arguments)` or `new Callee(arguments)`, when the value is nothing but that. */
export function callOf(
  located: LocatedValue,
): { readonly callee: Ref; readonly args: readonly LocatedValue[] } | undefined {
  const { unit, value } = located;
  if (value.kind !== 'call' || value.path.length > 0) return undefined;
  const chain: CallChain | undefined = unit.calls.find(({ id }) => id === value.call);
  const [link, more] = chain?.links ?? [];
  if (!chain || !link || more || chain.root.kind !== 'ref' || link.via.length > 0) return undefined;
  const callee = link.name === '' ? chain.root : { ...chain.root, path: [...chain.root.path, link.name] };
  return { callee, args: link.args.map(arg => ({ ...located, value: arg.value })) };
}
