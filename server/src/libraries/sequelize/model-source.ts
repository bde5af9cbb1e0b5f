import type { CallChain, Link } from '../../core/facts/calls';
import type { ClassFact, CodeFacts, DecoratorFact, FieldFact } from '../../core/facts/code';
import type { Value } from '../../core/facts/values';
import { type DeclarationId, declarationId, type LocatedUnit, type SourceContext } from '../../core/library';
import type { Span } from '../../core/text';
import { type Located, members, type Scope, text } from '../migrations/evaluate';

/** A model, where it is defined. */
export interface ModelSource {
  /** Of the constant or the class that holds it. */
  readonly id: DeclarationId;
  /** What Sequelize calls it. */
  readonly name: string;
  readonly scope: Scope;
  /** The call that defines it; absent for a class with decorators. */
  readonly chain?: CallChain;
  readonly attributes?: Located;
  readonly options?: Located;
  /** What `.schema(…)` is given, which is held instead of the model itself. */
  readonly schema?: Located;
  /** A class with decorators. */
  readonly decorated?: ClassFact;
  readonly nameSpan: Span;
  readonly span: Span;
}

/** The models of a database's schema files. */
export interface ModelIndex {
  readonly models: readonly ModelSource[];
  readonly units: readonly LocatedUnit[];
  byId(id: DeclarationId): ModelSource | undefined;
  byName(name: string): ModelSource | undefined;
  definedIn(context: SourceContext): readonly ModelSource[];
}

const indexes = new WeakMap<readonly LocatedUnit[], ModelIndex>();

export function modelIndexOf(units: readonly LocatedUnit[]): ModelIndex {
  let index = indexes.get(units);
  if (!index) {
    index = createIndex(units);
    indexes.set(units, index);
  }
  return index;
}

function createIndex(units: readonly LocatedUnit[]): ModelIndex {
  const models = units.flatMap(located => modelsIn(located, units));
  const ids = new Map(models.map(model => [model.id, model] as const));
  const names = new Map(models.map(model => [model.name, model] as const));
  return {
    models,
    units,
    byId: id => ids.get(id),
    byName: name => names.get(name),
    definedIn: ({ uri, unit }) =>
      models.filter(({ scope }) => scope.context.uri === uri && scope.context.unit === unit),
  };
}

function modelsIn({ at, unit }: LocatedUnit, units: readonly LocatedUnit[]): readonly ModelSource[] {
  const scope: Scope = { context: at, unit, bound: new Map() };
  const called = unit.calls.flatMap(chain => {
    const [link] = chain.links;
    if (link?.form !== 'call') return [];
    if (link.name === 'define') return defined(chain, link, scope);
    return link.name === 'init' ? initialized(chain, link, scope, units) : [];
  });
  return [...called, ...unit.classes.flatMap(fact => decorated(fact, scope))];
}

function argumentOf(link: Link, index: number, scope: Scope): Located | undefined {
  const given = link.args[index];
  return given && !given.spread ? { value: given.value, scope } : undefined;
}

/** `sequelize.define('User', { … }, { … })`. */
function defined(chain: CallChain, link: Link, scope: Scope): readonly ModelSource[] {
  const name = text(argumentOf(link, 0, scope));
  const attributes = argumentOf(link, 1, scope);
  if (name === undefined || !attributes || !members(attributes)) return [];
  const holder = holderOf(chain, scope.unit);
  const options = argumentOf(link, 2, scope);
  const moved = chain.links.findLast(one => one.name === 'schema');
  const schema = moved && argumentOf(moved, 0, scope);
  return [
    {
      id: declarationId(scope.context.uri, holder ?? name),
      name,
      scope,
      chain,
      attributes,
      ...(options ? { options } : {}),
      ...(schema ? { schema } : {}),
      nameSpan: link.args[0]?.value.span ?? chain.span,
      span: chain.span,
    },
  ];
}

/** The constant of the module that the model is put into. */
function holderOf(chain: CallChain, unit: CodeFacts): string | undefined {
  return unit.bindings.find(({ id, name, value }) => id === name && value?.kind === 'call' && value.call === chain.id)
    ?.name;
}

