import type ts from 'typescript';
import type { Value } from '../../core/facts/values';
import type { Span } from '../../core/text';
import { standsInCatch } from './guards';
import { type Iterating, waitsForEach } from './iterating-calls';
import { type LoopDraft, spanOf, type Walk } from './walk';

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
  const { method, limited, parallel, callback, firstElement } = from.iterating;
  const sideBySide = parallel || (from.async && !waitsForEach(method));
  const loop: LoopDraft = {
    id: `${walk.fn.id}/loop[${walk.fn.loops++}]`,
    in: walk.fn.id,
    form: 'callback',
    method,
    call: from.call,
    callbackArgument: { link: from.link, argument: callback, element: firstElement },
    mode: sideBySide ? 'parallel' : 'sequential',
    iterable: from.iterable,
    elements: [],
    writesOuter: [],
    exits: [],
    span: from.span,
    body: spanOf(walk, from.body),
  };
  if (limited) loop.limited = true;
  if (standsInCatch(walk)) loop.inCatch = true;
  walk.loops.push(loop);
  return loop;
}
