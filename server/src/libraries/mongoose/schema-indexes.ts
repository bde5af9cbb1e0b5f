import type { IndexColumn, IndexFact, IndexPredicate } from '../../core/facts/schema';
import type { Span } from '../../core/text';
import {
  flagOf,
  itemsOf,
  type LocatedValue,
  literalOf,
  type Options,
  readOptions,
  settle,
  textOf,
} from '../shared/located-value';

/** An index before its place is known. */
export interface IndexDraft {
  readonly fields: readonly { readonly path: string; readonly direction: Direction }[];
  readonly unique: boolean;
  readonly sparse: boolean;
  readonly name?: string;
  /** As written: `partialFilterExpression`. */
  readonly partial?: string;
  readonly span?: Span;
}

/** 1, -1, or a kind of index of its own: `text`, `2dsphere`, `hashed`. */
type Direction = 1 | -1 | string;

/** The kinds that Mongoose takes for a type rather than an order. */
const KINDS: ReadonlySet<string> = new Set(['2d', '2dsphere', 'hashed', 'text']);

/** What the options of a path (`index`, `unique`, `sparse`, `text`, `expires`) make. */
export function indexOfOptions(options: Options, path: string, span: Span | undefined): IndexDraft | undefined {
  const index = options.get('index');
  const inner = index && settle(index).value.kind === 'object' ? readOptions(index) : undefined;
  const written = index && literalOf(index);
  const unique = isOn(options.get('unique')) || isOn(inner?.get('unique'));
  const sparse = isOn(options.get('sparse')) || isOn(inner?.get('sparse'));
  const text = isOn(options.get('text')) || isOn(inner?.get('text'));
  const expires = options.get('expires') ?? inner?.get('expires');
  if (written === false) return undefined;
  if (!inner && !written && !unique && !sparse && !text && !expires) return undefined;
  const type = inner ? textOf(inner.get('type')) : typeof written === 'string' ? written : undefined;
  const kind = type !== undefined && KINDS.has(type) ? type : undefined;
  const descends = written === -1 || written === 'desc' || written === 'descending';
  const name = textOf(inner?.get('name'));
  return {
    fields: [{ path, direction: kind ?? (text ? 'text' : descends ? -1 : 1) }],
    unique,
    sparse,
    ...(name === undefined ? {} : { name }),
    ...partialOf(inner),
    ...(span ? { span } : {}),
  };
}

/** `schema.index({ a: 1, b: -1 }, { unique: true })`; undefined where the fields cannot be seen. */
export function indexOfCall(
  fields: LocatedValue | undefined,
  settings: LocatedValue | undefined,
  span: Span | undefined,
): IndexDraft | undefined {
  if (!fields) return undefined;
  const read = readOptions(fields);
  const options = readOptions(settings);
  if (!read.complete || !options.complete || read.keys.length === 0) return undefined;
  const parts = read.keys.map(path => ({ path, direction: directionOf(read.get(path)) }));
  if (!parts.every(isKnown)) return undefined;
  const name = textOf(options.get('name'));
  return {
    fields: parts,
    unique: isOn(options.get('unique')),
    sparse: isOn(options.get('sparse')),
    ...(name === undefined ? {} : { name }),
    ...partialOf(options),
    ...(span ? { span } : {}),
  };
}

/** The index of a schema that stands inside another one. */
export function prefixed({ fields, span, name, ...index }: IndexDraft, prefix: string): IndexDraft {
  return {
    ...index,
    ...(name === undefined ? {} : { name }),
    fields: fields.map(({ path, direction }) => ({ path: prefix + path, direction })),
  };
}

export function indexFact(draft: IndexDraft, otherwise: Span): IndexFact {
  const { fields, unique, name, span = otherwise } = draft;
  const method = fields.map(({ direction }) => direction).find(direction => typeof direction === 'string');
  const predicate = predicateOf(draft);
  return {
    kind: unique ? 'unique' : 'index',
    // What MongoDB calls an index that is given no name (manual, Index names).
    name: name ?? fields.map(({ path, direction }) => `${path}_${direction}`).join('_'),
    ...(typeof method === 'string' ? { method } : {}),
    columns: fields.map(({ path, direction }): IndexColumn => {
      return { column: path, ...(direction === -1 ? { order: 'desc' as const } : {}) };
    }),
    include: [],
    ...(predicate ? { predicate } : {}),
    span,
  };
}

/** A sparse index of one field leaves out nothing but documents without it. */
function predicateOf({ partial, sparse, fields }: IndexDraft): IndexPredicate | undefined {
  if (partial !== undefined) return { text: partial, notNullOnly: [] };
  if (!sparse) return undefined;
  const [only, more] = fields;
  return { text: 'sparse', notNullOnly: only && !more ? [only.path] : [] };
}

function partialOf(options: Options | undefined): Pick<IndexDraft, 'partial'> {
  const filter = options?.get('partialFilterExpression');
  return filter ? { partial: describe(filter) } : {};
}

/** Enough of a filter to tell two of them apart. */
function describe(located: LocatedValue): string {
  const settled = settle(located);
  const { value } = settled;
  if (value.kind === 'object') {
    const options = readOptions(settled);
    const entries = options.keys.map(key => {
      const inner = options.get(key);
      return `${key}: ${inner ? describe(inner) : '…'}`;
    });
    return `{ ${[...entries, ...(options.complete ? [] : ['…'])].join(', ')} }`;
  }
  if (value.kind === 'array') return `[${(itemsOf(settled) ?? []).map(describe).join(', ')}]`;
  return value.kind === 'literal' ? JSON.stringify(value.value) : '…';
}

function directionOf(located: LocatedValue | undefined): Direction | undefined {
  const direction = located && literalOf(located);
  if (direction === 1 || direction === 'asc' || direction === 'ascending' || direction === '1') return 1;
  if (direction === -1 || direction === 'desc' || direction === 'descending' || direction === '-1') return -1;
  return typeof direction === 'string' && KINDS.has(direction) ? direction : undefined;
}

function isKnown(part: {
  readonly path: string;
  readonly direction: Direction | undefined;
}): part is IndexDraft['fields'][number] {
  return part.direction !== undefined;
}

/** `true`, or with a message beside it: `[true, 'is taken']`. */
function isOn(located: LocatedValue | undefined): boolean {
  if (!located) return false;
  const [first] = itemsOf(located) ?? [located];
  return first !== undefined && (flagOf(first) === true || typeof literalOf(first) === 'string');
}
