import type { Link } from '../../core/facts/calls';
import type { Entity } from './entity';

type Builder = Entity & { readonly kind: 'builder' };
type Member = (name: string) => Entity | undefined;

/**
 * Objects of packages that are no database library but hand one on: what they give comes from a type or a function of the
 * program. `initTRPC.context<Context>().create()`, and all that is made of it; `new AsyncLocalStorage<Store>()`;
 * `new Hono<Env>()`.
 */
export function builderOfPackage(name: string, exported: string): Builder | undefined {
  const { framework, packages } = BUILDERS.get(exported) ?? {};
  return framework && packages?.test(name) ? { kind: 'builder', framework, contexts: [] } : undefined;
}

const BUILDERS: ReadonlyMap<string, { readonly framework: Builder['framework']; readonly packages: RegExp }> = new Map([
  ['initTRPC', { framework: 'trpc', packages: /^@trpc\/server$/ }],
  ['AsyncLocalStorage', { framework: 'storage', packages: /^(?:node:)?async_hooks$/ }],
  ['Hono', { framework: 'hono', packages: /^hono(?:\/|$)/ }],
  ['OpenAPIHono', { framework: 'hono', packages: /^@hono\/zod-openapi$/ }],
]);

/** The contexts whose types are told what they hold. */
export function contextOfPackage(
  name: string,
  exported: string,
): ((member: Member, settings: Entity) => Entity) | undefined {
  if (/^hono(?:\/|$)/.test(name) && exported === 'Context') return honoContext;
  const isKoa = name === 'koa' && /^(?:Parameterized)?Context$/.test(exported);
  return isKoa || (/^@?koa[-/]router$/.test(name) && exported === 'RouterContext')
    ? (_, state) => ({ kind: 'options', members: new Map([['state', state]]) })
    : undefined;
}

function honoContext(member: Member): Entity {
  const variables = member('Variables');
  const members = [
    ['env', member('Bindings')],
    ['var', variables],
  ] as const;
  return {
    kind: 'options',
    members: new Map(members.flatMap(([name, entity]) => (entity ? [[name, entity] as const] : []))),
    ...(variables ? { named: variables } : {}),
  };
}

/** What a call on a builder is given, looked at only when it matters. */
export interface GivenToBuilder {
  typeArgument(): Entity | undefined;
  /** What middleware passes on: the object of `next({ ctx: { db } })`. */
  passedOn(): readonly Entity[];
}

/** What a call on a builder gives: the same builder, which may know by now what its context is, or the context. */
export function callBuilder(builder: Builder, { name, form }: Link, given: GivenToBuilder): Entity | undefined {
  if (name === 'getStore') return contextOf(builder);
  const context = name === 'context' || form === 'new' ? given.typeArgument() : undefined;
  if (context) return { ...builder, contexts: [context] };
  if (name !== 'use' && name !== 'middleware') return builder;
  const added = builder.framework === 'trpc' ? given.passedOn() : [];
  return added.length > 0 ? { ...builder, contexts: [...added, ...builder.contexts] } : builder;
}

function contextOf({ contexts }: Builder): Entity | undefined {
  return contexts.length > 1 ? { kind: 'layers', of: contexts } : contexts[0];
}

/** `({ ctx, input }) => …`: the context is a property of the first parameter; with Hono it is the parameter. */
export function builderCallback(builder: Builder, parameter: number, member: Member): Entity | undefined {
  const context = contextOf(builder);
  if (!context || parameter !== 0) return undefined;
  return builder.framework === 'hono' ? honoContext(member) : { kind: 'options', members: new Map([['ctx', context]]) };
}
