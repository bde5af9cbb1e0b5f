import type { Dialect } from '../core/facts/sql-template';
import type { SeveritySetting } from '../core/finding';
import type { RuleSource } from '../core/rule';

/** What reporters and `sargable rules` say of a rule; the engine's own findings are described the same way. */
export interface RuleDescription {
  readonly id: string;
  readonly summary: string;
  readonly why: string;
  readonly remedy: string;
  readonly severity: SeveritySetting;
  readonly engines?: readonly Dialect[];
  readonly since?: string;
  readonly sources?: readonly RuleSource[];
}
