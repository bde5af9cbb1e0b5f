import type { Logger } from '../core/ports';
import type { Rule } from '../core/rule';
import type { Uri } from '../core/uri';
import type { WorkspaceModel } from '../model/index';
import type { Graph } from '../model/tracking';
import type { Pacer } from './cancellation';
import type { EffectiveConfig } from './config';
import { describeError } from './describe-error';
import { createEntities } from './entities';
import { type EntityRun, NOTHING, type RuleFinding } from './entity-check';
import { createRulePlans, type ScopePlan } from './rule-plan';
import type { Stopwatch } from './stopwatch';

export interface RuleRuns {
  /** What the rules that are on find in one file. */
  run(uri: Uri, config: EffectiveConfig, pacer: Pacer): Promise<FileRun>;
}

export interface FileRun {
  /** The same objects as the last time wherever nothing has changed. */
  readonly findings: readonly RuleFinding[];
  /** The rules that are on and looked at everything there is in the file. */
  readonly ran: ReadonlySet<string>;
}

interface RunDependencies {
  readonly graph: Graph;
  readonly model: WorkspaceModel;
  readonly rules: readonly Rule[];
  readonly logger: Logger;
  readonly stopwatch: Stopwatch;
}

/**
 * One computation of the graph for all rules of a scope and one entity: it runs again only when something that it read has
 * changed. One for each rule would cost every keystroke as many looks as there are rules and units.
 */
export function createRuleRuns({ graph, model, rules, logger, stopwatch }: RunDependencies): RuleRuns {
  const planOf = createRulePlans(rules);
  const entitiesIn = createEntities(model, stopwatch);
  const logged = new Set<string>();
  const parts = new WeakMap<EntityRun, ReadonlyMap<Uri, readonly RuleFinding[]>>();

  function logOnce(description: string): void {
    if (logged.has(description)) return;
    logged.add(description);
    logger.error(description);
  }

  /** Undefined when the model fails: nothing may then be said about what the rules did not find. */
  function attempt<T>(uri: Uri, read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      logOnce(`the model failed on ${uri}: ${describeError(error)}`);
      return undefined;
    }
  }

  /** A table stands in several files, the whole workspace in all of them: each file gets its own part of what was found. */
  function partOf(run: EntityRun, uri: Uri): readonly RuleFinding[] {
    let byFile = parts.get(run);
    if (!byFile) {
      const grouped = new Map<Uri, RuleFinding[]>();
      for (const found of run.findings) {
        const part = grouped.get(found.finding.at.uri);
        if (part) part.push(found);
        else grouped.set(found.finding.at.uri, [found]);
      }
      byFile = grouped;
      parts.set(run, byFile);
    }
    return byFile.get(uri) ?? [];
  }

  /** Adds what is found to `findings` and gives the rules that looked at everything. */
  async function runScope(uri: Uri, plan: ScopePlan, pacer: Pacer, findings: RuleFinding[]): Promise<Set<string>> {
    const ran = new Set(plan.rules.map(({ rule }) => rule.meta.id));
    const entities = attempt(uri, () => entitiesIn(uri, plan));
    if (!entities) ran.clear();
    for (const { key, check } of entities ?? []) {
      await pacer.pause();
      const run = attempt(uri, () => graph.derive('rule', key, check));
      if (!run) ran.clear();
      else if (run !== NOTHING) {
        for (const found of partOf(run, uri)) findings.push(found);
        for (const { rule, description } of run.failures) {
          ran.delete(rule);
          logOnce(`rule ${rule} failed: ${description}`);
        }
      }
    }
    return ran;
  }

  return {
    async run(uri, config, pacer) {
      const findings: RuleFinding[] = [];
      const ran = new Set<string>();
      for (const plan of planOf(config)) {
        for (const rule of await runScope(uri, plan, pacer, findings)) ran.add(rule);
      }
      return { findings, ran };
    },
  };
}
