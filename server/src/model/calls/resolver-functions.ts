import type { FunctionFact } from '../../core/facts/code';
import type { CodeUnit } from '../../core/model';
import type { ResolverOf } from '../../core/repetition';

/** The field that a function resolves for each object of its parent type; undefined for any other function. */
export function resolverOf(_unit: CodeUnit, fact: FunctionFact): Omit<ResolverOf, 'function'> | undefined {
  // NestJS and type-graphql mark the methods that GraphQL calls once per object.
  const mark = fact.decorators.find(({ name }) => name.length === 1 && FIELD_RESOLVERS.has(name[0] ?? ''));
  if (!mark || fact.name === undefined) return undefined;
  const [first] = mark.args;
  const field = first?.kind === 'literal' && typeof first.value === 'string' ? first.value : fact.name;
  return { parent: (fact.class ?? '').replace(/(?:Field)?Resolver$/, ''), field };
}

const FIELD_RESOLVERS = new Set(['ResolveField', 'ResolveProperty', 'FieldResolver']);
