import ts from 'typescript';

/** Packages whose functions only describe a condition: `eq(users.id, id)`, `In(ids)`. */
const OPERATORS: ReadonlyMap<string, RegExp> = new Map([
  [
    'drizzle-orm',
    /^(?:eq|ne|gt|gte|lt|lte|and|or|not|between|inArray|notInArray|isNull|isNotNull|like|ilike|asc|desc|count|exists)$/,
  ],
  ['typeorm', /^(?:In|Not|Equal|LessThan|LessThanOrEqual|MoreThan|MoreThanOrEqual|Between|Like|ILike|IsNull)$/],
]);

/** A call of a function, imported from a query builder, that gives the same for the same arguments. */
export function isQueryOperator(call: ts.Node): boolean {
  if (!ts.isCallExpression(call) || !ts.isIdentifier(call.expression)) return false;
  const { expression } = call;
  return expression.getSourceFile().statements.some(statement => {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) return false;
    const operators = OPERATORS.get(statement.moduleSpecifier.text);
    const bindings = statement.importClause?.namedBindings;
    if (!operators || !bindings || !ts.isNamedImports(bindings)) return false;
    const named = bindings.elements.find(({ name }) => name.text === expression.text);
    return named !== undefined && operators.test((named.propertyName ?? named.name).text);
  });
}

/** A call of a chain: `call` itself, or one whose result it is called on. */
export function isLinkOf(call: ts.CallExpression, one: ts.Node): boolean {
  let link: ts.Expression = call;
  while (ts.isCallExpression(link)) {
    if (link === one) return true;
    const receiver: ts.Expression = link.expression;
    if (!ts.isPropertyAccessExpression(receiver)) return false;
    link = receiver.expression;
  }
  return false;
}
