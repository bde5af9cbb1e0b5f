import ts from 'typescript';
import type { Span } from '../../../core/text';
import { each } from './moved-code';

/** The call that makes a Drizzle table, as it is written. */
export interface DrizzleTable {
  readonly call: ts.CallExpression;
  /** The database that its module is for, where the call tells it: `pg` of `pgTable`. */
  readonly dialect: string | undefined;
}

/** The table whose variable stands at the span; undefined where it is made by a function of the project. */
export function drizzleTableAt(source: ts.SourceFile, span: Span | undefined): DrizzleTable | undefined {
  let found: ts.VariableDeclaration | undefined;
  each(source, node => {
    const isIt = ts.isVariableDeclaration(node) && node.name.getStart(source) === span?.start;
    if (isIt && node.name.end === span?.end) found = node;
  });
  const call = found?.initializer && creationIn(found.initializer);
  return call && drizzleTable(source, call);
}

/** The table whose third argument a node stands in. */
export function drizzleTableAround(source: ts.SourceFile, node: ts.Node): DrizzleTable | undefined {
  for (let outer = node; outer.parent; outer = outer.parent) {
    const { parent } = outer;
    if (ts.isCallExpression(parent) && parent.arguments[2] === outer) return drizzleTable(source, parent);
  }
  return undefined;
}

/** `pgTable(…)` in `pgTable(…).enableRLS()`. */
function creationIn(initializer: ts.Expression): ts.CallExpression | undefined {
  let node = initializer;
  while (ts.isCallExpression(node)) {
    if (node.arguments.length >= 2) return node;
    if (!ts.isPropertyAccessExpression(node.expression)) return undefined;
    node = node.expression.expression;
  }
  return undefined;
}

const CREATION = /^(pg|mysql|sqlite)Table$/;

function drizzleTable(source: ts.SourceFile, call: ts.CallExpression): DrizzleTable | undefined {
  const { expression: callee } = call;
  // `auth.table(…)` of a schema, `p.pgTable(…)` of the module.
  if (ts.isPropertyAccessExpression(callee)) {
    const dialect = CREATION.exec(callee.name.text)?.[1];
    return dialect !== undefined || callee.name.text === 'table' || callee.name.text === 'withRLS'
      ? { call, dialect }
      : undefined;
  }
  if (!ts.isIdentifier(callee)) return undefined;
  const imported = importedAs(source, callee.text);
  const dialect = CREATION.exec(imported ?? callee.text)?.[1];
  // What a creator has made takes the same arguments; a function that only looks like one may not.
  return dialect !== undefined || imported !== undefined || isCreator(source, callee.text)
    ? { call, dialect }
    : undefined;
}

function importedAs(source: ts.SourceFile, name: string): string | undefined {
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement)) continue;
    const bindings = statement.importClause?.namedBindings;
    if (!bindings || !ts.isNamedImports(bindings)) continue;
    const found = bindings.elements.find(element => element.name.text === name);
    if (found) return (found.propertyName ?? found.name).text;
  }
  return undefined;
}

/** `const createTable = pgTableCreator(…)`. */
function isCreator(source: ts.SourceFile, name: string): boolean {
  return source.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => [...declarationList.declarations])
    .some(
      declaration =>
        declaration.name.getText(source) === name &&
        declaration.initializer !== undefined &&
        /TableCreator\s*[(<]/.test(declaration.initializer.getText(source)),
    );
}

/** The module of the table's database: what the callee says, else the only one that is imported. */
export function moduleTest(
  source: ts.SourceFile,
  { dialect }: DrizzleTable,
): ((module: string) => boolean) | undefined {
  const modules = source.statements.flatMap(statement =>
    ts.isImportDeclaration(statement) && ts.isStringLiteral(statement.moduleSpecifier)
      ? (/^drizzle-orm\/(pg|mysql|sqlite)-core$/.exec(statement.moduleSpecifier.text)?.[1] ?? [])
      : [],
  );
  const [only, other] = [...new Set(modules)];
  const own = dialect ?? (other === undefined ? only : undefined);
  return own === undefined ? undefined : module => module === `drizzle-orm/${own}-core`;
}

/** The array or object that the third argument gives. */
export function entriesOf(
  extra: ts.Expression | undefined,
): ts.ArrayLiteralExpression | ts.ObjectLiteralExpression | undefined {
  if (!extra || !(ts.isArrowFunction(extra) || ts.isFunctionExpression(extra))) return undefined;
  const { body } = extra;
  const returned = ts.isBlock(body) ? body.statements.find(ts.isReturnStatement)?.expression : body;
  const inner = returned && skipParentheses(returned);
  return inner && (ts.isArrayLiteralExpression(inner) || ts.isObjectLiteralExpression(inner)) ? inner : undefined;
}

function skipParentheses(expression: ts.Expression): ts.Expression {
  let inner = expression;
  while (ts.isParenthesizedExpression(inner) || ts.isAsExpression(inner) || ts.isSatisfiesExpression(inner)) {
    inner = inner.expression;
  }
  return inner;
}
