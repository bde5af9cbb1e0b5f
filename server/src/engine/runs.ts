import type { Finding } from '../core/finding';
import type { CodeFunction, SqlStatement, SqlText, Table } from '../core/model';
import type { Logger } from '../core/ports';
import { tableKey } from '../core/project';
import type { Query } from '../core/query';
import type { RepeatedCall } from '../core/repetition';
import type { Rule } from '../core/rule';
import type { UnitId } from '../core/text';
import type { Uri } from '../core/uri';
import type { WorkspaceModel } from '../model/index';
import type { Graph } from '../model/tracking';
import type { Pacer } from './cancellation';
import type { EffectiveConfig } from './config';
import { describeError } from './extraction';
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
}

/**
 * One computation of the graph for all rules of a scope and one entity, be it a table, a unit or the workspace: it runs
 * again only when something that it read has changed. One for each rule would cost every keystroke as many looks as there
 * are rules and units.
 */
export function createRuleRuns({ graph, model, rules, logger, stopwatch }: RunDependencies): RuleRuns {
  const planOf = createRulePlans(rules);
  const logged = new Set<string>();
  const parts = new WeakMap<EntityRun, ReadonlyMap<Uri, readonly RuleFinding[]>>();

  function logOnce(description: string): void {
    if (logged.has(description)) return;
    logged.add(description);
    logger.error(description);
  }

  /** What the rules of a scope look at in one file. Entities are read inside of their computation, to be tracked. */
  function entitiesIn(uri: Uri, plan: ScopePlan): readonly Entity[] {
    switch (plan.scope) {
      case 'table':
        return tableEntities(
          uri,
          checksOf(
            plan,
            ({ rule, options }) =>
              (table: Table) =>
                rule.check(table, model, options),
          ),
        );
      case 'query': {
        const checks = checksOf(
          plan,
          ({ rule, options }) =>
            (query: Query) =>
              rule.check(query, model, options),
        );
        return unitEntities(uri, model.queryUnitsIn(uri), checks, model.queriesIn);
      }
      case 'repetition': {
        const checks = checksOf(
          plan,
          ({ rule, options }) =>
            (calls: readonly RepeatedCall[]) =>
              rule.check(calls, model, options),
        );
        return unitEntities(uri, model.unitsIn(uri), checks, (_, unit) => {
          const calls = model.repeatedCallsIn(uri, unit);
          return calls.length === 0 ? [] : [calls];
        });
      }
      case 'function': {
        const checks = checksOf(
          plan,
          ({ rule, options }) =>
            (fn: CodeFunction) =>
              rule.check(fn, model, options),
        );
        return unitEntities(uri, model.unitsIn(uri), checks, model.functionsIn);
      }
      case 'sql': {
        const checks = checksOf(plan, ({ rule, options }) => (sql: SqlText | Query) => {
          if ('facts' in sql) return rule.check(sql, model, options);
          return rule.checkQuery?.(sql, model, options) ?? [];
        });
        const looksAtQueries = plan.rules.some(({ rule }) => rule.checkQuery);
        if (!looksAtQueries) return unitEntities(uri, model.sqlUnitsIn(uri), checks, model.sqlIn);
        return unitEntities(uri, model.queryUnitsIn(uri), checks, (_, unit) => [
          ...model.sqlIn(uri, unit),
          ...model.queriesIn(uri, unit).filter(({ raw }) => raw === undefined),
        ]);
      }
      case 'statement': {
        const checks = checksOf(
          plan,
          ({ rule, options }) =>
            (statement: SqlStatement) =>
              rule.check(statement, model, options),
        );
        return unitEntities(uri, model.unitsIn(uri), checks, (_, unit) => {
          const statement = model.statement(uri, unit);
          return statement ? [statement] : [];
        });
      }
      case 'workspace': {
        const checks = checksOf(
          plan,
          ({ rule, options }) =>
            () =>
              rule.check(model, options),
        );
        return [{ key: '', check: () => checkEach(checks, '', () => true, [model]) }];
      }
    }
  }

  function tableEntities(uri: Uri, checks: readonly Check<Table>[]): readonly Entity[] {
    return model.tablesIn(uri).map(({ ref }) => {
      const key = tableKey(ref);
      return {
        key,
        check() {
          const table = model.table(ref);
          if (!table) return NOTHING;
          // Most findings lie where the table is declared; what the other files hold changes with other tables too.
          const isOwn = (other: Uri) =>
            other === table.place.uri || model.tablesIn(other).some(({ ref: its }) => tableKey(its) === key);
          return checkEach(checks, key, isOwn, [table]);
        },
      };
    });
  }

  /** A whole unit at once: it is what changes as one, and most units hold more than one query. */
  function unitEntities<Subject>(
    uri: Uri,
    units: readonly UnitId[],
    checks: readonly Check<Subject>[],
    subjectsIn: (uri: Uri, unit: UnitId) => readonly Subject[],
  ): readonly Entity[] {
    const isOwn = (other: Uri) => other === uri;
    return units.map(unit => {
      const key = `${uri}\u0000${unit}`;
      return { key, check: () => checkEach(checks, key, isOwn, subjectsIn(uri, unit)) };
    });
  }

  /** A rule that fails costs what it would have found, and no other rule anything. */
  function checkEach<Subject>(
    checks: readonly Check<Subject>[],
    entity: string,
    isOwn: (uri: Uri) => boolean,
    subjects: readonly Subject[],
  ): EntityRun {
    if (subjects.length === 0) return NOTHING;
    const findings: RuleFinding[] = [];
    const failures: Failure[] = [];
    for (const { rule, find } of checks) {
      try {
        const found = stopwatch.measure('rule', rule.meta.id, () => subjects.flatMap(find));
        const stray = found.find(({ at }) => !isOwn(at.uri));
        if (stray) throw new Error(`a finding for ${entity} lies in a file that is not its own: ${stray.at.uri}`);
        for (const finding of found) findings.push({ rule, finding });
      } catch (error) {
        failures.push({ rule: rule.meta.id, description: describeError(error) });
      }
    }
    return findings.length === 0 && failures.length === 0 ? NOTHING : { findings, failures };
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

  /** Undefined when the model fails: nothing may then be said about what the rules did not find. */
  function attempt<T>(what: string, read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      logOnce(`the model failed on ${what}: ${describeError(error)}`);
      return undefined;
    }
  }

  async function runScope(uri: Uri, plan: ScopePlan, pacer: Pacer, findings: RuleFinding[]): Promise<Set<string>> {
    const ran = new Set(plan.rules.map(({ rule }) => rule.meta.id));
    const entities = attempt(uri, () => entitiesIn(uri, plan));
    if (!entities) ran.clear();
    for (const { key, check } of entities ?? []) {
      await pacer.pause();
      const run = attempt(key, () => graph.derive('rule', `${plan.key}\u0000${key}`, check));
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
        await pacer.pause();
        for (const rule of await runScope(uri, plan, pacer, findings)) ran.add(rule);
      }
      return { findings, ran };
    },
  };
}

/** What one rule finds in one subject, with its options. */
interface Check<Subject> {
  readonly rule: Rule;
  readonly find: (subject: Subject) => readonly Finding[];
}

function checksOf<Plan extends ScopePlan, Subject>(
  plan: Plan,
  finderOf: (active: Plan['rules'][number]) => (subject: Subject) => readonly Finding[],
): readonly Check<Subject>[] {
  const active: readonly Plan['rules'][number][] = plan.rules;
  return active.map(one => ({ rule: one.rule, find: finderOf(one) }));
}

interface Entity {
  readonly key: string;
  readonly check: () => EntityRun;
}

/** What all rules of a scope found in one entity. */
interface EntityRun {
  readonly findings: readonly RuleFinding[];
  readonly failures: readonly Failure[];
}

interface Failure {
  readonly rule: string;
  readonly description: string;
}

/** Most entities. */
const NOTHING: EntityRun = { findings: [], failures: [] };
