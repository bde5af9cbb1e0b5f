import type { CodeFacts } from '../../core/facts/code';
import { type DeclarationId, declarationId, type LocatedUnit, type SourceContext } from '../../core/library';
import {
  type AppliedDecorator,
  type ClassSource,
  callOf,
  classesIn,
  classNamed,
  createDecoratorReader,
  type DecoratorReader,
  refTo,
} from '../shared/class-source';
import { type LocatedValue, readOptions, resultOf, settle, textOf } from '../shared/located-value';
import type { EntityParts, EntitySource, RelationTarget } from './entity-parts';
import { joinParts } from './join-parts';
import { lineageOf, readClassParts, readOwnParts } from './read-class';
import { readEntitySchema, readSchemaParts } from './read-schema';

/** Every entity of a database, by what it is called. */
export interface EntityIndex {
  /** The entities that a unit declares, in source order. */
  declaredIn(at: SourceContext, unit: CodeFacts): readonly EntitySource[];
  target(of: EntitySource, target: RelationTarget): EntitySource | undefined;
  /** The parts of what is embedded, placed nowhere: the caller shows them where they are embedded. */
  embeddedParts(type: LocatedValue): EntityParts | undefined;
  /** The entity whose table holds the rows: with single table inheritance that of the parent. */
  rootOf(source: EntitySource): EntitySource;
  /** The first entity that has an enum type of this name: it alone declares it. */
  ownerOfEnum(name: string, entity: EntitySource): DeclarationId;
}

const PACKAGES = ['typeorm', '@n8n/typeorm'];

