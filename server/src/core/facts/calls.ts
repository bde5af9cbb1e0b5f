import type { Span } from '../text';
import type { TypeAnnotation } from './type-annotation';
import type { BindingId, CallRef, Ref, Value } from './values';

/** `list`, `OrderService.list/callback[2]`: the functions around it from the outside in. The unit's own body is `''`. */
export type FunctionId = string;
/** `functionId/loop[n]`. */
export type LoopId = string;
/** `functionId/call[n]`. */
export type CallId = string;

/**
 * One chain of calls as it stands in the source, without knowing whose it is: `db.select().from(users).where(…)` is one
 * chain with three links. `model/handles` says what the root is, `libraries/` what the chain does.
 */
export interface CallChain {
  readonly id: CallId;
  /** `root.path` holds the properties before the first call: `prisma.user.findMany()` → ref `prisma`, path `['user']`. */
  readonly root: Ref | CallRef | OtherRoot;
  readonly links: readonly Link[];
  readonly in: FunctionId;
  /** Loops around the call inside this unit, the innermost first; callbacks of `map`, `forEach` … are loops as well. */
  readonly loops: readonly LoopId[];
  /** Conditions under which the call runs, from the innermost function boundary or loop body inwards. */
  readonly guards: readonly Guard[];
  /**
   * `yes`: awaited on the spot; `returned`: the promise leaves the function; `collected`: it is an element of an array
   * or is the result of a callback that is awaited together (`Promise.all`).
   */
  readonly awaited: 'yes' | 'no' | 'returned' | 'collected';
  /** An `await` of its own runs before this call in the same iteration or function body, so Prisma cannot batch it. */
  readonly ownAwaitBefore: boolean;
  readonly span: Span;
}

/** `(cond ? a : b).run()`, `[].map()`: a root that is no name and no call. */
export interface OtherRoot {
  readonly kind: 'other';
  readonly value: Value;
  readonly span: Span;
}

export interface Link {
  /** The called property; `''` when the root itself is called (`fn(x)`). */
  readonly name: string;
  /** Properties between the previous link and `name`: `a().b.c()` → `['b']` on link `c`. Empty on the first link. */
  readonly via: readonly string[];
  readonly args: readonly Argument[];
  /**
   * `await`: nothing is called, a property is waited for (`await user.posts`). `jsx`: an element whose tag is a component,
   * with its attributes as the one argument.
   */
  readonly form: 'call' | 'new' | 'tag' | 'await' | 'jsx';
  readonly typeArguments: boolean;
  /** What the type arguments say, where there are any: `context<Context>()`. */
  readonly types?: readonly TypeAnnotation[];
  /** The name alone (for `''` the callee). */
  readonly nameSpan: Span;
  /** From the root's start to this link's closing parenthesis. */
  readonly span: Span;
  /** From `(` to `)`, the template of a tag, the attributes of an element; empty behind a property that is waited for. */
  readonly argumentsSpan: Span;
}

export interface Argument {
  readonly value: Value;
  readonly spread: boolean;
}

/** `if (!cache.has(id)) …` guards with polarity false on `cache.has(id)`. An early `continue` guards what follows. */
export interface Guard {
  readonly polarity: boolean;
  readonly condition: Value;
  /** What a `catch` clause does: the condition is that something was thrown, and says nothing else. */
  readonly caught?: true;
  /** Otherwise something is thrown: `if (seen.has(id)) throw …`. */
  readonly refuses?: true;
}

export interface Loop {
  readonly id: LoopId;
  /** The function the loop statement or the iterating call stands in. */
  readonly in: FunctionId;
  readonly form: 'for' | 'for-of' | 'for-in' | 'for-await' | 'while' | 'do' | 'callback';
  /** For `callback`: `map`, `forEach`, … */
  readonly method?: string;
  /** For `callback`: the function that runs per element. */
  readonly callback?: FunctionId;
  /** For `callback`: the iterating call. */
  readonly call?: CallId;
  /** For `callback`: the argument that is run per element, and which of its parameters is the element. */
  readonly callbackArgument?: { readonly link: number; readonly argument: number; readonly element: number };
  readonly mode: 'sequential' | 'parallel';
  /** It stands in a `catch`: its rounds make up for a failure. */
  readonly inCatch?: true;
  /** No more than a few rounds run at a time, as p-limit or `{ concurrency: 5 }` would have it. */
  readonly limited?: true;
  /** What is iterated; for `for`, `while` and `do` the condition. */
  readonly iterable: Value;
  /** The bindings that are new in each iteration because of the loop itself: element, index, counter. */
  readonly elements: readonly BindingId[];
  /** For `for`: how the counter moves; `unit` is `i++`, anything else steps by chunks or unknown amounts. */
  readonly step?: 'unit' | 'other';
  /** Names assigned inside the body but declared outside of it: an iteration may depend on the one before. */
  readonly writesOuter: readonly (Ref | CallRef)[];
  readonly exits: readonly LoopExit[];
  readonly span: Span;
  readonly body: Span;
}

/** A way out before the last element. */
export interface LoopExit {
  readonly kind: 'break' | 'return' | 'throw';
  readonly guards: readonly Guard[];
  readonly span: Span;
}
