import type ts from 'typescript';
import {
  isArrowFunction,
  isFunctionExpression,
  isIdentifier,
  isObjectLiteralExpression,
  isPropertyAccessExpression,
  isPropertyAssignment,
  isShorthandPropertyAssignment,
  isStringLiteralLike,
} from './syntax';
import { unwrap } from './unwrap';

/**
 * A call that runs a callback for each element. Past 300 lines because the tables of methods are one table: which library
 * means what by a name shows only side by side.
 */
export interface Iterating {
  /** What it does by the name that arrays know it by: lodash's `each` is `forEach`. */
  readonly method: string;
  /** The argument that is the callback. */
  readonly callback: number;
  /** The argument that is iterated, or what stands before the dot. */
  readonly iterable: 'receiver' | number;
  /** The callback's first parameter that is new for each element: a reducer's first one is its accumulator. */
  readonly firstElement: number;
  /** The last such parameter, where what comes after it is the same for all: `async.each(xs, (x, done) => …)`. */
  readonly lastElement?: number;
  /** Runs the callbacks of all elements side by side whatever is done with the result. */
  readonly parallel: boolean;
  /** But no more than a few at a time. */
  readonly limited: boolean;
}

/** Iterating methods that wait for one callback, or need its result, before they run the next. */
export function waitsForEach(method: string): boolean {
  return ONE_AFTER_THE_OTHER.has(method) || method.endsWith('Series');
}

const ONE_AFTER_THE_OTHER: ReadonlySet<string> = new Set([
  'reduce',
  'reduceRight',
  'sort',
  'toSorted',
  'each',
  'eachAsync',
  'fromAsync',
  'pReduce',
]);

/** How a function of a list takes its callback. */
interface Shape {
  readonly method?: string;
  readonly callback?: number;
  readonly firstElement?: number;
  readonly lastElement?: number;
  readonly parallel?: boolean;
  readonly limited?: boolean;
}

const PLAIN: Shape = {};
const REDUCES: Shape = { firstElement: 1 };

/** Methods of arrays, of iterators, and of the promises and cursors that have them as well. */
const METHODS: ReadonlyMap<string, Shape> = new Map<string, Shape>([
  ...[
    'map',
    'forEach',
    'flatMap',
    'filter',
    'some',
    'every',
    'find',
    'findIndex',
    'findLast',
    'findLastIndex',
    'sort',
    'toSorted',
    'each',
    'eachAsync',
    'eachSeries',
    'mapSeries',
  ].map(name => [name, PLAIN] as const),
  ['reduce', REDUCES],
  ['reduceRight', REDUCES],
]);
/** Methods that take a named function so often that `xs.map(load)` is no chance hit; `repo.find(options)` would be. */
const TAKES_NAMED: ReadonlySet<string> = new Set(['map', 'forEach', 'flatMap']);

/** lodash and its like: `_.map(xs, fn)`. */
const LODASH: ReadonlyMap<string, Shape> = new Map<string, Shape>([
  ...[
    'every',
    'filter',
    'find',
    'findIndex',
    'findKey',
    'findLast',
    'flatMap',
    'flatMapDeep',
    'forEach',
    'forEachRight',
    'forIn',
    'forOwn',
    'groupBy',
    'keyBy',
    'map',
    'mapKeys',
    'mapValues',
    'partition',
    'reject',
    'some',
    'sortBy',
    'sumBy',
    'times',
    'uniqBy',
  ].map(name => [name, PLAIN] as const),
  ['each', { method: 'forEach' }],
  ['eachRight', { method: 'forEach' }],
  ['reduce', REDUCES],
  ['reduceRight', REDUCES],
  ['transform', REDUCES],
]);

/** The `async` library: `async.eachLimit(xs, 5, fn)`; the callback's last parameter says that it is done. */
const ASYNC: ReadonlyMap<string, Shape> = new Map(asyncShapes());

function* asyncShapes(): Generator<readonly [string, Shape]> {
  for (const [name, lastElement] of [
    ['each', 0],
    ['forEach', 0],
    ['map', 0],
    ['flatMap', 0],
    ['concat', 0],
    ['filter', 0],
    ['reject', 0],
    ['detect', 0],
    ['some', 0],
    ['every', 0],
    ['groupBy', 0],
    ['times', 0],
    ['eachOf', 1],
    ['forEachOf', 1],
    ['mapValues', 1],
  ] as const) {
    yield [name, { lastElement, parallel: true }];
    yield [`${name}Series`, { lastElement }];
    yield [`${name}Limit`, { lastElement, callback: 2, parallel: true, limited: true }];
  }
  yield ['reduce', { callback: 2, firstElement: 1, lastElement: 1 }];
}

/** p-map and its kin: `pMap(xs, fn)`. */
const PROMISE_FUNCTIONS: ReadonlyMap<string, Shape> = new Map<string, Shape>([
  ['pMap', { parallel: true }],
  ['pFilter', { parallel: true }],
  ['pFlatMap', { parallel: true }],
  ['pTimes', { method: 'times', parallel: true }],
  ['pEachSeries', PLAIN],
  ['pMapSeries', PLAIN],
  ['pReduce', REDUCES],
]);

/** Bluebird: `Promise.map(xs, fn)`. */
const BLUEBIRD: ReadonlyMap<string, Shape> = new Map<string, Shape>([
  ['map', { parallel: true }],
  ['filter', { parallel: true }],
  ['mapSeries', PLAIN],
  ['each', PLAIN],
  ['reduce', REDUCES],
]);

