import type ts from 'typescript';
import type { CallChain, FunctionId, Guard, Loop, LoopExit, LoopId } from '../../core/facts/calls';
import type {
  Binding,
  BindingWrite,
  ClassFact,
  CodeFacts,
  ExportFact,
  FunctionFact,
  ImportFact,
  OuterWrite,
  PropertyWrite,
  TypeFact,
} from '../../core/facts/code';
import type { BindingId, CallRef, Ref, Value } from '../../core/facts/values';
import type { Span } from '../../core/text';
import { waitsForEach } from './iterating-calls';

/** What is done with the value of an expression, as far as promises go. */
export type Use = CallChain['awaited'];

/**
 * The reading of one unit: what was collected so far, and where the walk stands. The fields that say where it stands are
 * changed on the way down and put back on the way up.
 */
export interface Walk {
  readonly source: ts.SourceFile;
  /** Where the unit starts in the document; every span counts from here. */
  readonly start: number;
  /** `var` needs a look ahead over whole functions, which few units pay for. */
  readonly hoistsVar: boolean;

  readonly bindings: BindingDraft[];
  readonly functions: FunctionDraft[];
  readonly classes: ClassFact[];
  readonly types: TypeFact[];
  readonly calls: CallDraft[];
  readonly loops: LoopDraft[];
  readonly imports: ImportFact[];
  readonly exports: ExportFact[];
  readonly outerWrites: OuterWrite[];
  readonly propertyWrites: PropertyWrite[];
  readonly declared: Map<ts.Node, Declared>;
  readonly byId: Map<BindingId, Declared>;
  /** What happens later to promises that were put into a variable. */
  readonly promiseUses: Map<BindingDraft, Use>;

  scope: Scope;
  fn: FunctionState;
  loop: LoopFrame | undefined;
  guards: readonly Guard[];
  /** An `await` has run in this iteration or function body. */
  awaited: boolean;
  /** What a `break` without a label leaves. */
  breakable: LoopFrame | undefined;
  /** The innermost `try` with a `catch` of this function. */
  caught: { readonly loop: LoopFrame | undefined } | undefined;
  /** While a constructor is read: what it assigns to `this`. */
  thisWrites: ThisWrite[] | undefined;
  /** The call that makes a list of functions which are run at once: `pAll(ids.map(id => () => load(id)))`. */
  tasks: { readonly list: ts.Node; readonly limited: boolean } | undefined;
  /** The label in front of the statement that comes next. */
  label: string | undefined;
  depth: number;
}

/** Deeper than hand-written code ever goes, and shallow enough for the stack. What lies deeper is not read. */
export const MAX_DEPTH = 250;

export type Draft<T> = { -readonly [K in keyof T]: T[K] };
export type BindingDraft = Draft<Omit<Binding, 'writes'>> & { readonly writes: BindingWrite[] };
export type FunctionDraft = Draft<Omit<FunctionFact, 'returns'>> & { readonly returns: Value[] };
export type CallDraft = Draft<CallChain>;
export type LoopDraft = Draft<Omit<Loop, 'writesOuter' | 'exits' | 'elements'>> & {
  readonly elements: string[];
  readonly writesOuter: (Ref | CallRef)[];
  readonly exits: LoopExit[];
};

export interface Declared {
  readonly binding: BindingDraft;
  /** The innermost loop that makes it anew in each iteration. */
  readonly loop: LoopFrame | undefined;
}

export interface ThisWrite {
  readonly name: string;
  readonly value: Value;
  readonly span: Span;
}

export interface Scope {
  readonly outer: Scope | undefined;
  readonly names: Map<string, Declared>;
  /** Names at module level are their own ids, because other units of the file see them. */
  readonly module: boolean;
}

interface FunctionState {
  readonly id: FunctionId;
  /** Undefined for the unit's own body. */
  readonly fact: FunctionDraft | undefined;
  readonly scope: Scope;
  calls: number;
  loops: number;
  callbacks: number;
  /** How often a name was given inside this function: to a binding (`:name`) or to a function (`/name`). */
  readonly names: Map<string, number>;
}

