import type ts from 'typescript';
import type { DecoratorFact, FunctionFact } from '../../core/facts/code';
import type { FunctionRef, Value } from '../../core/facts/values';
import { readAnnotation } from './annotations';
import { declare, declarePattern, hoist, hoistVars } from './scopes';
import { visitStatements } from './statements';
import {
  getDecorators,
  isArrowFunction,
  isBlock,
  isCallExpression,
  isFunctionExpression,
  isIdentifier,
  isOmittedExpression,
  SyntaxKind,
} from './syntax';
import { unwrap } from './unwrap';
import { readValue } from './values';
import {
  createFunctionState,
  distinctName,
  type FunctionDraft,
  type LoopDraft,
  type LoopFrame,
  type Scope,
  spanOf,
  type Walk,
} from './walk';

interface FunctionContext {
  readonly name?: string;
  readonly callbackOf?: NonNullable<FunctionFact['callbackOf']>;
  /** It runs once per element of this loop. */
  readonly loop?: LoopDraft;
  readonly firstElement?: number;
  readonly lastElement?: number;
  /** It runs where it stands, so the loops around it are its own. */
  readonly runsHere?: boolean;
  /** What it gives is a function that is run at once: `pAll(ids.map(id => () => load(id)))`. */
  readonly givesTask?: boolean;
  readonly class?: string;
  readonly static?: boolean;
  readonly decorators?: readonly DecoratorFact[];
}

export function readFunction(walk: Walk, node: ts.FunctionLikeDeclaration, context: FunctionContext): FunctionRef {
  const fact = createFact(walk, node, context);
  const reference: FunctionRef = { kind: 'function', function: fact.id, span: fact.span };
  const { fn, loop, guards, awaited, breakable, caught } = walk;
  const outerScope = walk.scope;

  const scope: Scope = { outer: outerScope, names: new Map(), module: false };
  walk.scope = scope;
  walk.fn = createFunctionState(fact.id, fact, scope);
  walk.guards = [];
  walk.awaited = false;
  walk.breakable = undefined;
  walk.caught = undefined;
  walk.label = undefined;
  if (context.loop) {
    context.loop.callback = fact.id;
    walk.loop = enterLoop(walk, loop, context.loop, undefined);
  } else if (!context.runsHere) walk.loop = undefined;

  if (isFunctionExpression(node) && node.name) {
    declare(walk, scope, node.name, 'function').binding.value = reference;
  }
  readParameters(walk, node, context);
  readBody(walk, node, context);

  walk.scope = outerScope;
  walk.fn = fn;
  walk.loop = loop;
  walk.guards = guards;
  walk.awaited = awaited;
  walk.breakable = breakable;
  walk.caught = caught;
  return reference;
}

export function enterLoop(
  walk: Walk,
  outer: LoopFrame | undefined,
  loop: LoopDraft,
  label: string | undefined,
): LoopFrame {
  return { loop, outer, owner: walk.fn, ids: [loop.id, ...(outer?.ids ?? [])], label };
}

function createFact(walk: Walk, node: ts.FunctionLikeDeclaration, context: FunctionContext): FunctionDraft {
  const name = context.name ?? (node.name && isIdentifier(node.name) ? node.name.text : undefined);
  const own = name ? distinctName(walk.fn.names, `/${name}`).slice(1) : `callback[${walk.fn.callbacks++}]`;
  const fact: FunctionDraft = {
    id: walk.fn.id === '' ? own : `${walk.fn.id}/${own}`,
    async: node.modifiers?.some(modifier => modifier.kind === SyntaxKind.AsyncKeyword) ?? false,
    returns: [],
    static: context.static ?? false,
    parameterCount: node.parameters.length,
    decorators: context.decorators ?? [],
    span: spanOf(walk, node),
  };
  if (name) fact.name = context.class === undefined ? name : name.slice(context.class.length + 1);
  if (node.type) fact.returnType = readAnnotation(node.type);
  if (walk.fn.id !== '') fact.parent = walk.fn.id;
  if (context.class !== undefined) fact.class = context.class;
  if (context.callbackOf) fact.callbackOf = context.callbackOf;
  if (context.loop || context.runsHere) fact.inPlace = true;
  walk.functions.push(fact);
  return fact;
}

