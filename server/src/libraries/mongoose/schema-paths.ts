import type { Value } from '../../core/facts/values';
import type { DeclarationId } from '../../core/library';
import type { Span } from '../../core/text';
import {
  flagOf,
  itemsOf,
  type LocatedValue,
  literalOf,
  NO_OPTIONS,
  numberOf,
  type Options,
  readOptions,
  settle,
  textOf,
} from '../shared/located-value';
import { classNameOf, nestName, type SchemaClass, type SchemaProperty, typeOf } from './nest-schema';
import { type IndexDraft, indexOfOptions, prefixed } from './schema-indexes';
import { type SchemaSource, schemaOf } from './schema-source';

/** One path of the documents: `address.street`. */
export interface PathDraft {
  readonly name: string;
  readonly type: string;
  readonly list: boolean;
  readonly required: boolean;
  readonly hasDefault: boolean;
  /** The model that an id leads to. */
  readonly ref?: string;
  /** In the unit of the schema; absent where the path is said in another one. */
  readonly span?: Span;
}

export interface SchemaDraft {
  readonly paths: readonly PathDraft[];
  readonly indexes: readonly IndexDraft[];
  /** False when a part of the definition cannot be seen. */
  readonly complete: boolean;
}

/** The indexes that `schema.index(…)` adds, wherever it is called. */
export type AddedIndexes = (source: SchemaSource) => {
  readonly indexes: readonly IndexDraft[];
  readonly complete: boolean;
};

/** Schemas may contain themselves. */
const DEEPEST = 8;

/** What a schema says of its documents. */
export function readSchema(
  source: SchemaSource,
  added: AddedIndexes,
  around: readonly SchemaSource[] = [],
): SchemaDraft {
  const paths: PathDraft[] = [];
  const indexes: IndexDraft[] = [];
  let complete = true;
  const inside = [...around, source];

  function readObject(definition: Options, prefix: string): void {
    if (!definition.complete) complete = false;
    for (const key of definition.keys) {
      const value = definition.get(key);
      // `_id: false` says that a part has no id.
      const isAbsent = value && key === '_id' && literalOf(value) === false;
      if (value && !isAbsent) readPath(value, prefix + key, spanIn(value, definition.spanOf(key)));
    }
  }

  function readClass(described: SchemaClass): void {
    if (!described.complete) complete = false;
    for (const property of described.properties) readProperty(property);
  }

  function readProperty({ at, unit, field, given, reflected }: SchemaProperty): void {
    const { name } = field;
    const value: Value = { kind: 'opaque', uses: [], span: field.span };
    const span = spanIn({ at, unit, value }, field.span);
    const plain = given && rawDefinition(given);
    if (plain) return readPath(plain, name, span);
    if (given && settle(given).value.kind === 'array') return readTyped(given, NO_OPTIONS, name, span);
    const options = readOptions(given);
    readTyped(typeOf(options.get('type') ?? reflected ?? { at, unit, value }), options, name, span);
  }

  function spanIn(value: LocatedValue, span: Span | undefined): Span | undefined {
    return value.unit === source.unit && value.at.unit === source.at.unit ? span : undefined;
  }

  function readPath(located: LocatedValue, name: string, span: Span | undefined): void {
    const settled = settle(located);
    const options = settled.value.kind === 'object' ? readOptions(settled) : undefined;
    const type = options?.get('type');
    // `type` is the type of the path, unless it is itself described: then it is a path of that name.
    const isPath = type !== undefined && !(settle(type).value.kind === 'object' && readOptions(type).get('type'));
    if (options && !isPath) {
      // `{}` holds anything.
      if (options.keys.length > 0 || !options.complete) return readObject(options, `${name}.`);
    }
    readTyped(isPath ? type : located, isPath && options ? options : NO_OPTIONS, name, span);
  }

  function readTyped(type: LocatedValue, options: Options, name: string, span: Span | undefined): void {
    if (!options.complete) complete = false;
    const settled = settle(type);
    const items = settled.value.kind === 'array' ? (itemsOf(settled) ?? []) : undefined;
    const element = items ? items[0] : type;
    const nested = element && nestedSchema(element);
    const elementOptions = element && items ? readElementOptions(element) : undefined;
    const all = (key: string) => options.get(key) ?? elementOptions?.get(key);
    const ref = all('ref');
    const target = ref && (textOf(ref) ?? classNameOf(ref) ?? modelNamed(ref));
    paths.push({
      name,
      type: nested ? 'Document' : element ? typeName(elementOptions?.get('type') ?? element) : 'Mixed',
      list: items !== undefined,
      required: isRequired(options.get('required')),
      hasDefault: options.get('default') !== undefined || items !== undefined,
      ...(target === undefined ? {} : { ref: target }),
      ...(span ? { span } : {}),
    });
    if (nested) {
      addNested(nested, name, options);
      if (items) return;
    }
    const index = indexOfOptions(options, name, span) ?? (elementOptions && indexOfOptions(elementOptions, name, span));
    if (index) indexes.push(index);
  }

  function addNested(nested: LocatedValue, name: string, options: Options): void {
    const inner = schemaOf(nested);
    const excluded = flagOf(options.get('excludeIndexes')) === true;
    if (!inner) {
      const before = indexes.length;
      readObject(readOptions(nested), `${name}.`);
      if (excluded) indexes.length = before;
      return;
    }
    if (inside.length > DEEPEST || inside.some(({ span, unit }) => span === inner.span && unit === inner.unit)) return;
    const draft = readSchema(inner, added, inside);
    if (!draft.complete) complete = false;
    for (const { span, ...path } of draft.paths) paths.push({ ...path, name: `${name}.${path.name}` });
    const hidden = excluded || flagOf(readOptions(inner.options).get('excludeIndexes')) === true;
    if (!hidden) indexes.push(...draft.indexes.map(index => prefixed(index, `${name}.`)));
  }

  if (source.described) readClass(source.described);
  if (source.definition) {
    const inherited = schemaOf(source.definition);
    if (inherited) complete = false;
    else readObject(readOptions(source.definition), '');
  }
  const own = added(source);
  return { paths, indexes: [...indexes, ...own.indexes], complete: complete && own.complete };
}

