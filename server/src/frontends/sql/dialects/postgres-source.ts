import type { Node } from 'libpg-query';
import type { QualifiedName } from '../../../core/facts/migrations';
import type { Span } from '../../../core/text';
import type { OffsetMap } from '../offsets';
import { LEXICAL_RULES, scanTokens, type Token } from '../scan';

type TagOf<U> = U extends unknown ? keyof U : never;
export type NodeTag = TagOf<Node>;
export type NodeBody<T extends NodeTag> = Extract<Node, Record<T, unknown>>[T];

/** The body of a node of the given kind, or undefined for a node of another kind. */
export function bodyOf<T extends NodeTag>(node: Node | undefined, tag: T): NodeBody<T> | undefined {
  return (node as { readonly [K in T]?: NodeBody<T> } | undefined)?.[tag];
}

/** A node as its kind and its body, to be told apart by the kind. */
export type TaggedNode = { [T in NodeTag]: { readonly tag: T; readonly body: NodeBody<T> } }[NodeTag];

export function tagged(node: Node): TaggedNode {
  // A node has exactly one member.
  const tag = Object.keys(node)[0] ?? '';
  return { tag, body: (node as unknown as Readonly<Record<string, unknown>>)[tag] } as TaggedNode;
}

/** The bodies of all nodes of the given kind in a list. */
export function bodiesOf<T extends NodeTag>(nodes: readonly Node[] | undefined, tag: T): readonly NodeBody<T>[] {
  if (nodes === undefined || nodes.length === 0) return NONE;
  const bodies: NodeBody<T>[] = [];
  for (const node of nodes) {
    const body = bodyOf(node, tag);
    if (body !== undefined) bodies.push(body);
  }
  return bodies;
}

const NONE: readonly never[] = [];

/** A list of names: `[{ String: { sval: 'a' } }]` → `['a']`. */
export function stringsOf(nodes: readonly Node[] | undefined): readonly string[] {
  if (nodes === undefined || nodes.length === 0) return NONE;
  const names: string[] = [];
  for (const node of nodes) {
    const body = bodyOf(node, 'String');
    if (body !== undefined) names.push(body.sval ?? '');
  }
  return names;
}

/** A type's or object's name that stands in a list of its own: `[{ List: { items } }]`, `{ TypeName: { names } }`. */
export function namedObject(node: Node | undefined): QualifiedName {
  if (node === undefined) return { name: '' };
  const items = bodyOf(node, 'List')?.items ?? bodyOf(node, 'TypeName')?.names;
  return qualifiedName(stringsOf(items ?? [node]));
}

export function qualifiedName(names: readonly string[]): QualifiedName {
  const schema = names.at(-2);
  return { ...(schema === undefined ? {} : { schema }), name: names.at(-1) ?? '' };
}

export function relationName(relation: NodeBody<'RangeVar'> | undefined): QualifiedName {
  const schema = relation?.schemaname;
  return { ...(schema === undefined ? {} : { schema }), name: relation?.relname ?? '' };
}

/**
 * One statement, which may be a part of the text (in the body of a DO block), with its tokens: node locations are
 * start-only, so that ends come from here.
 */
export class StatementSource {
  private scanned: readonly Token[] | undefined;
  /** The upper-case texts of the tokens that were asked for. */
  private readonly words: string[] = [];

  /** `shift` is what has to be added to a place in the parsed text to get one in `text`. */
  constructor(
    readonly text: string,
    private readonly offsets: OffsetMap,
    readonly span: Span = { start: 0, end: text.length },
    private readonly shift: number = span.start,
  ) {}

  /** Without comments. */
  get tokens(): readonly Token[] {
    this.scanned ??= scanTokens(this.text, LEXICAL_RULES.postgres, this.span.start, this.span.end).filter(
      token => token.kind !== 'comment',
    );
    return this.scanned;
  }