/** `User.init({ … }, { sequelize })` of a class, also as `super.init` and `this.init` in a static method. */
function initialized(
  chain: CallChain,
  link: Link,
  scope: Scope,
  units: readonly LocatedUnit[],
): readonly ModelSource[] {
  const attributes = argumentOf(link, 0, scope);
  const options = argumentOf(link, 1, scope);
  const { root } = chain;
  if (
    !attributes ||
    !options ||
    root.kind !== 'ref' ||
    !members(options)?.entries.some(({ key }) => key === 'sequelize')
  )
    return [];
  const own = scope.unit.functions.find(({ id }) => id === chain.in)?.class;
  const isOwn = root.root.kind === 'this' || root.root.kind === 'super';
  const id = isOwn
    ? own === undefined
      ? undefined
      : declarationId(scope.context.uri, own)
    : classIdOf(root, scope, units);
  const name = id?.slice(id.lastIndexOf('#') + 1);
  if (id === undefined || name === undefined) return [];
  const modelName = text(members(options)?.entries.findLast(({ key }) => key === 'modelName'));
  return [{ id, name: modelName ?? name, scope, chain, attributes, options, nameSpan: root.span, span: chain.span }];
}

function classIdOf(value: Value, scope: Scope, units: readonly LocatedUnit[]): DeclarationId | undefined {
  const found = scope.context.resolve(value);
  if (found?.kind === 'declared') return found.id;
  if (value.kind !== 'ref' || value.root.kind !== 'local') return undefined;
  // A class inside the function that makes the models.
  const { binding } = value.root;
  const local = scope.unit.bindings.find(({ id }) => id === binding);
  const known = units.length > 0 && scope.unit.classes.some(({ name }) => name === local?.name);
  return known && local ? declarationId(scope.context.uri, local.name) : undefined;
}

/** `@Table class User extends Model`. */
function decorated(fact: ClassFact, scope: Scope): readonly ModelSource[] {
  const table = decoratorNamed(fact.decorators, 'Table', scope);
  if (!table) return [];
  const [given] = table.args;
  const options: Located | undefined = given && { value: given, scope };
  const modelName = text(members(options)?.entries.findLast(({ key }) => key === 'modelName'));
  const start = fact.span.start;
  return [
    {
      id: declarationId(scope.context.uri, fact.name),
      name: modelName ?? fact.name,
      scope,
      ...(options ? { options } : {}),
      decorated: fact,
      nameSpan: table.span,
      span: { start, end: fact.span.end },
    },
  ];
}

/** A property of a decorated class or of one it extends. */
export interface DecoratedField {
  readonly field: FieldFact;
  /** Where its decorators count. */
  readonly scope: Scope;
  readonly inherited: boolean;
}

const fields = new WeakMap<ModelSource, { readonly list: readonly DecoratedField[]; readonly complete: boolean }>();

/** Those of the base classes first. `complete` is false where a base class cannot be found. */
export function decoratedFields(source: ModelSource): {
  readonly list: readonly DecoratedField[];
  readonly complete: boolean;
} {
  let found = fields.get(source);
  if (!found) {
    found = source.decorated ? fieldsOf(source.decorated, source.scope, 0) : { list: [], complete: true };
    fields.set(source, found);
  }
  return found;
}

/** Deeper than people inherit. */
const MOST_BASES = 8;

function fieldsOf(
  fact: ClassFact,
  scope: Scope,
  depth: number,
): { readonly list: readonly DecoratedField[]; readonly complete: boolean } {
  const own = fact.fields.map((field): DecoratedField => ({ field, scope, inherited: depth > 0 }));
  if (fact.extendsOther || depth > MOST_BASES) return { list: own, complete: false };
  const base = fact.extends && scope.context.resolve(fact.extends);
  if (base?.kind === 'package') return { list: own, complete: base.name === 'Model' };
  const parent =
    base?.kind === 'declared' && base.rest.length === 0
      ? base.unit.classes.find(({ name }) => name === base.name)
      : undefined;
  if (base?.kind !== 'declared' || !parent) return { list: own, complete: fact.extends === undefined };
  const inherited = fieldsOf(parent, { context: base.at, unit: base.unit, bound: new Map() }, depth + 1);
  const names = new Set(own.map(({ field }) => field.name));
  return {
    list: [...inherited.list.filter(({ field }) => !names.has(field.name)), ...own],
    complete: inherited.complete,
  };
}

/** A decorator of sequelize-typescript, by the name under which it is exported. */
function decoratorNamed(decorators: readonly DecoratorFact[], name: string, scope: Scope): DecoratorFact | undefined {
  return decorators.find(decorator => exportedName(decorator, scope) === name);
}

export function exportedName({ name, span }: DecoratorFact, { context }: Scope): string | undefined {
  const [root = '', ...path] = name;
  const found = context.resolve({ kind: 'ref', root: { kind: 'outer', name: root }, path, span });
  return found?.kind === 'package' && found.module.startsWith('sequelize-typescript') ? found.name : undefined;
}
