import ts from 'typescript';
import { each, functionAround } from './moved-code';

/** Declared as an array in a function around it, or in the file: everything else that can be iterated has no `map`. */
export function isKnownList(iterable: ts.Expression): boolean {
  if (!ts.isIdentifier(iterable)) return false;
  for (let scope = functionAround(iterable); scope; scope = functionAround(scope)) {
    const found: (ts.VariableDeclaration | ts.ParameterDeclaration)[] = [];
    each(scope, node => {
      const declares = (ts.isVariableDeclaration(node) || ts.isParameter(node)) && ts.isIdentifier(node.name);
      if (declares && node.name.getText() === iterable.text && functionAround(node) === scope) found.push(node);
    });
    const [only, more] = found;
    if (!only) continue;
    return !more && ((only.type && isListType(only.type)) || (only.initializer && isList(only.initializer)) || false);
  }
  return false;
}

function isListType(type: ts.TypeNode): boolean {
  if (ts.isTypeOperatorNode(type)) return isListType(type.type);
  if (ts.isArrayTypeNode(type) || ts.isTupleTypeNode(type)) return true;
  return ts.isTypeReferenceNode(type) && /^(Readonly)?Array$/.test(type.typeName.getText());
}

function isList(value: ts.Expression): boolean {
  if (ts.isArrayLiteralExpression(value)) return true;
  const call = ts.isAwaitExpression(value) ? value.expression : value;
  if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return false;
  return /^(findMany|map|filter|flatMap|slice|split)$/.test(call.expression.name.text);
}
