import ts from 'typescript';
import type { KeyQuery } from './key-query';
import { functionAround, isPlain, namesUsedIn } from './moved-code';
import { type Declined, outermost } from './open-document';

/** A function that does nothing but ask one query by its one parameter. */
export interface SingleQueryFunction {
  /** What a second function stands behind: the declaration, the statement of a constant, the method. */
  readonly home: ts.FunctionDeclaration | ts.VariableStatement | ts.MethodDeclaration;
  readonly name: ts.Identifier;
  readonly parameter: ts.ParameterDeclaration & { readonly name: ts.Identifier };
  readonly returnType: ts.TypeNode | undefined;
}

export function readSingleQueryFunction({ call, key, kept, accepts }: KeyQuery): SingleQueryFunction | Declined {
  const fn = functionAround(call);
  const isKnown = ts.isFunctionDeclaration(fn) || ts.isArrowFunction(fn) || ts.isMethodDeclaration(fn);
  if (!isKnown || fn.typeParameters) return OTHERWISE;
  const home = ts.isArrowFunction(fn) ? constantOf(fn) : fn;
  const name = home && nameOf(home);
  if (!home || !name) return OTHERWISE;
  if (!ts.isMethodDeclaration(home) && !ts.isSourceFile(home.parent))
    return { declined: 'the function stands in another one' };
  if (!fn.body || outermost(call) !== resultOf(fn.body)) return OTHERWISE;
  const [parameter, more] = fn.parameters;
  if (!parameter || more || !isPlainParameter(parameter)) return { declined: 'the key is not its one parameter' };
  const uses = namesUsedIn(fn.body).filter(use => use.text === parameter.name.text);
  if (uses.length !== 1 || uses[0] !== key) return { declined: 'it uses the key for something else as well' };
  if (!kept.every(part => isPlain(part, accepts))) return { declined: 'it computes something anew in each call' };
  return { home, name, parameter, returnType: fn.type };
}

const OTHERWISE: Declined = { declined: 'the function does more than ask one query' };

/** `const loadAuthor = (id: number) => …;` */
function constantOf(fn: ts.ArrowFunction): ts.VariableStatement | undefined {
  const declaration = fn.parent;
  if (!ts.isVariableDeclaration(declaration) || declaration.type) return undefined;
  const { parent: list } = declaration;
  const isConstant = ts.isVariableDeclarationList(list) && (list.flags & ts.NodeFlags.Const) !== 0;
  if (!isConstant || list.declarations.length > 1) return undefined;
  return ts.isVariableStatement(list.parent) ? list.parent : undefined;
}

function nameOf(home: SingleQueryFunction['home']): ts.Identifier | undefined {
  const name = ts.isVariableStatement(home) ? home.declarationList.declarations[0]?.name : home.name;
  // What is exported as the default has one name for all.
  const modifiers = ts.canHaveModifiers(home) ? home.modifiers : undefined;
  if (modifiers?.some(({ kind }) => UNFIT.has(kind))) return undefined;
  return name && ts.isIdentifier(name) ? name : undefined;
}

/** A decorator or another class may want something of a method that a new one would not give. */
const UNFIT: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.DefaultKeyword,
  ts.SyntaxKind.OverrideKeyword,
  ts.SyntaxKind.AbstractKeyword,
  ts.SyntaxKind.Decorator,
]);

/** The expression that is all of the body: of its one `return`, or the body itself. */
function resultOf(body: ts.ConciseBody): ts.Node | undefined {
  const [only, more] = ts.isBlock(body) ? body.statements : [];
  const value = !ts.isBlock(body) ? body : only && !more && ts.isReturnStatement(only) ? only.expression : undefined;
  let result = value;
  while (result && (ts.isParenthesizedExpression(result) || ts.isAwaitExpression(result))) result = result.expression;
  return result;
}

function isPlainParameter(
  parameter: ts.ParameterDeclaration,
): parameter is ts.ParameterDeclaration & { readonly name: ts.Identifier } {
  const { name, type, initializer, questionToken, dotDotDotToken, modifiers } = parameter;
  if (initializer || questionToken || dotDotDotToken || modifiers || !ts.isIdentifier(name)) return false;
  // A list of keys has none that is missing.
  return type
    ? !/\b(?:null|undefined|any|unknown)\b/.test(type.getText())
    : /\.[cm]?jsx?$/.test(parameter.getSourceFile().fileName);
}
