import type ts from 'typescript';
import type { Argument, CallChain, Link } from '../../core/facts/calls';
import type { Ref, Value } from '../../core/facts/values';
import { isTask, readFunction } from './functions';
import {
  type Iterating,
  isLimiterName,
  iterationOf,
  KEEPS_CALLBACK,
  LIMITER_CALLS,
  limitsTasks,
  runsTasks,
} from './iterating-calls';
import { openCallbackLoop } from './iteration';
import { opaque } from './plain-values';
import {
  isArrayLiteralExpression,
  isArrowFunction,
  isCallExpression,
  isFunctionExpression,
  isIdentifier,
  isNewExpression,
  isSpreadElement,
  isStringLiteralLike,
  isTaggedTemplateExpression,
  SyntaxKind,
} from './syntax';
import { unwrap } from './unwrap';
import { readArray, readValue } from './values';
import type { Use, Walk } from './walk';

export type Calling = ts.CallExpression | ts.NewExpression | ts.TaggedTemplateExpression;

/** The chain whose link is read. */
export interface ChainReading {
  readonly walk: Walk;
  readonly id: string;
  readonly use: Use;
  readonly root: CallChain['root'];
  /** Those before the link that is being read. */
  readonly links: readonly Link[];
}

const WAITS_FOR_ALL: ReadonlySet<string> = new Set(['all', 'allSettled', 'any', 'race']);
/** Prisma's and libSQL's ways to hand over several statements in an array. */
const TAKES_PROMISES: ReadonlySet<string> = new Set(['$transaction', 'batch']);

/** Reads the arguments of a call, with the callbacks among them as what they are: rounds of a loop, a part of the call, or neither. */
export function readArguments(reading: ChainReading, name: string, node: Calling): Argument[] {
  const { walk, root, links } = reading;
  if (isTaggedTemplateExpression(node)) return [{ value: readValue(walk, node.template), spread: false }];
  const nodes = node.arguments ?? [];
  const rootName = links.length === 0 && root.kind === 'ref' && root.path.length === 0 ? nameOfRoot(walk, root) : '';
  const iterating = iterationOf(rootName, links.length, name, nodes);
  const waitsForAll = rootName === 'Promise' && WAITS_FOR_ALL.has(name);
  const ofTasks = runsTasks(rootName, links.length, name);
  const args: Argument[] = [];
  nodes.forEach((argument, index) => {
    const inner = unwrap(argument);
    if (isSpreadElement(inner)) {
      args.push({ value: readValue(walk, inner.expression), spread: true });
    } else if (index === iterating?.callback) {
      args.push({ value: readIteratingCallback(reading, iterating, inner, index, args, node), spread: false });
    } else if (isArrowFunction(inner) || isFunctionExpression(inner)) {
      const callbackOf = { call: reading.id, link: links.length, argument: index };
      const isPart = runsHere(reading, rootName, name, node, index) || isKeptTask(walk, name, inner);
      args.push({ value: readFunction(walk, inner, { callbackOf, runsHere: isPart }), spread: false });
    } else if (isArrayLiteralExpression(inner) && (waitsForAll || TAKES_PROMISES.has(name))) {
      args.push({ value: readArray(walk, inner, 'collected'), spread: false });
    } else if (ofTasks && isCallExpression(inner)) {
      walk.tasks = { list: inner, limited: limitsTasks(name, nodes) };
      args.push({ value: readValue(walk, argument), spread: false });
    } else {
      const argumentUse = waitsForAll || name === 'push' || name === 'unshift' ? 'collected' : 'no';
      args.push({ value: readValue(walk, argument, argumentUse), spread: false });
    }
  });
  return args;
}

/**
 * A callback given to a call that is waited for (`await db.$transaction(async tx => …)`, `await retry(() => …)`) runs as
 * a part of it; one given to any other call may run at any time, and one that is kept for events is no part of it at all.
 */