export interface LoopFrame {
  readonly loop: LoopDraft;
  readonly outer: LoopFrame | undefined;
  /** The function whose body holds the iteration. */
  readonly owner: FunctionState;
  readonly ids: readonly LoopId[];
  readonly label: string | undefined;
}

export function createWalk(source: ts.SourceFile, start: number, text: string): Walk {
  const scope: Scope = { outer: undefined, names: new Map(), module: true };
  return {
    source,
    start,
    hoistsVar: /\bvar\b/.test(text),
    bindings: [],
    functions: [],
    classes: [],
    types: [],
    calls: [],
    loops: [],
    imports: [],
    exports: [],
    outerWrites: [],
    propertyWrites: [],
    declared: new Map(),
    byId: new Map(),
    promiseUses: new Map(),
    scope,
    fn: createFunctionState('', undefined, scope),
    loop: undefined,
    guards: [],
    awaited: false,
    breakable: undefined,
    caught: undefined,
    thisWrites: undefined,
    tasks: undefined,
    label: undefined,
    depth: 0,
  };
}

export function createFunctionState(id: FunctionId, fact: FunctionDraft | undefined, scope: Scope): FunctionState {
  return { id, fact, scope, calls: 0, loops: 0, callbacks: 0, names: new Map() };
}

/** Settles what only the whole unit shows: which promises kept in variables are awaited later, and how. */
export function finishWalk(walk: Walk): CodeFacts {
  settlePromises(walk);
  return {
    bindings: walk.bindings,
    functions: walk.functions,
    classes: walk.classes,
    types: walk.types,
    calls: walk.calls,
    loops: walk.loops,
    imports: walk.imports,
    exports: walk.exports,
    outerWrites: walk.outerWrites,
    ...(walk.propertyWrites.length > 0 ? { propertyWrites: walk.propertyWrites } : {}),
  };
}

function settlePromises(walk: Walk): void {
  if (walk.promiseUses.size === 0 && walk.loops.length === 0) return;
  const calls = new Map(walk.calls.map(call => [call.id, call]));
  for (const [binding, use] of walk.promiseUses) {
    const value = binding.value;
    if (value?.kind !== 'call' || value.path.length > 0 || binding.path.length > 0 || value.awaited) continue;
    const call = calls.get(value.call);
    if (call?.awaited === 'no') call.awaited = use;
  }
  const collectedCallbacks = new Set<FunctionId>();
  for (const loop of walk.loops) {
    if (loop.call === undefined || calls.get(loop.call)?.awaited !== 'collected') continue;
    if (!waitsForEach(loop.method ?? '')) loop.mode = 'parallel';
    if (loop.callback !== undefined) collectedCallbacks.add(loop.callback);
  }
  for (const call of walk.calls) {
    if (call.awaited === 'returned' && collectedCallbacks.has(call.in)) call.awaited = 'collected';
  }
}

export function spanOf(walk: Walk, node: ts.Node): Span {
  // What broken code lacks may lie in the white space before the unit.
  const start = Math.max(0, startOf(walk.source, node) - walk.start);
  return { start, end: Math.max(start, node.end - walk.start) };
}

/** Where a node starts behind white space and comments. The compiler's own way is general, and slow for the plain case. */
export function startOf(source: ts.SourceFile, node: ts.Node): number {
  const { text } = source;
  let at = node.pos;
  let code = text.charCodeAt(at);
  while (code === 32 || code === 10 || code === 13 || code === 9) code = text.charCodeAt(++at);
  const isPlain = at < node.end && code < 127 && code !== SLASH && code !== HASH && code !== LESS_THAN;
  return isPlain ? at : node.getStart(source);
}

const SLASH = 47;
const HASH = 35;
const LESS_THAN = 60;

/** `name`, then `name~2`, `name~3` for further ones of the same name. */
export function distinctName(names: Map<string, number>, name: string): string {
  const count = (names.get(name) ?? 0) + 1;
  names.set(name, count);
  return count === 1 ? name : `${name}~${count}`;
}
