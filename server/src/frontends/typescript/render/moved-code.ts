import ts from 'typescript';

/** The function, or the file, whose statements a node is among. */
export function functionAround(node: ts.Node): ts.Node {
  let outer = node.parent;
  while (outer && !ts.isFunctionLike(outer) && !ts.isSourceFile(outer) && !ts.isClassStaticBlockDeclaration(outer)) {
    outer = outer.parent;
  }
  return outer;
}

/** The statement of a block that holds the node, without crossing a function. */
export function statementAround(node: ts.Node): ts.Statement | undefined {
  let inner = node;
  while (inner.parent) {
    const { parent } = inner;
    const isList =
      ts.isBlock(parent) || ts.isSourceFile(parent) || ts.isCaseOrDefaultClause(parent) || ts.isModuleBlock(parent);
    if (isList && ts.isStatement(inner)) return inner;
    if (ts.isFunctionLike(parent)) return undefined;
    inner = parent;
  }
  return undefined;
}

export function mayAwait(node: ts.Node): boolean {
  const fn = functionAround(node);
  if (ts.isSourceFile(fn)) return fn.statements.some(one => ts.isImportDeclaration(one) || ts.isExportDeclaration(one));
  return ts.canHaveModifiers(fn) && (fn.modifiers?.some(one => one.kind === ts.SyntaxKind.AsyncKeyword) ?? false);
}

/** The names that a node declares inside itself. */
export function namesDeclaredIn(node: ts.Node): Set<string> {
  const names = new Set<string>();
  each(node, inner => {
    if (isDeclarationName(inner)) names.add(inner.text);
  });
  return names;
}

function isDeclarationName(node: ts.Node): node is ts.Identifier {
  if (!ts.isIdentifier(node)) return false;
  const { parent } = node;
  return (
    (ts.isVariableDeclaration(parent) ||
      ts.isParameter(parent) ||
      ts.isBindingElement(parent) ||
      ts.isFunctionDeclaration(parent) ||
      ts.isFunctionExpression(parent) ||
      ts.isClassDeclaration(parent)) &&
    parent.name === node
  );
}

/** The names that a node reads: no property names, no keys. */
export function namesUsedIn(node: ts.Node): ts.Identifier[] {
  const used: ts.Identifier[] = [];
  each(node, inner => {
    if (ts.isIdentifier(inner) && isUse(inner)) used.push(inner);
  });
  return used;
}

function isUse(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  if (ts.isTypeReferenceNode(parent) || ts.isQualifiedName(parent) || ts.isTypeQueryNode(parent)) return false;
  return !isDeclarationName(node) && !(ts.isBindingElement(parent) && parent.propertyName === node);
}

/** The names that a node assigns to. */
export function namesWrittenIn(node: ts.Node): Set<string> {
  const names = new Set<string>();
  const add = (target: ts.Node): void => {
    each(target, inner => {
      if (ts.isIdentifier(inner) && isUse(inner)) names.add(inner.text);
    });
  };
  each(node, inner => {
    if (ts.isBinaryExpression(inner)) {
      const operator = inner.operatorToken.kind;
      const assigns = operator >= ts.SyntaxKind.FirstAssignment && operator <= ts.SyntaxKind.LastAssignment;
      if (assigns) add(inner.left);
    } else if (ts.isPrefixUnaryExpression(inner) || ts.isPostfixUnaryExpression(inner)) {
      if (inner.operator === ts.SyntaxKind.PlusPlusToken || inner.operator === ts.SyntaxKind.MinusMinusToken) {
        add(inner.operand);
      }
    }
  });
  return names;
}

/**
 * Code that gives the same value wherever and however often it runs: names, properties, literals, and the calls that
 * `accepts` knows to be such.
 */
