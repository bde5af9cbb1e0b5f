import type { Span } from '../text';
import type { CallId, FunctionId } from './calls';

/**
 * An expression of a program, reduced to what rules ask of it. Parentheses, `await`, type assertions, non-null marks and
 * optional chaining are looked through. Spans count from the start of the unit.
 */
export type Value = Literal | ObjectTree | ArrayTree | Template | Ref | CallRef | FunctionRef | Choice | Opaque;

export interface Literal {
  readonly kind: 'literal';
  /** `undefined` and bigint literals are `Opaque`: neither survives JSON. */
  readonly value: string | number | boolean | null;
  readonly span: Span;
  /** Where the cooked text stands in the source; only for strings that contain white space (a name is never a statement). */
  readonly runs?: readonly Run[];
}

/** A stretch of cooked text that stands letter for letter in the source. Escapes lie between runs. */
export interface Run {
  readonly cooked: number;
  /** Offset in the unit. */
  readonly source: number;
  readonly length: number;
}

export interface ObjectTree {
  readonly kind: 'object';
  readonly entries: readonly ObjectEntry[];
  /** True after a spread or a computed key: entries may be missing. */
  readonly open: boolean;
  readonly spreads: readonly Value[];
  /** Those of the computed keys that are the member of something: `[Op.in]: ids`. Their values are among the spreads as well. */
  readonly computed?: readonly ComputedEntry[];
  readonly span: Span;
}

export interface ComputedEntry {
  readonly key: Ref;
  readonly value: Value;
  readonly span: Span;
}

export interface ObjectEntry {
  readonly key: string;
  readonly value: Value;
  readonly span: Span;
  readonly shorthand: boolean;
}

export interface ArrayTree {
  readonly kind: 'array';
  /** A spread element appears as its operand, and `open` is true. */
  readonly items: readonly Value[];
  readonly open: boolean;
  readonly span: Span;
}

/** A template literal or a concatenation with `+` of which at least one operand is a string. */
export interface Template {
  readonly kind: 'template';
  readonly form: 'template' | 'concatenation';
  readonly pieces: readonly TemplatePiece[];
  readonly span: Span;
}

export type TemplatePiece =
  | {
      readonly kind: 'text';
      readonly cooked: string;
      readonly runs: readonly Run[];
      /** The text with its quotes, where it is a string literal of a concatenation. */
      readonly span: Span;
    }
  | {
      readonly kind: 'hole';
      readonly value: Value;
      /** In a template literal from `${` to `}`; in a concatenation the operand itself. */
      readonly span: Span;
    };

/** Something a name leads to: `user.id` in `for (const user of users)`. */
export interface Ref {
  readonly kind: 'ref';
  readonly root: RefRoot;
  /** Property names in order; `[]` stands for an element access whose key is not a literal. */
  readonly path: readonly string[];
  /** What the keys of the `[]` steps are made of, in order: `i` in `items[i]`. */
  readonly keys?: readonly Value[];
  readonly span: Span;
}

export type RefRoot =
  /** Declared inside this unit. */
  | { readonly kind: 'local'; readonly binding: BindingId }
  /** Not declared inside this unit: a module-level binding of the file, or a global. The model resolves it. */
  | { readonly kind: 'outer'; readonly name: string }
  | { readonly kind: 'this' }
  | { readonly kind: 'super' };

/** `functionId:name`, with `~2` … for a second binding of that name in the same function. Unique in its unit. */
export type BindingId = string;

/** The result of a call recorded in the same unit, and what is read from it. */
export interface CallRef {
  readonly kind: 'call';
  readonly call: CallId;
  readonly path: readonly string[];
  /** As in a reference: what the keys of the `[]` steps are made of. */
  readonly keys?: readonly Value[];
  readonly awaited: boolean;
  readonly span: Span;
}

export interface FunctionRef {
  readonly kind: 'function';
  readonly function: FunctionId;
  readonly span: Span;
}

/** One of several: `a ? b : c`, `a ?? b`, `a || b`. */
export interface Choice {
  readonly kind: 'choice';
  readonly of: readonly Value[];
  readonly span: Span;
}

/** Anything else. `uses` names every value that flows into it, so that a dependence is never lost. */
export interface Opaque {
  readonly kind: 'opaque';
  readonly hint?: 'number' | 'boolean' | 'string' | 'date';
  readonly uses: readonly (Ref | CallRef)[];
  /** A class that is written in place: its name among the classes of the unit. */
  readonly class?: string;
  readonly span: Span;
}
