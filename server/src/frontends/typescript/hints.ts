import type ts from 'typescript';
import type { Link } from '../../core/facts/calls';
import type { Opaque } from '../../core/facts/values';
import { SyntaxKind } from './syntax';

/** What kind of value an operator gives, whatever it is given. */
export function hintOf(operator: ts.SyntaxKind): Opaque['hint'] {
  switch (operator) {
    case SyntaxKind.MinusToken:
    case SyntaxKind.AsteriskToken:
    case SyntaxKind.AsteriskAsteriskToken:
    case SyntaxKind.SlashToken:
    case SyntaxKind.PercentToken:
    case SyntaxKind.AmpersandToken:
    case SyntaxKind.BarToken:
    case SyntaxKind.CaretToken:
    case SyntaxKind.LessThanLessThanToken:
    case SyntaxKind.GreaterThanGreaterThanToken:
    case SyntaxKind.GreaterThanGreaterThanGreaterThanToken:
      return 'number';
    case SyntaxKind.EqualsEqualsToken:
    case SyntaxKind.EqualsEqualsEqualsToken:
    case SyntaxKind.ExclamationEqualsToken:
    case SyntaxKind.ExclamationEqualsEqualsToken:
    case SyntaxKind.LessThanToken:
    case SyntaxKind.LessThanEqualsToken:
    case SyntaxKind.GreaterThanToken:
    case SyntaxKind.GreaterThanEqualsToken:
    case SyntaxKind.InstanceOfKeyword:
    case SyntaxKind.InKeyword:
      return 'boolean';
    default:
      return undefined;
  }
}

const CONVERSIONS: ReadonlyMap<string, Opaque['hint']> = new Map([
  ['Number', 'number'],
  ['parseInt', 'number'],
  ['parseFloat', 'number'],
  ['BigInt', 'number'],
  ['Boolean', 'boolean'],
]);

/** What a chain on a global name gives: `Number(x)`, `Number.parseInt(x)`, `Math.max(a, b)`, `Date.now()`, `new Date()`. */
export function hintOfGlobal(root: string, links: readonly Link[]): Opaque['hint'] {
  const [link, more] = links;
  if (!link || more) return undefined;
  if (link.name === '') {
    if (root === 'Date') return link.form === 'new' ? 'date' : undefined;
    return link.form === 'call' ? CONVERSIONS.get(root) : undefined;
  }
  if (root === 'Math') return 'number';
  if (root === 'Number' && link.name.startsWith('parse')) return 'number';
  return root === 'Date' && (link.name === 'now' || link.name === 'parse') ? 'number' : undefined;
}
