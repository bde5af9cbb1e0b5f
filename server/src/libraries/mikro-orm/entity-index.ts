import type { CodeFacts } from '../../core/facts/code';
import { type DeclarationId, declarationId, type LocatedUnit, type SourceContext } from '../../core/library';
import type { Span } from '../../core/text';
import { type ClassSource, callOf, classesIn, classNamed, createDecoratorReader, refTo } from '../shared/class-source';
import {
  flagOf,
  type LocatedValue,
  type Options,
  readOptions,
  resultOf,
  settle,
  textOf,
} from '../shared/located-value';
import type { EntityParts, EntitySource } from './property-parts';
import { readOwnParts } from './read-class';
import { readDefinition } from './read-definition';

/** Every entity of a database, by what it is called. */
export interface EntityIndex {
  declaredIn(at: SourceContext, unit: CodeFacts): readonly EntitySource[];
  /** What `() => Author`, `Author` or `'Author'` names: an entity or what may be embedded. */
  named(located: LocatedValue): EntitySource | undefined;
  /** The name of a type that MikroORM exports: `UuidType`, `types.uuid`, `new DecimalType()`. */
  typeNamed(located: LocatedValue): string | undefined;
  byId(id: DeclarationId): EntitySource | undefined;
  /** The entities that live in the table of this one, with single table inheritance. */
  childrenOf(id: DeclarationId): readonly EntitySource[];
}

function isMikroOrm(module: string): boolean {
  return module.startsWith('@mikro-orm/') || module === 'mikro-orm';
}

const indexes = new WeakMap<readonly LocatedUnit[], EntityIndex>();

/** The index of the units that are read in one go: made once for all of them. */
export function entityIndexOf(units: readonly LocatedUnit[]): EntityIndex {
  let index = indexes.get(units);
  if (!index) {
    index = createEntityIndex(units);
    indexes.set(units, index);
  }
  return index;
}

/** Nobody writes deeper class hierarchies. */
const MAX_ANCESTORS = 16;
const NO_PARTS: EntityParts = { properties: [], indexes: [], complete: true };

