import type { CodeFunction, SqlStatement, SqlText, Table } from '../core/model';
import { type TableRef, tableKey } from '../core/project';
import type { Query } from '../core/query';
import type { RepeatedCall } from '../core/repetition';
import type { UnitId } from '../core/text';
import type { Uri } from '../core/uri';
import type { WorkspaceModel } from '../model/index';
import { type Check, checkEntity, checksOf, type EntityRun, NOTHING } from './entity-check';
import type { ScopePlan } from './rule-plan';
import type { Stopwatch } from './stopwatch';

/** What all rules of a scope look at together: a table, a unit or the workspace. */
export interface Entity {
  /** Unique among the entities of all plans. */
  readonly key: string;
  readonly check: () => EntityRun;
}

/** What the rules of a plan look at in one file; the same list as before while nothing comes or goes. */
export type Entities = (uri: Uri, plan: ScopePlan) => readonly Entity[];

/** The repeated calls of a unit of code, or a function of an SQL file with loops. */
type Repetition = readonly RepeatedCall[] | SqlStatement;

/** Entities are read inside of their check, to be tracked. */
export function createEntities(model: WorkspaceModel, stopwatch: Stopwatch): Entities {
  const lists = new WeakMap<readonly unknown[], Map<string, readonly Entity[]>>();

  /** The model gives the same list again while it stays as it is: a keystroke finds its entities made and named. */
  function listed<Item>(
    uri: Uri,
    { key: plan }: ScopePlan,
    items: readonly Item[],
    make: (items: readonly Item[]) => readonly Entity[],
  ): readonly Entity[] {
    let byPlan = lists.get(items);
    if (!byPlan) {
      byPlan = new Map();
      lists.set(items, byPlan);
    }
    const key = `${plan} ${uri}`;
    let entities = byPlan.get(key);
    if (!entities) {
      entities = make(items);
      byPlan.set(key, entities);
    }
    return entities;
  }

  /** A whole unit at once: it is what changes as one, and most units hold more than one query. */
  function unitEntities<Subject>(
    uri: Uri,
    plan: ScopePlan,
    units: readonly UnitId[],
    subjectsIn: (uri: Uri, unit: UnitId) => readonly Subject[],
    checks: readonly Check<Subject>[],
  ): readonly Entity[] {
    const isOwn = (other: Uri) => other === uri;
    return listed(uri, plan, units, () =>
      units.map(unit => ({
        key: `${plan.key}\u0000${uri}\u0000${unit}`,
        check: () => checkEntity(checks, subjectsIn(uri, unit), isOwn, stopwatch),
      })),
    );
  }

  function checkTable(ref: TableRef, checks: readonly Check<Table>[]): EntityRun {
    const table = model.table(ref);
    if (!table) return NOTHING;
    const key = tableKey(ref);
    // Most findings lie where the table is declared; what the other files hold changes with other tables too.
    const isOwn = (uri: Uri) =>
      uri === table.place.uri || model.tablesIn(uri).some(other => tableKey(other.ref) === key);
    return checkEntity(checks, [table], isOwn, stopwatch);
  }

  function repetitionsIn(uri: Uri, unit: UnitId): readonly Repetition[] {
    const statement = model.statement(uri, unit);
    if (statement) return statement.queries.some(({ loops }) => loops !== undefined) ? [statement] : [];
    const calls = model.repeatedCallsIn(uri, unit);
    return calls.length === 0 ? [] : [calls];
  }

  function statementsIn(uri: Uri, unit: UnitId): readonly SqlStatement[] {
    const statement = model.statement(uri, unit);
    return statement ? [statement] : [];
  }

  /** SQL as it is written, and the queries that a library writes as SQL. */
  function sqlAndQueriesIn(uri: Uri, unit: UnitId): readonly (SqlText | Query)[] {
    return [...model.sqlIn(uri, unit), ...model.queriesIn(uri, unit).filter(({ raw }) => raw === undefined)];
  }

  return (uri, plan) => {
    switch (plan.scope) {
      case 'table': {
        const checks = checksOf(
          plan,
          ({ rule, options }) =>
            (table: Table) =>
              rule.check(table, model, options),
        );
        return listed(uri, plan, model.tablesIn(uri), tables =>
          tables.map(({ ref }) => ({
            key: `${plan.key}\u0000${tableKey(ref)}`,
            check: () => checkTable(ref, checks),
          })),
        );
      }
      case 'query': {
        const checks = checksOf(
          plan,
          ({ rule, options }) =>
            (query: Query) =>
              rule.check(query, model, options),
        );
        return unitEntities(uri, plan, model.queryUnitsIn(uri), model.queriesIn, checks);
      }
      case 'repetition': {
        const checks = checksOf(plan, ({ rule, options }) => (subject: Repetition) => {
          if (!('queries' in subject)) return rule.check(subject, model, options);
          return rule.checkStatement?.(subject, model, options) ?? [];
        });
        return unitEntities(uri, plan, model.unitsIn(uri), repetitionsIn, checks);
      }
      case 'function': {
        const checks = checksOf(
          plan,
          ({ rule, options }) =>
            (fn: CodeFunction) =>
              rule.check(fn, model, options),
        );
        return unitEntities(uri, plan, model.unitsIn(uri), model.functionsIn, checks);
      }
      case 'sql': {
        const checks = checksOf(plan, ({ rule, options }) => (subject: SqlText | Query) => {
          if ('facts' in subject) return rule.check(subject, model, options);
          return rule.checkQuery?.(subject, model, options) ?? [];
        });
        return plan.rules.some(({ rule }) => rule.checkQuery)
          ? unitEntities(uri, plan, model.queryUnitsIn(uri), sqlAndQueriesIn, checks)
          : unitEntities(uri, plan, model.sqlUnitsIn(uri), model.sqlIn, checks);
      }
      case 'statement': {
        const checks = checksOf(
          plan,
          ({ rule, options }) =>
            (one: SqlStatement) =>
              rule.check(one, model, options),
        );
        return unitEntities(uri, plan, model.unitsIn(uri), statementsIn, checks);
      }
      case 'workspace': {
        const checks = checksOf(
          plan,
          ({ rule, options }) =>
            () =>
              rule.check(model, options),
        );
        return [{ key: plan.key, check: () => checkEntity(checks, [model], () => true, stopwatch) }];
      }
    }
  };
}
