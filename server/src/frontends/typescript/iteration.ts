import type ts from 'typescript';
import type { Value } from '../../core/facts/values';
import type { Span } from '../../core/text';
import { isArrowFunction, isFunctionExpression, isIdentifier, isPropertyAccessExpression } from './syntax';
import { unwrap } from './unwrap';
import { type LoopDraft, ONE_AFTER_THE_OTHER, spanOf, type Walk } from './walk';

/** A call that runs a callback for each element. */
export interface Iterating {
  readonly method: string;
  /** The argument that is the callback. */
  readonly callback: number;
  /** The argument that is iterated, or what stands before the dot. */
  readonly iterable: 'receiver' | number;
  /** The callback's first parameter that is new for each element: a reducer's first one is its accumulator. */
  readonly firstElement: number;
  /** Runs the callbacks of all elements side by side whatever is done with the result. */
  readonly parallel: boolean;
}

const ARRAY_METHODS: ReadonlySet<string> = new Set([
  'map',
  'forEach',
  'flatMap',
  'filter',
  'reduce',
  'reduceRight',
  'some',
  'every',
  'find',
  'findIndex',
  'findLast',
  'findLastIndex',
  'sort',
  'toSorted',
]);
/** Methods that take a named function so often that `xs.map(load)` is no chance hit; `repo.find(options)` would be. */
const TAKES_NAMED: ReadonlySet<string> = new Set(['map', 'forEach', 'flatMap']);
const LODASH: ReadonlySet<string> = new Set(['_', 'lodash']);
/** p-map and its kin: `pMap(xs, fn)`. */
const PROMISE_FUNCTIONS: ReadonlySet<string> = new Set(['pMap', 'pFilter', 'pEachSeries', 'pMapSeries']);
/** Bluebird: `Promise.map(xs, fn)`. */
const PROMISE_METHODS: ReadonlySet<string> = new Set(['map', 'mapSeries', 'each', 'filter', 'reduce']);

/** `rootName` is the plain name in front of the first link, `''` for any other. */
export function iterationOf(
  rootName: string,
  linksBefore: number,
  name: string,
  args: readonly ts.Expression[],
): Iterating | undefined {
  const reducer = name === 'reduce' || name === 'reduceRight' ? 1 : 0;
  const second = (parallel: boolean, method = name): Iterating | undefined =>
    isCallback(args[1], true) ? { method, callback: 1, iterable: 0, firstElement: reducer, parallel } : undefined;
  if (linksBefore === 0) {
    if (name === '' && PROMISE_FUNCTIONS.has(rootName)) return second(!ONE_AFTER_THE_OTHER.has(rootName), rootName);
    if (rootName === 'Array' && name === 'from') return second(false);
    if (rootName === 'Promise' && PROMISE_METHODS.has(name)) return second(!ONE_AFTER_THE_OTHER.has(name));
    if (LODASH.has(rootName) && (ARRAY_METHODS.has(name) || name === 'each')) return second(false);
  }
  if (!ARRAY_METHODS.has(name) || !isCallback(args[0], TAKES_NAMED.has(name))) return undefined;
  return { method: name, callback: 0, iterable: 'receiver', firstElement: reducer, parallel: false };
}

function isCallback(argument: ts.Expression | undefined, named: boolean): boolean {
  if (!argument) return false;
  const inner = unwrap(argument);
  if (isArrowFunction(inner) || isFunctionExpression(inner)) return true;
  return named && (isIdentifier(inner) || isPropertyAccessExpression(inner));
}

/**
 * Opens the loop of an iterating call. An async callback starts for every element before the first one is done, except
 * where the method waits for each; the same holds for callbacks whose promises are collected, which `finishWalk` sees.
 */
export function openCallbackLoop(
  walk: Walk,
  from: {
    readonly iterating: Iterating;
    readonly call: string;
    /** The position of the iterating link in its chain. */
    readonly link: number;
    readonly iterable: Value;
    readonly async: boolean;
    readonly body: ts.Node;
    readonly span: Span;
  },
): LoopDraft {
  const { method } = from.iterating;
  const sideBySide = from.iterating.parallel || (from.async && !ONE_AFTER_THE_OTHER.has(method));
  const loop: LoopDraft = {
    id: `${walk.fn.id}/loop[${walk.fn.loops++}]`,
    in: walk.fn.id,
    form: 'callback',
    method,
    call: from.call,
    callbackArgument: {
      link: from.link,
      argument: from.iterating.callback,
      element: from.iterating.firstElement,
    },
    mode: sideBySide ? 'parallel' : 'sequential',
    iterable: from.iterable,
    elements: [],
    writesOuter: [],
    exits: [],
    span: from.span,
    body: spanOf(walk, from.body),
  };
  walk.loops.push(loop);
  return loop;
}
