import type { CallChain, Link } from '../../core/facts/calls';
import type { Span } from '../../core/text';
import type { Bound, Located, Scope } from './evaluate';

/** A call on a handle of the tool, in the order in which the program makes them. */
export interface MigrationCall {
  readonly kind: 'call';
  readonly chain: CallChain;
  /** Without `then`, `catch` and `finally`. */
  readonly links: readonly Link[];
  readonly scope: Scope;
  readonly role: string;
  /** The properties between the handle and the first link. */
  readonly path: readonly string[];
  /** In the unit of the migration. */
  readonly span: Span;
  /** False when a condition, or a loop over what is not known, decides whether it runs. */
  readonly certain: boolean;
}

/** A handle goes where nobody can follow it. */
export interface UnknownCall {
  readonly kind: 'unknown';
  readonly chain: CallChain;
  readonly scope: Scope;
  readonly span: Span;
  readonly certain: boolean;
}

export type Executed = MigrationCall | UnknownCall;

/** What a function's parameters are: by position, and by the properties a pattern takes from it. */
export type Roles = (index: number, path: readonly string[]) => Bound | undefined;

export function role(name: string, path: readonly string[] = []): Bound {
  return { kind: 'role', role: name, path };
}

/** An argument with the scope it counts in. */
export function argument(call: { readonly scope: Scope }, link: Link | undefined, index: number): Located | undefined {
  const found = link?.args[index];
  return found && !found.spread ? { value: found.value, scope: call.scope } : undefined;
}

/** The span of a part of a call in the unit of the migration. */
export function spanAt(scope: Scope, span: Span): Span {
  return scope.site ?? span;
}

/** The same for a part that may come from another unit: there the call stands for it. */
export function partSpan(call: MigrationCall, { unit }: Scope, span: Span): Span {
  return unit === call.scope.unit ? spanAt(call.scope, span) : call.span;
}