export function isPlain(
  node: ts.Node,
  accepts: (call: ts.CallExpression | ts.NewExpression) => boolean = () => false,
): boolean {
  let plain = true;
  each(node, inner => {
    if (
      ((ts.isCallExpression(inner) || ts.isNewExpression(inner)) && !accepts(inner)) ||
      ts.isTaggedTemplateExpression(inner) ||
      ts.isAwaitExpression(inner) ||
      ts.isYieldExpression(inner) ||
      ts.isFunctionLike(inner) ||
      ts.isDeleteExpression(inner)
    ) {
      plain = false;
    }
  });
  return plain && namesWrittenIn(node).size === 0;
}

const WRITES =
  /^(create|update|upsert|delete|createMany|updateMany|deleteMany|createManyAndReturn|updateManyAndReturn|\$executeRaw|\$executeRawUnsafe|\$queryRaw|\$queryRawUnsafe|save|insert|remove)$/;

/** True when a node holds a call that may change the rows a query reads. */
export function mayWriteRows(node: ts.Node): boolean {
  let writes = false;
  each(node, inner => {
    const callee = ts.isCallExpression(inner)
      ? inner.expression
      : ts.isTaggedTemplateExpression(inner)
        ? inner.tag
        : undefined;
    if (callee && ts.isPropertyAccessExpression(callee) && WRITES.test(callee.name.text)) {
      // `map.delete(key)` and `set.delete(key)` take no object, and nothing is called on what they give.
      const [argument] = ts.isCallExpression(inner) ? inner.arguments : [];
      const isFinal = !ts.isPropertyAccessExpression(inner.parent);
      if (ts.isTaggedTemplateExpression(inner) || !argument || ts.isObjectLiteralExpression(argument)) writes = true;
      else if (!isFinal) writes = true;
      else if (callee.name.text !== 'delete') writes = true;
    }
  });
  return writes;
}

/** A name that the function around `at` neither declares nor uses. */
export function freshName(at: ts.Node, wishes: readonly string[]): string {
  const taken = new Set<string>();
  each(functionAround(at), node => {
    if (ts.isIdentifier(node) && (isDeclarationName(node) || isUse(node))) taken.add(node.text);
  });
  const free = wishes.find(wish => !taken.has(wish));
  if (free !== undefined) return free;
  const [first = 'rows'] = wishes;
  let number = 2;
  while (taken.has(`${first}${number}`)) number += 1;
  return `${first}${number}`;
}

export function each(node: ts.Node, visit: (node: ts.Node) => void): void {
  const open: ts.Node[] = [node];
  for (let next = open.pop(); next; next = open.pop()) {
    visit(next);
    ts.forEachChild(next, child => void open.push(child));
  }
}

/** The literal object that is the only argument of a query; undefined when there is none to read. */
export function argumentsObject(call: ts.CallExpression): ts.ObjectLiteralExpression | undefined {
  const [argument, more] = call.arguments;
  if (!argument || more || !ts.isObjectLiteralExpression(argument)) return undefined;
  return argument.properties.every(isNamed) ? argument : undefined;
}

/** `name: value` or `name`: nothing computed, no spread, no method. */
type NamedProperty =
  | ts.ShorthandPropertyAssignment
  | (ts.PropertyAssignment & { readonly name: ts.Identifier | ts.StringLiteral });

export function isNamed(property: ts.ObjectLiteralElementLike): property is NamedProperty {
  if (ts.isShorthandPropertyAssignment(property)) return true;
  return ts.isPropertyAssignment(property) && (ts.isIdentifier(property.name) || ts.isStringLiteral(property.name));
}

export function propertyNamed(object: ts.ObjectLiteralExpression, name: string): NamedProperty | undefined {
  return object.properties.filter(isNamed).find(property => property.name.text === name);
}

export function objectIn(property: ts.ObjectLiteralElementLike | undefined): ts.ObjectLiteralExpression | undefined {
  return property && ts.isPropertyAssignment(property) && ts.isObjectLiteralExpression(property.initializer)
    ? property.initializer
    : undefined;
}
