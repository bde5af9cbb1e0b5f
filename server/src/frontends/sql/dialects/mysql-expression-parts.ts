import type { Expression } from '../../../core/facts/expression';
import { isNode, type SqlNode } from './node-sql-parser';

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
}

/** A name, which the parser gives as a text or as a node that says how it was quoted. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (!isNode(value)) return undefined;
  return textOf(value.value) ?? textOf(value.expr);
}

export function nameOfCall(name: unknown): string {
  const parts = isNode(name) ? listOf(name.name) : [];
  return textOf(parts.at(-1)) ?? '';
}

/** Without the star of `count(*)` and the types among the arguments of CONVERT. */
export function argumentsOf(node: SqlNode): readonly unknown[] {
  const { args } = node;
  if (!isNode(args)) return listOf(args);
  const inner = isNode(args.expr) ? args.expr : args;
  const values = inner.type === 'expr_list' ? listOf(inner.value) : [inner];
  return values.filter(value => isNode(value) && value.type !== 'star' && value.type !== 'datatype');
}

export function wordOf(value: unknown): string | undefined {
  if (!isNode(value)) return undefined;
  if (value.type === 'null') return 'null';
  return value.type === 'bool' ? String(value.value) : undefined;
}

export function quantifierOf(value: unknown): { readonly word: string; readonly args: unknown } | undefined {
  if (!isNode(value) || value.type !== 'function') return undefined;
  const word = QUANTIFIERS[nameOfCall(value.name).toLowerCase()];
  return word === undefined || !isNode(value.args) ? undefined : { word, args: value.args.value };
}

export function sameLogic(expression: Expression, operator: string): readonly Expression[] {
  return expression.kind === 'operator' && expression.operator === operator ? expression.args : [expression];
}

/** An expression that has no place of its own, at whatever depth. */
export function isLost(expression: Expression): boolean {
  switch (expression.kind) {
    case 'opaque':
      return expression.start === expression.end || (expression.args ?? []).some(isLost);
    case 'call':
      return [...expression.args, ...(expression.clauses ?? [])].some(isLost);
    case 'operator':
      return expression.args.some(isLost);
    case 'list':
      return expression.items.some(isLost);
    case 'cast':
      return isLost(expression.of);
    default:
      return false;
  }
}

const QUANTIFIERS: Readonly<Record<string, string>> = { any: 'any', some: 'any', all: 'all' };
