import type { Finding } from '../core/finding';
import type { Rule } from '../core/rule';
import type { Uri } from '../core/uri';
import { describeError } from './describe-error';
import type { ScopePlan } from './rule-plan';
import type { Stopwatch } from './stopwatch';

/** What all rules of a scope found in one entity. */
export interface EntityRun {
  readonly findings: readonly RuleFinding[];
  readonly failures: readonly RuleFailure[];
}

export interface RuleFinding {
  readonly rule: Rule;
  readonly finding: Finding;
}

export interface RuleFailure {
  readonly rule: string;
  readonly description: string;
}

/** What one rule finds in one subject, with its options. */
export interface Check<Subject> {
  readonly rule: Rule;
  readonly find: (subject: Subject) => readonly Finding[];
}

/** Most entities. */
export const NOTHING: EntityRun = { findings: [], failures: [] };

/** The checks of a plan: `finderOf` gives a rule its options. */
export function checksOf<Plan extends ScopePlan, Subject>(
  plan: Plan,
  finderOf: (active: Plan['rules'][number]) => (subject: Subject) => readonly Finding[],
): readonly Check<Subject>[] {
  const active: readonly Plan['rules'][number][] = plan.rules;
  return active.map(one => ({ rule: one.rule, find: finderOf(one) }));
}

/**
 * Runs all checks on the subjects of one entity. A rule that fails costs what it would have found, and no other rule
 * anything; `isOwn` is true for a file in which findings for the entity may lie.
 */
export function checkEntity<Subject>(
  checks: readonly Check<Subject>[],
  subjects: readonly Subject[],
  isOwn: (uri: Uri) => boolean,
  stopwatch: Stopwatch,
): EntityRun {
  if (subjects.length === 0) return NOTHING;
  const findings: RuleFinding[] = [];
  const failures: RuleFailure[] = [];
  for (const { rule, find } of checks) {
    try {
      const found = stopwatch.measure('rule', rule.meta.id, () => subjects.flatMap(find));
      const stray = found.find(({ at }) => !isOwn(at.uri));
      if (stray) throw new Error(`a finding "${stray.message}" lies in a file that is not its own: ${stray.at.uri}`);
      for (const finding of found) findings.push({ rule, finding });
    } catch (error) {
      failures.push({ rule: rule.meta.id, description: describeError(error) });
    }
  }
  return findings.length === 0 && failures.length === 0 ? NOTHING : { findings, failures };
}