export function isTypeOrm(module: string): boolean {
  return PACKAGES.some(name => module === name || module.startsWith(`${name}/`));
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

function createEntityIndex(units: readonly LocatedUnit[]): EntityIndex {
  const reader = createDecoratorReader(isTypeOrm);
  const byId = new Map<DeclarationId, EntitySource | undefined>();
  /** The classes above each child of single table inheritance, the nearest first. */
  const lineages = new Map<DeclarationId, readonly ClassSource[]>();
  const enumOwners = new Map<string, DeclarationId>();
  let byName: Map<string, EntitySource[]> | undefined;
  let children: Map<DeclarationId, ClassSource[]> | undefined;

  function sourcesIn(at: SourceContext, unit: CodeFacts): readonly EntitySource[] {
    const classes = classesIn(at, unit).flatMap(source => entityOfClass(source) ?? []);
    return [...classes, ...schemasIn(at, unit)];
  }

  function entityOfClass(source: ClassSource): EntitySource | undefined {
    if (!byId.has(source.id)) byId.set(source.id, readEntityClass(source));
    return byId.get(source.id);
  }

  function readEntityClass(source: ClassSource): EntitySource | undefined {
    const { at, unit, fact } = source;
    if (fact.decorators.length === 0) return undefined;
    const head = reader.read(at, unit, fact.decorators).applied;
    const entity = head.find(({ name }) => name === 'Entity' || name === 'ViewEntity' || name === 'ChildEntity');
    if (!entity) return undefined;
    const named = readEntityName(entity);
    const own = readClassParts(source, reader);
    if (entity.name === 'ChildEntity') lineages.set(source.id, lineageOf(source, reader).classes.slice(1));
    const isRoot = head.some(({ name }) => name === 'TableInheritance');
    return {
      id: source.id,
      name: fact.name,
      ...named,
      kind: entity.name === 'Entity' ? 'table' : entity.name === 'ViewEntity' ? 'view' : 'child',
      nameSpan: fact.nameSpan ?? fact.span,
      span: fact.span,
      parts: isRoot ? joinParts([own, ...childParts(source)], true) : own,
    };
  }

  /** The columns of a table with single table inheritance are those of all its classes; the children's may be empty. */
  function childParts(root: ClassSource): readonly EntityParts[] {
    const shownAt = root.fact.nameSpan ?? root.fact.span;
    return (childrenOf().get(root.id) ?? []).map(child => {
      const parts = readOwnParts(child, reader, shownAt);
      return { ...parts, columns: parts.columns.map(part => ({ ...part, spec: { ...part.spec, nullable: true } })) };
    });
  }

  function childrenOf(): ReadonlyMap<DeclarationId, readonly ClassSource[]> {
    if (children) return children;
    children = new Map();
    for (const { at, unit } of units) {
      for (const source of classesIn(at, unit)) {
        const head = source.fact.extends && reader.read(at, unit, source.fact.decorators).applied;
        if (!head?.some(({ name }) => name === 'ChildEntity')) continue;
        for (const ancestor of lineageOf(source, reader).classes.slice(1)) {
          const known = children.get(ancestor.id) ?? [];
          known.push(source);
          children.set(ancestor.id, known);
        }
      }
    }
    return children;
  }

  function schemasIn(at: SourceContext, unit: CodeFacts): readonly EntitySource[] {
    const found: EntitySource[] = [];
    for (const { id, name, value, span } of unit.bindings) {
      const argument = id === name && value ? schemaArgument({ at, unit, value }, reader) : undefined;
      const schema = argument && readEntitySchema(declarationId(at.uri, name), argument, span, span);
      if (schema) found.push(schema);
    }
    for (const exported of unit.exports) {
      if (exported.kind !== 'value') continue;
      const argument = schemaArgument({ at, unit, value: exported.value }, reader);
      const { span } = exported.value;
      const schema = argument && readEntitySchema(declarationId(at.uri, exported.name), argument, span, span);
      if (schema) found.push(schema);
    }
    for (const schema of found) byId.set(schema.id, schema);
    return found;
  }

  function named(name: string): EntitySource | undefined {
    if (!byName) {
      byName = new Map();
      for (const { at, unit } of units) {
        for (const source of sourcesIn(at, unit)) {
          const names = new Set([source.name, ...(typeof source.givenName === 'string' ? [source.givenName] : [])]);
          for (const key of names) byName.set(key, [...(byName.get(key) ?? []), source]);
        }
      }
    }
    const [only, more] = byName.get(name) ?? [];
    return more ? undefined : only;
  }

  function ofValue(located: LocatedValue): EntitySource | undefined {
    const text = textOf(located);
    if (text !== undefined) return namedFrom(located, text);
    const result = resultOf(located);
    const resolved = result?.at.resolve(result.value);
    const source = classNamed(resolved);
    if (source) return entityOfClass(source);
    if (resolved?.kind !== 'declared') return undefined;
    if (!byId.has(resolved.id)) schemasIn(resolved.at, resolved.unit);
    return byId.get(resolved.id);
  }

  /** `'User'`: what is imported under that name, if only for its type; else the only entity that is called so. */
  function namedFrom(located: LocatedValue, text: string): EntitySource | undefined {
    const source = /^\w+$/.test(text) ? classNamed(located.at.resolve(refTo(text, located.value.span))) : undefined;
    return (source && entityOfClass(source)) ?? named(text);
  }

  return {
    declaredIn: sourcesIn,
    target: (of, target) => (target.kind === 'self' ? of : ofValue(target.value)),
    embeddedParts(type) {
      const source = classNamed(type.at.resolve(type.value));
      if (source) return readClassParts(source, reader);
      const settled = settle(type);
      const argument = schemaArgument(settled, reader);
      if (!argument) return undefined;
      const options = readOptions(argument);
      return readSchemaParts(options, span => span ?? type.value.span, type.value.span);
    },
    rootOf(source) {
      const ancestors = source.kind === 'child' ? (lineages.get(source.id) ?? []) : [];
      for (const ancestor of ancestors) {
        const entity = entityOfClass(ancestor);
        if (entity && entity.kind !== 'child') return entity;
      }
      return source;
    },
    ownerOfEnum(name, entity) {
      const owner = enumOwners.get(name);
      if (owner !== undefined) return owner;
      enumOwners.set(name, entity.id);
      return entity.id;
    },
  };
}

function readEntityName({ args }: AppliedDecorator): Pick<EntitySource, 'givenName' | 'schema'> {
  const [first, second] = args.map(settle);
  if (!first) return {};
  const text = textOf(first);
  const isOptions = first.value.kind === 'object';
  const options = readOptions(isOptions ? first : second);
  const given = isOptions ? options.get('name') : first;
  const name = isOptions ? textOf(given) : text;
  const schema = textOf(options.get('schema'));
  return {
    ...(name !== undefined ? { givenName: name } : given || !options.complete ? { givenName: null } : {}),
    ...(schema === undefined ? {} : { schema }),
  };
}

function schemaArgument(located: LocatedValue, reader: DecoratorReader): LocatedValue | undefined {
  const call = callOf(located);
  return call && reader.exported(located.at, call.callee) === 'EntitySchema' ? call.args[0] : undefined;
}
