import type { Node } from 'libpg-query';
import type { Expression } from '../../../core/facts/expression';
import type { Span } from '../../../core/text';
import type { NodeBody } from './postgres-source';

/** An expression that still lacks its place, and its range in the parsed text. */
export interface Ranged {
  readonly expression: Placeless<Expression>;
  readonly range: Span;
}
type Placeless<E> = E extends unknown ? Omit<E, 'start' | 'end'> : never;

export function ranged(expression: Placeless<Expression>, range: Span): Ranged {
  return { expression, range };
}

export function opaque(range: Span): Ranged {
  return { expression: { kind: 'opaque' }, range };
}

export function ranges(all: readonly Ranged[]): readonly Span[] {
  return all.map(built => built.range);
}

/** Opaque parts without a place of their own do not widen a range. */
export function cover(all: readonly Span[]): Span {
  let start = Number.POSITIVE_INFINITY;
  let end = 0;
  for (const range of all) {
    if (range.end <= range.start) continue;
    start = Math.min(start, range.start);
    end = Math.max(end, range.end);
  }
  return end === 0 ? NOWHERE : { start, end };
}

/** The syntax nodes in a body, whatever members hold them. */
export function nodesIn(body: unknown): readonly Node[] {
  if (typeof body !== 'object' || body === null) return [];
  if (Array.isArray(body)) return body.flatMap(item => (isNode(item) ? [item] : nodesIn(item)));
  return Object.values(body).flatMap(member => (isNode(member) ? [member] : nodesIn(member)));
}

/** A node is `{ Tag: body }`; the members of a body are in lower case. Names, types and numbers hold no columns. */
function isNode(value: unknown): value is Node {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const keys = Object.keys(value);
  return keys.length === 1 && /^[A-Z]/.test(keys[0] ?? '');
}

export function constantValue(constant: NodeBody<'A_Const'>): string | number | boolean | null {
  if (constant.isnull === true) return null;
  if (constant.sval !== undefined) return constant.sval.sval ?? '';
  if (constant.boolval !== undefined) return constant.boolval.boolval ?? false;
  if (constant.fval !== undefined) return finite(constant.fval.fval ?? '0');
  if (constant.ival !== undefined) return constant.ival.ival ?? 0;
  return constant.bsval?.bsval ?? '';
}

/** `1e999` is a number of PostgreSQL's, not of ours; facts survive JSON. */
function finite(text: string): number | string {
  const value = Number(text);
  return Number.isFinite(value) ? value : text;
}

export const NOWHERE: Span = { start: 0, end: 0 };
