import type { CallChain, FunctionId } from '../../core/facts/calls';
import type { Binding, FunctionFact } from '../../core/facts/code';
import type { ObjectTree, Value } from '../../core/facts/values';
import type { CodeUnit } from '../../core/model';
import { type BoundParameters, bindResolverParent } from './argument-binding';

/** A function that GraphQL runs once for each object of a list that asks for the field. */
export interface FieldResolver {
  readonly function: FunctionId;
  readonly parent: string;
  readonly field: string;
  /** What its parameters are: the object is one of them. */
  readonly parameters: BoundParameters;
}

/** The field resolvers of a unit. `home` is the class around it, where it is a method. */
export function fieldResolversIn(unit: CodeUnit, home: CodeUnit | undefined): readonly FieldResolver[] {
  return [...markedMethods(unit, home), ...mapsOf(unit), ...pothosFields(unit)];
}

/** NestJS and type-graphql mark the methods. */
function markedMethods(unit: CodeUnit, home: CodeUnit | undefined): readonly FieldResolver[] {
  return unit.facts.functions.flatMap((fact): readonly FieldResolver[] => {
    const mark = fact.decorators.find(({ name }) => name.length === 1 && FIELD_RESOLVERS.has(name[0] ?? ''));
    if (!mark || fact.name === undefined) return [];
    const [first] = mark.args;
    const field = first?.kind === 'literal' && typeof first.value === 'string' ? first.value : fact.name;
    const isParent = ({ parameter }: Binding) => parameter?.decorators?.some(name => PARENTS.has(name)) ?? false;
    return [
      {
        function: fact.id,
        parent: parentOf(fact, home),
        field,
        parameters: bindResolverParent(unit, fact.id, isParent),
      },
    ];
  });
}

const FIELD_RESOLVERS = new Set(['ResolveField', 'ResolveProperty', 'FieldResolver']);
const PARENTS = new Set(['Parent', 'Root']);

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

/** Types whose fields are asked once per request. */
const ROOTS = new Set(['Query', 'Mutation', 'Subscription']);

/** Apollo and its kin: `const resolvers = { Query: {…}, User: { posts: (user) => … } }`, `const User: UserResolvers = {…}`. */
function mapsOf(unit: CodeUnit): readonly FieldResolver[] {
  return unit.facts.bindings.flatMap(({ id, name, value, type }): readonly FieldResolver[] => {
    if (value?.kind !== 'object' || id !== name) return [];
    const typeName = type?.kind === 'reference' && !type.query ? type.name.at(-1) : undefined;
    const ofOne = typeName !== undefined && /^(\w+)Resolvers$/.exec(typeName)?.[1];
    if (ofOne) return ROOTS.has(ofOne) ? [] : fieldsOf(unit, ofOne, value);
    const isMap = typeName === 'Resolvers' || value.entries.some(({ key }) => ROOTS.has(key));
    if (!isMap || !/resolvers?$/i.test(name)) return [];
    return value.entries.flatMap(({ key, value: fields }) =>
      fields.kind === 'object' && !ROOTS.has(key) && /^[A-Z]/.test(key) ? fieldsOf(unit, key, fields) : [],
    );
  });
}

function fieldsOf(unit: CodeUnit, parent: string, fields: ObjectTree): readonly FieldResolver[] {
  return fields.entries.flatMap(({ key, value }) =>
    value.kind === 'function' && !key.startsWith('__') ? [firstIsParent(unit, value.function, parent, key)] : [],
  );
}

function firstIsParent(unit: CodeUnit, fn: FunctionId, parent: string, field: string): FieldResolver {
  const parameters = bindResolverParent(unit, fn, ({ parameter }) => parameter?.index === 0);
  return { function: fn, parent, field, parameters };
}

/** Pothos: `builder.objectType('User', { fields: t => ({ posts: t.field({ resolve: user => … }) }) })`. */
function pothosFields(unit: CodeUnit): readonly FieldResolver[] {
  return unit.facts.calls.flatMap((chain): readonly FieldResolver[] => {
    const link = chain.links.at(-1);
    if (!link || !TYPE_BUILDERS.has(link.name)) return [];
    const options = link.args.map(({ value }) => value).find(value => value.kind === 'object');
    const fields = options?.kind === 'object' ? entryOf(options, 'fields') : undefined;
    const [returned] = fields?.kind === 'function' ? (unit.fn(fields.function)?.returns ?? []) : [];
    if (returned?.kind !== 'object') return [];
    const [named] = link.args;
    const parent = (named && nameOf(unit, named.value)) ?? 'object';
    return returned.entries.flatMap(({ key, value }) => {
      const resolve = value.kind === 'call' ? resolveOf(unit.call(value.call)) : undefined;
      return resolve === undefined ? [] : [firstIsParent(unit, resolve, parent, key)];
    });
  });
}

const TYPE_BUILDERS = new Set(['objectType', 'implement', 'prismaObject', 'prismaNode', 'node', 'drizzleObject']);

function resolveOf(chain: CallChain | undefined): FunctionId | undefined {
  const options = chain?.links
    .at(-1)
    ?.args.map(({ value }) => value)
    .find(value => value.kind === 'object');
  const resolve = options?.kind === 'object' ? entryOf(options, 'resolve') : undefined;
  return resolve?.kind === 'function' ? resolve.function : undefined;
}

function entryOf(object: ObjectTree, key: string): Value | undefined {
  return object.entries.find(entry => entry.key === key)?.value;
}
