import type { FieldFact } from '../../core/facts/code';
import type { TypeAnnotation } from '../../core/facts/type-annotation';
import type { Span } from '../../core/text';
import { type AppliedDecorator, type ClassSource, type DecoratorReader, refTo } from '../shared/class-source';
import {
  functionOf,
  itemsOf,
  joinOptions,
  type LocatedValue,
  literalOf,
  optionsOf,
  parameterPath,
  readOptions,
  resultOf,
  settle,
  textOf,
} from '../shared/located-value';
import { reflectedType } from '../shared/reflected-type';
import type { EntityParts, IndexPart, PropertyKind, PropertyPart } from './property-parts';

const KINDS: Readonly<Record<string, PropertyKind>> = {
  Property: 'scalar',
  PrimaryKey: 'scalar',
  SerializedPrimaryKey: 'scalar',
  Enum: 'scalar',
  ManyToOne: 'm:1',
  OneToOne: '1:1',
  OneToMany: '1:m',
  ManyToMany: 'm:n',
  Embedded: 'embedded',
};

/** What stands in one class alone; `shownAt` where that is not the unit of the entity. */
export function readOwnParts(source: ClassSource, reader: DecoratorReader, shownAt: Span | undefined): EntityParts {
  const { at, unit, fact } = source;
  const properties: PropertyPart[] = [];
  const head = reader.read(at, unit, fact.decorators);
  let { complete } = head;
  const indexes: IndexPart[] = head.applied.flatMap(one => readIndex(one, undefined, shownAt ?? one.span));
  for (const field of fact.fields) {
    if (field.static || field.decorators.length === 0) continue;
    const { applied, complete: known } = reader.read(at, unit, field.decorators);
    complete &&= known;
    for (const decorator of applied) {
      indexes.push(...readIndex(decorator, field.name, shownAt ?? decorator.span));
      const property = readProperty(source, field, decorator, shownAt ?? field.span);
      if (property) properties.push(property);
    }
  }
  return { properties, indexes, complete };
}

function readProperty(
  { at, unit }: ClassSource,
  field: FieldFact,
  { name, args }: AppliedDecorator,
  span: Span,
): PropertyPart | undefined {
  const kind = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
  if (!kind) return undefined;
  const settled = args.map(settle);
  const [first, second, third] = settled;
  const base = {
    property: field.name,
    kind,
    primary: name === 'PrimaryKey',
    enum: name === 'Enum',
    span,
  };
  if (kind === 'scalar') {
    const reflected = reflectedType(field, at);
    // `@Enum(() => Kind)`.
    const isItems = first?.value.kind === 'function';
    const options = isItems ? joinOptions([readOptions(second), optionsOf({ items: first })]) : readOptions(first);
    const initial = field.value && literalOf({ at, unit, value: field.value });
    return {
      ...base,
      options,
      ...(reflected === undefined ? {} : { reflected }),
      ...(initial === undefined ? {} : { initial }),
    };
  }
  const isOptions = first?.value.kind === 'object';
  const entity = isOptions ? readOptions(first).get('entity') : first;
  const target = entity ?? annotatedClass({ at, unit }, field);
  const mappedBy = !isOptions && second && second.value.kind !== 'object' ? second : undefined;
  const given = [isOptions ? first : undefined, second === mappedBy ? undefined : second, third];
  const options = joinOptions([
    ...given.flatMap(one => (one ? [readOptions(one)] : [])),
    ...(mappedBy ? [optionsOf({ mappedBy })] : []),
  ]);
  return { ...base, options, ...(target ? { entity: target } : {}) };
}

const WRAPPERS: ReadonlySet<string> = new Set([
  'Ref',
  'Reference',
  'IdentifiedReference',
  'Rel',
  'LazyRef',
  'Loaded',
  'Opt',
  'Collection',
]);

/** The class that a property is annotated with, as reflection gives it. */
function annotatedClass({ at, unit }: Pick<ClassSource, 'at' | 'unit'>, field: FieldFact): LocatedValue | undefined {
  let type: TypeAnnotation | undefined = field.type;
  for (let depth = 0; type && depth < 4; depth++) {
    if (type.kind === 'union') {
      type = type.of.find(part => part.kind === 'reference');
    } else if (type.kind === 'reference' && WRAPPERS.has(type.name.at(-1) ?? '') && type.arguments[0]) {
      type = type.arguments[0];
    } else if (type.kind === 'reference') {
      const [head, ...path] = type.name;
      return head === undefined ? undefined : { at, unit, value: refTo(head, field.span, path) };
    } else return undefined;
  }
  return undefined;
}

/** `@Index()` on a property, `@Index({ properties: [...] })` on a class. */
function readIndex({ name, args }: AppliedDecorator, property: string | undefined, span: Span): IndexPart[] {
  if (name !== 'Index' && name !== 'Unique') return [];
  return [readIndexOptions(name === 'Index' ? 'index' : 'unique', args[0], property, span)];
}

export function readIndexOptions(
  kind: IndexPart['kind'],
  located: LocatedValue | undefined,
  property: string | undefined,
  span: Span,
): IndexPart {
  const options = readOptions(located);
  const name = textOf(options.get('name'));
  const method = textOf(options.get('type'));
  const list = options.get('properties');
  const properties = list ? propertyNames(list) : property === undefined ? undefined : [property];
  // An expression is the whole statement: what it indexes cannot be told.
  const readable = options.complete && !options.get('expression');
  return {
    kind,
    ...(name === undefined ? {} : { name }),
    ...(properties && readable ? { properties } : {}),
    ...(method === undefined ? {} : { method }),
    span,
  };
}

function propertyNames(located: LocatedValue): readonly string[] | undefined {
  const single = textOf(located);
  if (single !== undefined) return [single];
  const names = itemsOf(located)?.map(item => textOf(item));
  return names?.every(name => name !== undefined) ? names : undefined;
}

/** `'author'` or `book => book.author`. */
export function propertyNamed(located: LocatedValue | undefined): string | undefined {
  if (!located) return undefined;
  const text = textOf(located);
  if (text !== undefined) return text;
  if (!functionOf(located)) return undefined;
  const result = resultOf(located);
  return result && parameterPath(result)?.join('.');
}
