import type { Entity } from './entity';

type Builder = Entity & { readonly kind: 'builder' };

/**
 * Builders of packages that are no database library but hand one on: what their callbacks are given comes from a type or a
 * function of the program. `initTRPC.context<Context>().create()`, and all that is made of it.
 */
export function builderOfPackage(name: string, exported: string): Builder | undefined {
  return name === '@trpc/server' && exported === 'initTRPC' ? { kind: 'builder' } : undefined;
}

/** What a call on a builder gives: the same builder, which may know by now what its context is. */
export function callBuilder(builder: Builder, call: string, typeArgument: () => Entity | undefined): Builder {
  const context = call === 'context' ? typeArgument() : undefined;
  return context ? { kind: 'builder', context } : builder;
}

/** `({ ctx, input }) => …`: the context is a property of the first parameter. */
export function builderCallback({ context }: Builder, parameter: number): Entity | undefined {
  return context && parameter === 0 ? { kind: 'options', members: new Map([['ctx', context]]) } : undefined;
}
