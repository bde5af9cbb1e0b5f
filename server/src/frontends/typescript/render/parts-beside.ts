import ts from 'typescript';

/** The largest parts of the code that do not hold `condition`, types apart. */
export function partsBeside(code: ts.Node, condition: ts.Node): readonly ts.Node[] {
  if (code === condition || ts.isTypeNode(code)) return [];
  if (condition.pos < code.pos || code.end < condition.end)
    return ts.isIdentifier(code) && isMemberName(code) ? [] : [code];
  const parts: ts.Node[] = [];
  ts.forEachChild(code, child => void parts.push(...partsBeside(child, condition)));
  return parts;
}

function isMemberName(node: ts.Identifier): boolean {
  return ts.isPropertyAccessExpression(node.parent) && node.parent.name === node;
}
