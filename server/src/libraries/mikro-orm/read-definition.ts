import type { Link } from '../../core/facts/calls';
import type { Span } from '../../core/text';
import type { DecoratorReader } from '../shared/class-source';
import {
  itemsOf,
  joinOptions,
  type LocatedValue,
  type Options,
  optionsOf,
  readOptions,
  resultOf,
  settle,
  textOf,
} from '../shared/located-value';
import type { EntityParts, IndexPart, PropertyKind, PropertyPart } from './property-parts';
import { readIndexOptions } from './read-class';

/** The settings of `new EntitySchema({ … })` and `defineEntity({ … })`. */
export function readDefinition(
  options: Options,
  reader: DecoratorReader,
  place: (span: Span | undefined) => Span,
): EntityParts {
  const given = options.get('properties');
  const result = given && resultOf(settle(given));
  const written = readOptions(result);
  let complete = options.complete && written.complete;
  const properties: PropertyPart[] = [];
  for (const property of written.keys) {
    const value = written.get(property);
    const read = value && readProperty(property, value, reader, place(written.spanOf(property)));
    if (read) properties.push(read);
    else complete = false;
  }
  const indexes: IndexPart[] = [];
  for (const [key, kind] of [
    ['indexes', 'index'],
    ['uniques', 'unique'],
  ] as const) {
    const list = options.get(key);
    const items = itemsOf(list);
    if (list && !items) complete = false;
    for (const item of items ?? []) {
      const span = place(item.unit === given?.unit ? item.value.span : undefined);
      indexes.push(readIndexOptions(kind, item, undefined, span));
    }
  }
  return { properties, indexes, complete };
}

function readProperty(
  property: string,
  value: LocatedValue,
  reader: DecoratorReader,
  span: Span,
): PropertyPart | undefined {
  // `() => p.manyToOne(Author)`: put off because the modules import each other.
  const settled = settle(value);
  const result = resultOf(settled);
  if (!result) return undefined;
  const base = { property, primary: false, enum: false, span };
  if (result.value.kind === 'call') {
    const built = readBuilder(result, reader);
    return built && { ...base, ...built };
  }
  if (result.value.kind !== 'object') return undefined;
  const options = readOptions(result);
  const entity = options.get('entity');
  const kind = kindOf(options.get('kind') ?? options.get('reference'));
  if (kind === undefined) return undefined;
  return { ...base, kind, options, ...(entity ? { entity } : {}) };
}

const KINDS: Readonly<Record<string, PropertyKind>> = {
  scalar: 'scalar',
  'm:1': 'm:1',
  '1:1': '1:1',
  '1:m': '1:m',
  'm:n': 'm:n',
  embedded: 'embedded',
  SCALAR: 'scalar',
  MANY_TO_ONE: 'm:1',
  ONE_TO_ONE: '1:1',
  ONE_TO_MANY: '1:m',
  MANY_TO_MANY: 'm:n',
  EMBEDDED: 'embedded',
};

/** `'m:1'` or `ReferenceKind.MANY_TO_ONE`. */
function kindOf(located: LocatedValue | undefined): PropertyKind | undefined {
  if (!located) return 'scalar';
  const { value } = located;
  const name = textOf(located) ?? (value.kind === 'ref' ? value.path.at(-1) : undefined);
  return name !== undefined && Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
}

const RELATIONS: Readonly<Record<string, PropertyKind>> = {
  manyToOne: 'm:1',
  oneToOne: '1:1',
  oneToMany: '1:m',
  manyToMany: 'm:n',
  embedded: 'embedded',
};

/** Settings that take several values one after the other. */
const LISTS: ReadonlySet<string> = new Set([
  'fieldNames',
  'columnTypes',
  'joinColumns',
  'inverseJoinColumns',
  'referencedColumnNames',
  'cascade',
]);

/** `p.string().length(30).nullable()`: each call but the first is a setting. */
function readBuilder(
  located: LocatedValue,
  reader: DecoratorReader,
): Pick<PropertyPart, 'kind' | 'options' | 'enum' | 'entity'> | undefined {
  const { at, unit, value } = located;
  if (value.kind !== 'call' || value.path.length > 0) return undefined;
  const chain = unit.calls.find(({ id }) => id === value.call);
  const [first, ...settings] = chain?.links ?? [];
  if (!chain || !first || chain.root.kind !== 'ref') return undefined;
  const isOwn = chain.root.root.kind === 'local' || reader.exported(at, { ...chain.root, path: [] }) === 'p';
  if (!isOwn || settings.some(({ via }) => via.length > 0)) return undefined;
  const options = optionsOf(Object.fromEntries(settings.map(link => [link.name, settingOf(located, link)])));
  const argument = first.args[0] && { ...located, value: first.args[0].value };
  const kind = Object.hasOwn(RELATIONS, first.name) ? RELATIONS[first.name] : undefined;
  if (kind) return argument && { kind, options, enum: false, entity: argument };
  if (first.name === 'enum') {
    return {
      kind: 'scalar',
      options: joinOptions([options, optionsOf(argument ? { items: argument } : {})]),
      enum: true,
    };
  }
  const type: LocatedValue =
    first.name === 'type' && argument
      ? argument
      : { ...located, value: { kind: 'literal', value: first.name, span: first.nameSpan } };
  const key = first.name === 'formula' ? 'formula' : 'type';
  const hasLength = (first.name === 'datetime' || first.name === 'time') && argument;
  const own = optionsOf({ [key]: type, ...(hasLength ? { length: argument } : {}) });
  return { kind: 'scalar', options: joinOptions([own, options]), enum: false };
}

function settingOf(located: LocatedValue, { name, args, span }: Link): LocatedValue {
  const [first] = args;
  if (LISTS.has(name)) {
    const items = args.map(arg => arg.value);
    return { ...located, value: { kind: 'array', items, open: args.some(({ spread }) => spread), span } };
  }
  return { ...located, value: first?.value ?? { kind: 'literal', value: true, span } };
}
