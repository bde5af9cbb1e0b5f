import type { Link } from '../../core/facts/calls';
import type { Entity } from './entity';

type Builder = Entity & { readonly kind: 'builder' };

/**
 * Objects of packages that are no database library but hand one on: what they give comes from a type or a function of the
 * program. `initTRPC.context<Context>().create()`, and all that is made of it; `new AsyncLocalStorage<Store>()`.
 */
export function builderOfPackage(name: string, exported: string): Builder | undefined {
  return BUILDERS.get(exported)?.test(name) ? { kind: 'builder' } : undefined;
}

const BUILDERS: ReadonlyMap<string, RegExp> = new Map([
  ['initTRPC', /^@trpc\/server$/],
  ['AsyncLocalStorage', /^(?:node:)?async_hooks$/],
]);

/** What a call on a builder gives: the same builder, which may know by now what its context is, or the context. */
export function callBuilder(
  builder: Builder,
  { name, form }: Link,
  typeArgument: () => Entity | undefined,
): Entity | undefined {
  if (name === 'getStore') return builder.context;
  const context = name === 'context' || form === 'new' ? typeArgument() : undefined;
  return context ? { kind: 'builder', context } : builder;
}

/** `({ ctx, input }) => …`: the context is a property of the first parameter. */
export function builderCallback({ context }: Builder, parameter: number): Entity | undefined {
  return context && parameter === 0 ? { kind: 'options', members: new Map([['ctx', context]]) } : undefined;
}