function readParameters(walk: Walk, node: ts.SignatureDeclaration, context: FunctionContext): void {
  // `this: Foo` is a type, not a parameter.
  const parameters = node.parameters.filter(one => !(isIdentifier(one.name) && one.name.text === 'this'));
  parameters.forEach((parameter, index) => {
    const type = parameter.type ? readAnnotation(parameter.type) : undefined;
    const value = parameter.initializer ? readValue(walk, parameter.initializer) : undefined;
    const decorators = decoratorNames(parameter);
    const isElement =
      context.loop !== undefined &&
      index >= (context.firstElement ?? 0) &&
      index <= (context.lastElement ?? Number.POSITIVE_INFINITY);
    for (const binding of declarePattern(walk, walk.scope, parameter.name, 'parameter')) {
      binding.parameter = {
        function: walk.fn.id,
        index,
        rest: parameter.dotDotDotToken !== undefined,
        ...(decorators.length > 0 ? { decorators } : {}),
      };
      if (type) binding.type = type;
      if (value) binding.value = value;
      if (isElement && context.loop) {
        binding.loop = context.loop.id;
        context.loop.elements.push(binding.id);
      }
    }
    readPatternDefaults(walk, parameter.name);
  });
}

function decoratorNames(parameter: ts.ParameterDeclaration): readonly string[] {
  if (!parameter.modifiers) return [];
  return (getDecorators(parameter) ?? []).flatMap(({ expression }) => {
    const name = isCallExpression(expression) ? expression.expression : expression;
    return isIdentifier(name) ? [name.text] : [];
  });
}

/** The defaults inside a pattern: `{ limit = defaultLimit() }`. */
export function readPatternDefaults(walk: Walk, pattern: ts.BindingName, depth = 0): void {
  if (isIdentifier(pattern) || depth > 50) return;
  for (const element of pattern.elements) {
    if (isOmittedExpression(element)) continue;
    if (element.initializer) readValue(walk, element.initializer);
    readPatternDefaults(walk, element.name, depth + 1);
  }
}

function readBody(walk: Walk, node: ts.FunctionLikeDeclaration, context: FunctionContext): void {
  const body = node.body;
  if (!body) return;
  if (isBlock(body)) {
    hoistVars(walk, body);
    hoist(walk, body.statements);
    visitStatements(walk, body.statements);
  } else walk.fn.fact?.returns.push(readResult(walk, body, context));
}

function readResult(walk: Walk, body: ts.Expression, { givesTask }: FunctionContext): Value {
  const inner = givesTask ? unwrap(body) : body;
  const isGiven = givesTask && (isArrowFunction(inner) || isFunctionExpression(inner));
  return isGiven ? readFunction(walk, inner, { runsHere: true }) : readReturned(walk, body);
}

/** What a function gives back: from the callback of a loop, it may be a task. */
export function readReturned(walk: Walk, expression: ts.Expression): Value {
  const inner = unwrap(expression);
  const loop = walk.loop?.loop;
  const isGiven = loop?.callback === walk.fn.id && (isArrowFunction(inner) || isFunctionExpression(inner));
  if (!isGiven || !isTask(inner)) return readValue(walk, expression, 'returned');
  loop.mode = 'parallel';
  loop.limited = true;
  return readFunction(walk, inner, { runsHere: true });
}

/**
 * `ids.map(id => async () => load(id))`, `tasks.push(async () => load(id))`: whatever is given such functions runs each of
 * them once, a few at a time as a rule. What is told something is called for other reasons than its round.
 */
export function isTask(node: ts.FunctionLikeDeclaration): boolean {
  const isAsync = node.modifiers?.some(modifier => modifier.kind === SyntaxKind.AsyncKeyword) ?? false;
  return isAsync && node.parameters.length === 0;
}
