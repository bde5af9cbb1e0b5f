import type { FunctionFact } from '../../core/facts/code';
import type { Value } from '../../core/facts/values';
import type { CodeUnit } from '../../core/model';
import type { ResolverOf } from '../../core/repetition';

/** The field that a method resolves for each object of its parent type; undefined for any other function. */
export function resolverOf(fact: FunctionFact, home: CodeUnit | undefined): Omit<ResolverOf, 'function'> | undefined {
  // NestJS and type-graphql mark the methods that GraphQL calls once per object.
  const mark = fact.decorators.find(({ name }) => name.length === 1 && FIELD_RESOLVERS.has(name[0] ?? ''));
  if (!mark || fact.name === undefined) return undefined;
  const [first] = mark.args;
  const field = first?.kind === 'literal' && typeof first.value === 'string' ? first.value : fact.name;
  return { parent: parentOf(fact, home), field };
}

/** `@Resolver(() => Team) class TeamMembersResolver`. */
function parentOf(fact: FunctionFact, home: CodeUnit | undefined): string {
  const resolver = home?.facts.classes
    .flatMap(({ decorators }) => decorators)
    .find(({ name }) => name.join('.') === 'Resolver');
  const named = home && resolver?.args[0] && nameOf(home, resolver.args[0]);
  return named ?? (fact.class ?? '').replace(/(?:Field)?Resolver$/, '');
}

function nameOf(home: CodeUnit, type: Value): string | undefined {
  if (type.kind === 'literal') return typeof type.value === 'string' ? type.value : undefined;
  if (type.kind === 'function') {
    const [returned] = home.fn(type.function)?.returns ?? [];
    return returned && nameOf(home, returned);
  }
  return type.kind === 'ref' && type.root.kind === 'outer' ? (type.path.at(-1) ?? type.root.name) : undefined;
}

const FIELD_RESOLVERS = new Set(['ResolveField', 'ResolveProperty', 'FieldResolver']);