/** A schema, or an object that describes one: `[{ name: String }]`, `{ type: { street: String } }`. */
function nestedSchema(element: LocatedValue): LocatedValue | undefined {
  if (schemaOf(element)) return element;
  const { value } = settle(element);
  if (value.kind !== 'object') return undefined;
  const type = readOptions(element).get('type');
  if (!type) return value.entries.length > 0 ? element : undefined;
  return nestedSchema(type);
}

/** `[{ type: ObjectId, ref: 'Post' }]` */
function readElementOptions(element: LocatedValue): Options | undefined {
  const options = settle(element).value.kind === 'object' ? readOptions(element) : undefined;
  return options?.get('type') ? options : undefined;
}

function typeName(located: LocatedValue): string {
  const { value } = located;
  if (value.kind === 'ref') return nameIn(value);
  const text = textOf(located);
  return text === undefined || text === '' ? 'Mixed' : text.charAt(0).toUpperCase() + text.slice(1);
}

/** `Schema.Types.ObjectId` → `ObjectId`. */
function nameIn(value: Value & { readonly kind: 'ref' }): string {
  const last = value.path[value.path.length - 1];
  return last ?? (value.root.kind === 'outer' ? value.root.name : 'Mixed');
}

/** `raw({ … })`: what NestJS hands to Mongoose as it stands. */
function rawDefinition(located: LocatedValue): LocatedValue | undefined {
  const { at, unit, value } = settle(located);
  const chain = value.kind === 'call' ? unit.calls.find(({ id }) => id === value.call) : undefined;
  const definition = chain?.links[0]?.args[0]?.value;
  return definition && chain.root.kind === 'ref' && nestName(chain.root, at) === 'raw'
    ? { at, unit, value: definition }
    : undefined;
}

/** `ref: User`, where `User` is what `model('User', …)` gave. */
function modelNamed(ref: LocatedValue): DeclarationId | undefined {
  const { unit, value } = settle(ref);
  if (value.kind !== 'call') return undefined;
  const link = unit.calls
    .find(({ id }) => id === value.call)
    ?.links.find(({ name }) => name === 'model' || name === '');
  const name = link?.args[0]?.value;
  return name?.kind === 'literal' && typeof name.value === 'string' ? name.value : undefined;
}

/** `true`, or `[true, 'a message']`; a function decides while it runs. */
function isRequired(located: LocatedValue | undefined): boolean {
  if (!located) return false;
  const [first] = itemsOf(located) ?? [located];
  return first !== undefined && (literalOf(first) === true || numberOf(first) === 1);
}
