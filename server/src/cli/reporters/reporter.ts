import type { Uri } from '../../core/uri';
import type { CheckResult } from '../check-result';
import type { Colors } from '../colors';
import type { RuleDescription } from '../rule-description';

/** One output format of `sargable check`: result → text for stdout. */
export interface Reporter {
  readonly name: string;
  render(result: CheckResult, context: ReporterContext): string;
}

export interface ReporterContext {
  readonly version: string;
  readonly rules: readonly RuleDescription[];
  readonly colors: Colors;
  /** Columns of the terminal, or what is taken for them when the output goes to a file. */
  readonly width: number;
  /** Where the user stands. */
  readonly cwd: Uri;
  /** What a code host takes paths relative to: the repository around the root, else the root. */
  readonly repository: Uri;
}