  /** The UTF-16 offset of a node's location; protobuf leaves out a zero. */
  offset(location: number | undefined): number {
    return Math.max(this.span.start, this.shift + this.offsets.fromByte(location ?? 0));
  }

  /** The index of the first token that starts at or after an offset. */
  indexAt(offset: number): number {
    let low = 0;
    let high = this.tokens.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.tokens[middle]?.start ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The index of the token a node's location points to. */
  indexOf(location: number | undefined): number {
    return this.indexAt(this.offset(location));
  }

  wordAt(index: number): string {
    const known = this.words[index];
    if (known !== undefined) return known;
    const token = this.tokens[index];
    if (token === undefined) return '';
    const word = this.text.slice(token.start, token.end).toUpperCase();
    this.words[index] = word;
    return word;
  }

  startAt(index: number): number {
    return this.tokens[index]?.start ?? this.span.end;
  }

  endAt(index: number): number {
    return this.tokens[index]?.end ?? this.span.end;
  }

  /** The index of the first of `words` at or after `index` that stands in no parentheses opened there; -1 without one. */
  findWord(words: ReadonlySet<string>, index: number): number {
    let depth = 0;
    for (let at = index; at < this.tokens.length; at++) {
      const word = this.wordAt(at);
      if (word === '(' || word === '[') depth++;
      else if (word === ')' || word === ']') depth--;
      else if (depth === 0 && words.has(word)) return at;
    }
    return -1;
  }

  /** The index of the first token at or after `index` that ends a list element: `,` or an unopened bracket. */
  elementEnd(index: number): number {
    const { tokens } = this;
    let depth = 0;
    let at = index;
    for (; at < tokens.length; at++) {
      const mark = this.markAt(at);
      if (depth === 0 && (mark === COMMA || mark === CLOSE || mark === CLOSE_BRACKET || mark === SEMICOLON)) return at;
      if (mark === OPEN || mark === OPEN_BRACKET) depth++;
      else if (mark === CLOSE || mark === CLOSE_BRACKET) depth--;
    }
    return at;
  }

  /** The index of the parenthesis that closes the one at `index`. */
  groupEnd(index: number): number {
    const { tokens } = this;
    let depth = 0;
    let at = index;
    for (; at < tokens.length; at++) {
      const mark = this.markAt(at);
      if (mark === OPEN || mark === OPEN_BRACKET) depth++;
      else if ((mark === CLOSE || mark === CLOSE_BRACKET) && --depth <= 0) return at;
    }
    return at - 1;
  }

  /** The character of a punctuation mark; 0 for another token. */
  private markAt(index: number): number {
    const token = this.tokens[index];
    return token?.kind === 'punctuation' ? this.text.charCodeAt(token.start) : 0;
  }

  /** A quoted name or a word, before a comma or a closing parenthesis. */
  isLone(index: number): boolean {
    const next = this.markAt(index + 1);
    return next === COMMA || next === CLOSE;
  }

  /** The elements of the parenthesized list at `index`. */
  listSpans(index: number): readonly Span[] {
    const spans: Span[] = [];
    let at = index;
    while (at < this.tokens.length && this.wordAt(at) !== ')') {
      const end = this.elementEnd(at + 1);
      if (end > at + 1) spans.push({ start: this.startAt(at + 1), end: this.endAt(end - 1) });
      at = end;
    }
    return spans;
  }

  /** The list element that starts at an offset. */
  elementSpan(start: number): Span {
    const end = this.elementEnd(this.indexAt(start));
    return { start, end: this.endAt(end - 1) };
  }

  /** A possibly qualified name that starts at an offset: `"a"."b"`. */
  nameSpan(start: number): Span {
    let index = this.indexAt(start);
    while (this.wordAt(index + 1) === '.') index += 2;
    return { start, end: this.endAt(index) };
  }

  slice(span: Span): string {
    return this.text.slice(span.start, span.end);
  }
}

const OPEN = 40;
const CLOSE = 41;
const COMMA = 44;
const SEMICOLON = 59;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