/** What these names are by convention: a unit does not see the imports of its file. */
const NAMESPACES: ReadonlyMap<string, ReadonlyMap<string, Shape>> = new Map([
  ...['_', 'lodash', 'underscore'].map(name => [name, LODASH] as const),
  ...['async', 'asyncLib', 'Async'].map(name => [name, ASYNC] as const),
  ...['Promise', 'Bluebird', 'BluebirdPromise', 'BPromise'].map(name => [name, BLUEBIRD] as const),
  ['$', new Map([['each', { method: 'forEach' }]])],
  [
    'Array',
    new Map<string, Shape>([
      ['from', PLAIN],
      ['fromAsync', PLAIN],
    ]),
  ],
]);

/** Imported by name and called so: `eachLimit(xs, 5, fn)`, `map(xs, fn)`. */
const BARE: ReadonlyMap<string, Shape> = new Map([
  ...[...ASYNC].filter(([name]) => /Series$|Limit$|Of$/.test(name)),
  ...LODASH,
  ...PROMISE_FUNCTIONS,
]);

/** `rootName` is the plain name in front of the first link, `''` for any other. */
export function iterationOf(
  rootName: string,
  linksBefore: number,
  name: string,
  args: readonly ts.Expression[],
): Iterating | undefined {
  if (linksBefore === 0) {
    const found = name === '' ? ofFunction(rootName, args) : ofNamespace(rootName, name, args);
    if (found) return found;
  }
  const shape = METHODS.get(name);
  if (!shape || !isCallback(args[0], TAKES_NAMED.has(name))) return undefined;
  return {
    method: name,
    callback: 0,
    iterable: 'receiver',
    firstElement: shape.firstElement ?? 0,
    parallel: false,
    limited: false,
  };
}

function ofFunction(name: string, args: readonly ts.Expression[]): Iterating | undefined {
  const shape = BARE.get(name);
  // Names as plain as `map` are the workspace's own as well: only a callback that is written there tells.
  return shape && ofShape(shape, name, args, PROMISE_FUNCTIONS.has(name));
}

function ofNamespace(rootName: string, name: string, args: readonly ts.Expression[]): Iterating | undefined {
  const shape = NAMESPACES.get(rootName)?.get(name);
  if (shape) return ofShape(shape, name, args, true);
  // p-limit: `limit.map(xs, fn)`.
  if (name !== 'map' || !isLimiterName(rootName)) return undefined;
  return ofShape({ parallel: true, limited: true }, name, args, true);
}

function ofShape(
  shape: Shape,
  name: string,
  args: readonly ts.Expression[],
  takesNamed: boolean,
): Iterating | undefined {
  const callback = shape.callback ?? 1;
  const iterated = args[0] && unwrap(args[0]);
  // `every('5 minutes', () => …)`: a schedule.
  if (!iterated || isStringLiteralLike(iterated) || !isCallback(args[callback], takesNamed)) return undefined;
  return {
    method: shape.method ?? name,
    callback,
    iterable: 0,
    firstElement: shape.firstElement ?? 0,
    ...(shape.lastElement === undefined ? {} : { lastElement: shape.lastElement }),
    parallel: shape.parallel ?? false,
    limited: shape.limited === true || args.slice(callback + 1).some(saysConcurrency),
  };
}

function isCallback(argument: ts.Expression | undefined, named: boolean): boolean {
  if (!argument) return false;
  const inner = unwrap(argument);
  if (isArrowFunction(inner) || isFunctionExpression(inner)) return true;
  return named && (isIdentifier(inner) || isPropertyAccessExpression(inner));
}

/** `{ concurrency: 5 }`. */
function saysConcurrency(argument: ts.Expression): boolean {
  const inner = unwrap(argument);
  if (!isObjectLiteralExpression(inner)) return false;
  return inner.properties.some(property => {
    const named = isPropertyAssignment(property) || isShorthandPropertyAssignment(property);
    return named && isIdentifier(property.name) && property.name.text === 'concurrency';
  });
}

/** Runs the functions in a list that it is given: p-all, `async.parallel`, `queue.addAll`. */
export function runsTasks(rootName: string, linksBefore: number, name: string): boolean {
  if (name === 'addAll') return true;
  if (linksBefore > 0) return false;
  if (name === '') return rootName === 'pAll';
  return (name === 'parallel' || name === 'parallelLimit') && NAMESPACES.get(rootName) === ASYNC;
}

/** That many of them at a time. */
export function limitsTasks(name: string, args: readonly ts.Expression[]): boolean {
  return name === 'addAll' || name === 'parallelLimit' || args.some(saysConcurrency);
}

/** What holds calls back until others are done, and starts them then: p-limit, p-queue, bottleneck, a semaphore. */
export function isLimiterName(name: string): boolean {
  return /limit(?:er)?$|queue$|semaphore$|mutex$|bottleneck/i.test(name);
}

/** `limit(() => …)`, `queue.add(() => …)`, `limiter.schedule(() => …)`. */
export const LIMITER_CALLS: ReadonlySet<string> = new Set(['', 'add', 'schedule', 'runExclusive', 'enqueue']);

/** These keep their callback and run it when something happens, however long that takes: it is no part of what calls them. */
export const KEEPS_CALLBACK: ReadonlySet<string> = new Set([
  'addEventListener',
  'addListener',
  'consume',
  'listen',
  'on',
  'once',
  'prependListener',
  'process',
  'psubscribe',
  'setImmediate',
  'setInterval',
  'setTimeout',
  'subscribe',
]);