function runsHere(reading: ChainReading, rootName: string, name: string, node: Calling, argument: number): boolean {
  if (KEEPS_CALLBACK.has(name === '' ? rootName : name)) return false;
  if (LIMITER_CALLS.has(name) && isLimited(reading, rootName, name)) {
    const [first] = isTaggedTemplateExpression(node) ? [] : (node.arguments ?? []);
    // `cron.schedule('0 * * * *', () => …)`, `queue.add('mail', () => …)`.
    if (argument > 0 && first && isStringLiteralLike(unwrap(first))) return false;
    const loop = reading.walk.loop?.loop;
    if (loop) loop.limited = true;
    return true;
  }
  if (name === 'schedule' && argument > 0) return false;
  if (reading.use !== 'no') return true;
  return isNewExpression(node) && isIdentifier(node.expression) && node.expression.text === 'Promise';
}

/** `tasks.push(async () => …)` in a loop. */
function isKeptTask(walk: Walk, name: string, callback: ts.ArrowFunction | ts.FunctionExpression): boolean {
  const loop = walk.loop?.loop;
  if (!loop || name !== 'push' || !isTask(callback)) return false;
  loop.limited = true;
  return true;
}

function isLimited({ root, links }: ChainReading, rootName: string, name: string): boolean {
  if (links.length > 0 || root.kind !== 'ref') return false;
  const receiver = root.path.at(-1) ?? rootName;
  // A call of a queue itself is none that is known.
  return isLimiterName(receiver) && (name !== '' || !/queue$/i.test(receiver));
}

function readIteratingCallback(
  reading: ChainReading,
  iterating: Iterating,
  callback: ts.Expression,
  argument: number,
  argumentsBefore: readonly Argument[],
  node: Calling,
): Value {
  const { walk, root, links } = reading;
  const iterable =
    iterating.iterable === 'receiver' ? receiverOf(reading, node) : argumentsBefore[iterating.iterable]?.value;
  const isFunction = isArrowFunction(callback) || isFunctionExpression(callback);
  const tasks = walk.tasks?.list === node ? walk.tasks : undefined;
  const loop = openCallbackLoop(walk, {
    iterating: tasks?.limited ? { ...iterating, limited: true } : iterating,
    call: reading.id,
    link: links.length,
    iterable: iterable ?? opaque(walk, node, []),
    async: isFunction && (callback.modifiers?.some(one => one.kind === SyntaxKind.AsyncKeyword) ?? false),
    body: isFunction ? callback.body : callback,
    span: { start: (root.kind === 'other' ? root.value.span : root.span).start, end: node.end - walk.start },
  });
  if (isFunction) {
    const callbackOf = { call: reading.id, link: links.length, argument };
    const { firstElement, lastElement } = iterating;
    return readFunction(walk, callback, {
      callbackOf,
      loop,
      firstElement,
      ...(lastElement === undefined ? {} : { lastElement }),
      givesTask: tasks !== undefined,
    });
  }
  const value = readValue(walk, callback);
  if (value.kind === 'ref' && value.path.length === 0 && value.root.kind === 'local') {
    const known = walk.byId.get(value.root.binding)?.binding.value;
    if (known?.kind === 'function') loop.callback = known.function;
  }
  return value;
}

function nameOfRoot(walk: Walk, root: Ref): string {
  if (root.root.kind === 'outer') return root.root.name;
  return root.root.kind === 'local' ? (walk.byId.get(root.root.binding)?.binding.name ?? '') : '';
}

/** What stands before `.map(…)`. A part of the same chain has no name of its own, so only what it is made of counts. */
function receiverOf(reading: ChainReading, node: Calling): Value {
  const { walk, root, links } = reading;
  const start: Value = root.kind === 'other' ? root.value : root;
  if (links.length === 0) return start;
  const values = links.flatMap(link => link.args.map(argument => argument.value));
  return opaque(walk, node, [start, ...values]);
}
