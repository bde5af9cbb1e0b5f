import type { Finding } from '../core/finding';
import type { Logger } from '../core/ports';
import { tableKey } from '../core/project';
import type { OptionValue, Rule } from '../core/rule';
import type { UnitId } from '../core/text';
import type { Uri } from '../core/uri';
import type { WorkspaceModel } from '../model/index';
import type { Graph } from '../model/tracking';
import type { Pacer } from './cancellation';
import type { EffectiveConfig } from './config';
import { describeError } from './extraction';
import type { Stopwatch } from './stopwatch';

export interface RuleRuns {
  /** What the rules that are on find in one file. */
  run(uri: Uri, config: EffectiveConfig, pacer: Pacer): Promise<FileRun>;
}

export interface FileRun {
  readonly findings: readonly RuleFinding[];
  /** The rules that are on and looked at everything there is in the file. */
  readonly ran: ReadonlySet<string>;
}

export interface RuleFinding {
  readonly rule: Rule;
  readonly finding: Finding;
}

interface RunDependencies {
  readonly graph: Graph;
  readonly model: WorkspaceModel;
  readonly rules: readonly Rule[];
  readonly logger: Logger;
  readonly stopwatch: Stopwatch;
  /** The revision of the model's inputs: what failed at one is not tried again before the next. */
  revision(): number;
}

/** One computation of the graph per rule and entity: it runs again only when something that it read has changed. */
export function createRuleRuns(dependencies: RunDependencies): RuleRuns {
  const { graph, model, rules, logger, stopwatch, revision } = dependencies;
  const failedAt = new Map<string, number>();
  const logged = new Set<string>();
  const buckets = new WeakMap<readonly Finding[], Map<Uri, Finding[]>>();

  function derive(rule: Rule, entity: string, options: Options, check: () => readonly Finding[]): readonly Finding[] {
    return graph.derive('rule', `${rule.meta.id}\u0000${optionsKey(rule, options)}\u0000${entity}`, () =>
      stopwatch.measure('rule', rule.meta.id, check),
    );
  }

  /** Undefined when the rule failed: nothing may then be said about what it did not find. */
  function attempt(rule: Rule, entity: string, work: () => readonly Finding[]): readonly Finding[] | undefined {
    const key = `${rule.meta.id}\u0000${entity}`;
    if (failedAt.get(key) === revision()) return undefined;
    try {
      const findings = work();
      failedAt.delete(key);
      return findings;
    } catch (error) {
      failedAt.set(key, revision());
      logOnce(`rule ${rule.meta.id} failed: ${describeError(error)}`);
      return undefined;
    }
  }

  function logOnce(description: string): void {
    if (logged.has(description)) return;
    logged.add(description);
    logger.error(description);
  }

  /** A model that fails on a file fails for every rule of a scope alike; it is told once, like a rule's failure. */
  function listChecks(rule: Rule, uri: Uri, options: Options): readonly Check[] | undefined {
    try {
      return checksOf(rule, uri, options);
    } catch (error) {
      logOnce(`the model failed on ${uri}: ${describeError(error)}`);
      return undefined;
    }
  }

  /** The checks of one rule in one file: which entity, and how to look at it. Entities are read inside, to be tracked. */
  function checksOf(rule: Rule, uri: Uri, options: Options): readonly Check[] {
    switch (rule.scope) {
      case 'table':
        return model.tablesIn(uri).map(({ ref }) => ({
          entity: tableKey(ref),
          isOwn: other => model.tablesIn(other).some(table => tableKey(table.ref) === tableKey(ref)),
          check() {
            const table = model.table(ref);
            return table ? rule.check(table, model, options) : [];
          },
        }));
      case 'query':
        return unitChecks(uri, model.queryUnitsIn(uri), unit =>
          model.queriesIn(uri, unit).flatMap(query => rule.check(query, model, options)),
        );
      case 'function':
        return unitChecks(uri, model.unitsIn(uri), unit =>
          model.functionsIn(uri, unit).flatMap(fn => rule.check(fn, model, options)),
        );
      case 'sql':
        return unitChecks(uri, model.sqlUnitsIn(uri), unit =>
          model.sqlIn(uri, unit).flatMap(sql => rule.check(sql, model, options)),
        );
      case 'statement':
        return unitChecks(uri, model.unitsIn(uri), unit => {
          const statement = model.statement(uri, unit);
          return statement ? rule.check(statement, model, options) : [];
        });
      case 'workspace':
        return [{ entity: '', isOwn: () => true, check: () => rule.check(model, options) }];
    }
  }

  /** One computation for a whole unit: it is what changes as one, and most units hold more than one query. */
  function unitChecks(
    uri: Uri,
    units: readonly UnitId[],
    check: (unit: UnitId) => readonly Finding[],
  ): readonly Check[] {
    return units.map(unit => ({
      entity: `${uri}\u0000${unit}`,
      isOwn: other => other === uri,
      check: () => check(unit),
    }));
  }

  function findingsIn(uri: Uri, all: readonly Finding[]): readonly Finding[] {
    let byFile = buckets.get(all);
    if (!byFile) {
      byFile = new Map();
      for (const finding of all) {
        const bucket = byFile.get(finding.at.uri);
        if (bucket) bucket.push(finding);
        else byFile.set(finding.at.uri, [finding]);
      }
      buckets.set(all, byFile);
    }
    return byFile.get(uri) ?? [];
  }

  /** A table stands in several files, the whole workspace in all of them: each file gets its own part of what was found. */
  function runCheck(rule: Rule, uri: Uri, options: Options, check: Check): readonly Finding[] | undefined {
    return attempt(rule, check.entity, () => {
      const findings = derive(rule, check.entity, options, check.check);
      const stray = findings.find(finding => finding.at.uri !== uri && !check.isOwn(finding.at.uri));
      if (stray) throw new Error(`a finding for ${check.entity} lies in a file that is not its own: ${stray.at.uri}`);
      return findingsIn(uri, findings);
    });
  }

  return {
    async run(uri, config, pacer) {
      const findings: RuleFinding[] = [];
      const ran = new Set<string>();
      for (const rule of rules) {
        await pacer.pause();
        if (config.severity(rule.meta.id) === 'off') continue;
        const options = config.options(rule.meta.id);
        const checks = listChecks(rule, uri, options);
        let complete = checks !== undefined;
        for (const check of checks ?? []) {
          await pacer.pause();
          const found = runCheck(rule, uri, options, check);
          if (found) for (const finding of found) findings.push({ rule, finding });
          else complete = false;
        }
        if (complete) ran.add(rule.meta.id);
      }
      return { findings, ran };
    },
  };
}

type Options = Readonly<Record<string, OptionValue>>;

interface Check {
  readonly entity: string;
  /** True for a file in which findings for the entity may lie. */
  isOwn(uri: Uri): boolean;
  readonly check: () => readonly Finding[];
}

function optionsKey(rule: Rule, options: Options): string {
  return Object.keys(rule.meta.options).length === 0 ? '' : JSON.stringify(options);
}
