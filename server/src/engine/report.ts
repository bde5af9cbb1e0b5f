import type { Problem } from '../core/facts/index';
import type { Severity } from '../core/finding';
import type { WorkspaceChange } from '../core/fix';
import type { Span } from '../core/text';
import type { Uri } from '../core/uri';

export interface FileReport {
  readonly uri: Uri;
  /** Set for an open document: the version that the spans count in. */
  readonly version?: number;
  /** Equal for equal reports: LSP's resultId. */
  readonly resultId: string;
  readonly findings: readonly ReportedFinding[];
  /** What could not be read. Never shown as squiggles; the CLI lists them. */
  readonly problems: readonly Problem[];
  /** The text the spans count in, so that an edge can make lines and columns of them. Empty for a closed file that no rule looks at. */
  readonly text: string;
}

/** A finding with identity, severity and place in the document. */
export interface ReportedFinding {
  /** Stable across edits elsewhere: hash(rule, path, enclosing symbol, normalized snippet, ordinal). */
  readonly id: string;
  readonly ruleId: string;
  readonly severity: Severity;
  readonly message: string;
  readonly uri: Uri;
  readonly span: Span;
  readonly related: readonly {
    readonly uri: Uri;
    readonly span: Span;
    readonly text: string;
    readonly message: string;
  }[];
  readonly sql?: string;
  readonly fixes: readonly { readonly title: string; readonly safety: 'safe' | 'review' }[];
  /** The comment that would silence it is unused or unknown, the code is superfluous. */
  readonly unnecessary: boolean;
}

export interface WorkspaceSummary {
  readonly files: number;
  /** Files that could not be read, with why. */
  readonly failures: readonly { readonly uri: Uri; readonly message: string }[];
}

export interface FixAll {
  readonly change: WorkspaceChange;
  /** How many findings the change repairs. */
  readonly fixed: number;
  readonly declined: readonly { readonly findingId: string; readonly reason: string }[];
}
