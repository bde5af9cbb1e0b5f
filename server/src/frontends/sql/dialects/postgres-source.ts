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
  if (node === undefined || !(tag in node)) return undefined;
  // A node has exactly one key, its tag.
  return Object.values(node)[0] as NodeBody<T>;
}

/** The bodies of all nodes of the given kind in a list. */
export function bodiesOf<T extends NodeTag>(nodes: readonly Node[] | undefined, tag: T): readonly NodeBody<T>[] {
  return (nodes ?? []).flatMap(node => {
    const body = bodyOf(node, tag);
    return body === undefined ? [] : [body];
  });
}

/** A list of names: `[{ String: { sval: 'a' } }]` → `['a']`. */
export function stringsOf(nodes: readonly Node[] | undefined): readonly string[] {
  return bodiesOf(nodes, 'String').map(body => body.sval ?? '');
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
  /** Without comments. */
  readonly tokens: readonly Token[];

  constructor(
    readonly text: string,
    private readonly offsets: OffsetMap,
    readonly span: Span = { start: 0, end: text.length },
  ) {
    const tokens = scanTokens(text, LEXICAL_RULES.postgres, span.start, span.end);
    this.tokens = tokens.filter(token => token.kind !== 'comment');
  }

  /** The UTF-16 offset of a node's location; protobuf leaves out a zero. */
  offset(location: number | undefined): number {
    return this.span.start + this.offsets.fromByte(location ?? 0);
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

  wordAt(index: number): string {
    const token = this.tokens[index];
    return token === undefined ? '' : this.text.slice(token.start, token.end).toUpperCase();
  }

  endAt(index: number): number {
    return this.tokens[index]?.end ?? this.span.end;
  }

  /** The index of the first token at or after `index` that ends a list element: `,` or an unopened bracket. */
  elementEnd(index: number): number {
    let depth = 0;
    let at = index;
    for (; at < this.tokens.length; at++) {
      const word = this.wordAt(at);
      if (depth === 0 && (word === ',' || word === ')' || word === ']' || word === ';')) return at;
      if (word === '(' || word === '[') depth++;
      else if (word === ')' || word === ']') depth--;
    }
    return at;
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