function createEntityIndex(units: readonly LocatedUnit[]): EntityIndex {
  const reader = createDecoratorReader(isMikroOrm);
  const known = new Map<DeclarationId, EntitySource | undefined>();
  let all: readonly EntitySource[] | undefined;

  function declaredIn(at: SourceContext, unit: CodeFacts): readonly EntitySource[] {
    const classes = classesIn(at, unit).flatMap(source => ofClass(source) ?? []);
    return [...classes, ...definitionsIn(at, unit)];
  }

  function everything(): readonly EntitySource[] {
    all ??= units.flatMap(({ at, unit }) => declaredIn(at, unit));
    return all;
  }

  function ofClass(source: ClassSource): EntitySource | undefined {
    if (!known.has(source.id)) {
      // A class that extends itself in a circle is none.
      known.set(source.id, undefined);
      known.set(source.id, readClass(source));
    }
    return known.get(source.id);
  }

  function readClass(source: ClassSource): EntitySource | undefined {
    const { at, unit, fact } = source;
    const head = reader.read(at, unit, fact.decorators).applied;
    const decorator = head.find(({ name }) => name === 'Entity' || name === 'Embeddable');
    const hasProperties = fact.fields.some(({ decorators }) => decorators.length > 0);
    if (!decorator && !hasProperties && !fact.extends) return undefined;
    const options = readOptions(decorator?.args[0]);
    const isAbstract = flagOf(options.get('abstract')) === true && !options.get('discriminatorColumn');
    const isTable = decorator?.name === 'Entity' && !isAbstract && !options.get('expression');
    return withInheritance(source, {
      id: source.id,
      name: fact.name,
      kind: isTable ? 'table' : decorator?.name === 'Embeddable' ? 'embeddable' : 'none',
      options,
      nameSpan: fact.nameSpan ?? fact.span,
      span: fact.span,
      parts: readOwnParts(source, reader, undefined),
      rootId: source.id,
    });
  }

  function withInheritance(source: ClassSource, own: EntitySource): EntitySource {
    const { at, fact } = source;
    if (fact.extendsOther) return { ...own, parts: { ...own.parts, complete: false } };
    if (!fact.extends) return own;
    const base = classNamed(at.resolve(fact.extends));
    if (!base) {
      const isLibrarys = reader.exported(at, fact.extends) !== undefined;
      // `class Author extends AuthorSchema.class`: the methods of what is defined elsewhere.
      return isLibrarys ? own : { ...own, parts: { ...own.parts, complete: false } };
    }
    return inherit(own, ofClass(base), fact.extends.span, depthOf(base));
  }

  function depthOf(source: ClassSource): number {
    let depth = 0;
    for (let current: ClassSource | undefined = source; current && depth <= MAX_ANCESTORS; depth++) {
      current = current.fact.extends && classNamed(current.at.resolve(current.fact.extends));
    }
    return depth;
  }

  function definitionsIn(at: SourceContext, unit: CodeFacts): readonly EntitySource[] {
    return unit.bindings.flatMap(({ id, name, value, span }) => {
      const options = id === name && value ? definition({ at, unit, value }) : undefined;
      if (!options) return [];
      const key = declarationId(at.uri, name);
      if (!known.has(key)) {
        known.set(key, undefined);
        known.set(key, readDefined(key, name, options, unit, span));
      }
      return known.get(key) ?? [];
    });
  }

  function definition(located: LocatedValue): LocatedValue | undefined {
    const call = callOf(located);
    const name = call && reader.exported(located.at, call.callee);
    return name === 'EntitySchema' || name === 'defineEntity' ? call?.args[0] : undefined;
  }

  function readDefined(
    id: DeclarationId,
    variable: string,
    argument: LocatedValue,
    unit: CodeFacts,
    span: Span,
  ): EntitySource {
    const settled = settle(argument);
    const options = readOptions(settled);
    const target = options.get('class');
    const targetClass = target && classNamed(target.at.resolve(target.value));
    const place = (part: Span | undefined) => (settled.unit === unit && part ? part : span);
    const isNone = flagOf(options.get('abstract')) === true || options.get('expression') !== undefined;
    const isEmbeddable = flagOf(options.get('embeddable')) === true;
    const own: EntitySource = {
      id,
      name: textOf(options.get('name')) ?? targetClass?.fact.name ?? variable,
      kind: isEmbeddable ? 'embeddable' : isNone ? 'none' : 'table',
      options,
      nameSpan: span,
      span,
      parts: readDefinition(options, reader, place),
      rootId: id,
    };
    const base = options.get('extends');
    const parent = base && named(base);
    if (!base) return own;
    return parent
      ? inherit(own, parent, place(base.value.span), 0)
      : { ...own, parts: { ...own.parts, complete: false } };
  }

  function named(located: LocatedValue): EntitySource | undefined {
    const text = textOf(located);
    if (text !== undefined) {
      const source = /^\w+$/.test(text) ? classNamed(located.at.resolve(refTo(text, located.value.span))) : undefined;
      const found = source && ofClass(source);
      return found && found.kind !== 'none' ? found : onlyOne(everything().filter(({ name }) => name === text));
    }
    const result = resultOf(located);
    const resolved = result?.at.resolve(result.value);
    const source = classNamed(resolved);
    if (source) {
      const entity = ofClass(source);
      if (entity && entity.kind !== 'none') return entity;
      // A plain class that a schema is defined for.
      return onlyOne(everything().filter(({ options }) => classIdOf(options) === source.id));
    }
    if (resolved?.kind !== 'declared') return undefined;
    if (!known.has(resolved.id)) definitionsIn(resolved.at, resolved.unit);
    return known.get(resolved.id);
  }

  return {
    declaredIn,
    named,
    typeNamed(located) {
      const resolved = located.at.resolve(callOf(located)?.callee ?? located.value);
      if (resolved?.kind !== 'package' || !isMikroOrm(resolved.module)) return undefined;
      return resolved.name === 'types' || resolved.name === 't' ? resolved.rest[0] : resolved.name;
    },
    byId: id => known.get(id),
    childrenOf: id => everything().filter(entity => entity.rootId === id && entity.id !== id),
  };
}

function classIdOf(options: Options): DeclarationId | undefined {
  const target = options.get('class');
  return target && classNamed(target.at.resolve(target.value))?.id;
}

/** A property that is declared again is the later one; the root of a hierarchy in one table has a discriminator. */
function inherit(own: EntitySource, base: EntitySource | undefined, shownAt: Span, depth: number): EntitySource {
  if (!base || depth > MAX_ANCESTORS) return own;
  const declared = new Set(own.parts.properties.map(({ property }) => property));
  const isOneTable = base.options.get('discriminatorColumn') !== undefined || base.rootId !== base.id;
  const inherited = base.kind === 'embeddable' && own.kind !== 'embeddable' ? NO_PARTS : base.parts;
  return {
    ...own,
    rootId: isOneTable && base.kind === 'table' ? base.rootId : own.rootId,
    parts: {
      properties: [
        ...inherited.properties
          .filter(({ property }) => !declared.has(property))
          .map(property => ({ ...property, span: shownAt })),
        ...own.parts.properties,
      ],
      indexes: [...inherited.indexes.map(index => ({ ...index, span: shownAt })), ...own.parts.indexes],
      complete: inherited.complete && own.parts.complete,
    },
  };
}

function onlyOne(entities: readonly EntitySource[]): EntitySource | undefined {
  const [only, more] = entities;
  return more ? undefined : only;
}
