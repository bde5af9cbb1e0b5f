import ts from 'typescript';
import type { TextEdit } from '../../../core/fix';

/** A call of a chain: `where(…)` in `db.select().from(users).where(…)`. */
export interface ChainLink {
  readonly name: string;
  readonly call: ts.CallExpression;
}

/** The calls of a chain that have names, the first one first. */
export function chainOf(call: ts.CallExpression): readonly ChainLink[] {
  const links: ChainLink[] = [];
  let link: ts.Expression = call;
  while (ts.isCallExpression(link) && ts.isPropertyAccessExpression(link.expression)) {
    links.unshift({ name: link.expression.name.text, call: link });
    link = link.expression.expression;
  }
  return links;
}

export function isOfChain(links: readonly ChainLink[], node: ts.Node): boolean {
  return links.some(({ call }) => call === node);
}

/** What a link stands behind. */
export function receiverOf({ call }: ChainLink): ts.Expression {
  return ts.isPropertyAccessExpression(call.expression) ? call.expression.expression : call.expression;
}

/** The edit that takes a link out of its chain. */
export function withoutLink(link: ChainLink): TextEdit {
  return { span: { start: receiverOf(link).end, end: link.call.end }, newText: '' };
}
