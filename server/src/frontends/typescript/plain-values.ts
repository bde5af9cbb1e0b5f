import type ts from 'typescript';
import type { CallRef, Opaque, Ref, Value } from '../../core/facts/values';
import { spanOf, type Walk } from './walk';

export function literal(walk: Walk, node: ts.Node, value: string | number | boolean | null): Value {
  // JSON has no infinities.
  if (typeof value === 'number' && !Number.isFinite(value)) return opaque(walk, node, [], 'number');
  return { kind: 'literal', value, span: spanOf(walk, node) };
}

export function opaque(walk: Walk, node: ts.Node, from: readonly Value[], hint?: Opaque['hint']): Opaque {
  const uses = usesOf(from);
  return hint
    ? { kind: 'opaque', hint, uses, span: spanOf(walk, node) }
    : { kind: 'opaque', uses, span: spanOf(walk, node) };
}

/** Every name and call that values are made of. */
function usesOf(values: readonly Value[]): (Ref | CallRef)[] {
  const uses: (Ref | CallRef)[] = [];
  const add = (value: Value): void => {
    switch (value.kind) {
      case 'ref':
      case 'call':
        uses.push(value);
        value.keys?.forEach(add);
        break;
      case 'opaque':
        for (const use of value.uses) uses.push(use);
        break;
      case 'choice':
        value.of.forEach(add);
        break;
      case 'array':
        value.items.forEach(add);
        break;
      case 'object':
        for (const entry of value.entries) add(entry.value);
        value.spreads.forEach(add);
        break;
      case 'template':
        for (const piece of value.pieces) if (piece.kind === 'hole') add(piece.value);
        break;
      case 'literal':
      case 'function':
        break;
    }
  };
  values.forEach(add);
  return uses;
}
