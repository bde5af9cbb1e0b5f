import ts from 'typescript';
import { each, functionAround } from './moved-code';

/** Declared as an array in a function around it, or in the file: everything else that can be iterated has no `map`. */
export function isKnownList(iterable: ts.Expression): boolean {
  if (!ts.isIdentifier(iterable)) return false;
  for (let scope = functionAround(iterable); scope; scope = functionAround(scope)) {
    const found: Declaration[] = [];
    each(scope, node => {
      const declares = isDeclaration(node) && ts.isIdentifier(node.name) && node.name.text === iterable.text;
      if (declares && functionAround(node) === scope) found.push(node);
    });
    const [only, more] = found;
    if (!only) continue;
    if (more) return false;
    if (ts.isBindingElement(only)) return isRows(only);
    return (only.type && isListType(only.type)) || (only.initializer && isList(only.initializer)) || false;
  }
  return false;
}

type Declaration = ts.VariableDeclaration | ts.ParameterDeclaration | ts.BindingElement;

function isDeclaration(node: ts.Node): node is Declaration {
  return ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isBindingElement(node);
}

/** `const { rows: users } = await pool.query(…)`. */
function isRows({ name, propertyName, initializer, parent }: ts.BindingElement): boolean {
  const { parent: declaration } = parent;
  if ((propertyName ?? name).getText() !== 'rows' || initializer || !ts.isVariableDeclaration(declaration))
    return false;
  const value = declaration.initializer;
  const call = value && ts.isAwaitExpression(value) ? value.expression : undefined;
  return call !== undefined && ts.isCallExpression(call) && /\.query$/.test(call.expression.getText());
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
  return /^(findAll|findBy|findMany|map|filter|flatMap|slice|split)$/.test(call.expression.name.text);
}
