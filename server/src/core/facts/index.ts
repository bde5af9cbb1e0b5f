import type { Span, UnitId } from '../text';
import type { CodeFacts } from './code';
import type { SchemaStep, StatementQuery } from './migrations';
import type { SchemaDeclaration } from './schema';
import type { Dialect } from './sql-template';

/** What one file says, whatever its language. Plain data: it survives `structuredClone` and JSON unchanged. */
export interface FileFacts {
  readonly frontend: string;
  readonly units: readonly UnitFacts[];
  /** Where each unit starts, in the order of `units`: kept apart so that moving a unit changes none of its facts. */
  readonly starts: readonly number[];
  /** `sargable-ignore` comments. Spans count from the start of the document. */
  readonly directives: readonly IgnoreDirective[];
  /** What could not be read. Spans count from the start of the document. */
  readonly problems: readonly Problem[];
}

/** A part of a file that is read, fingerprinted and rerun on its own. Every span inside counts from its start. */
export type UnitFacts =
  | { readonly kind: 'code'; readonly id: UnitId; readonly fingerprint: string; readonly code: CodeFacts }
  | {
      readonly kind: 'declaration';
      readonly id: UnitId;
      readonly fingerprint: string;
      readonly declaration: SchemaDeclaration;
    }
  | {
      readonly kind: 'statement';
      readonly id: UnitId;
      readonly fingerprint: string;
      readonly steps: readonly SchemaStep[];
      readonly queries: readonly StatementQuery[];
      readonly dialect: Dialect;
    };

/** Text that a front end could not read. Never an exception, and never a reason to drop its neighbours. */
export interface Problem {
  readonly message: string;
  readonly span: Span;
}

export interface IgnoreDirective {
  readonly form: 'line' | 'start' | 'end' | 'file';
  /** Rule ids as written; unknown ones are reported by the engine. */
  readonly rules: readonly string[];
  readonly reason?: string;
  /** Code stands before the comment on its line: it then speaks of its own line, else of the next one. */
  readonly trailing: boolean;
  /** The comment. */
  readonly span: Span;
}
