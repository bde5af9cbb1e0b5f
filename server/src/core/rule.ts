import type { Dialect } from './facts/sql-template';
import type { Finding, SeveritySetting } from './finding';
import type { CodeFunction, Model, SqlStatement, SqlText, Table } from './model';
import type { Query } from './query';
import type { RepeatedCall } from './repetition';

/** A rule looks at one thing of the workspace at a time and says what is wrong with it. Pure and synchronous. */
export type Rule<O extends RuleOptions = RuleOptions> = { readonly meta: RuleMeta<O> } & (
  | { readonly scope: 'table'; check(table: Table, model: Model, options: O): readonly Finding[] }
  | { readonly scope: 'query'; check(query: Query, model: Model, options: O): readonly Finding[] }
  | { readonly scope: 'function'; check(fn: CodeFunction, model: Model, options: O): readonly Finding[] }
  /** All repeated calls of one unit at once, since several may stand in one loop. */
  | {
      readonly scope: 'repetition';
      check(calls: readonly RepeatedCall[], model: Model, options: O): readonly Finding[];
      /** The same defect in the loops of functions that an SQL file creates. */
      checkStatement?(statement: SqlStatement, model: Model, options: O): readonly Finding[];
    }
  | {
      readonly scope: 'sql';
      check(sql: SqlText, model: Model, options: O): readonly Finding[];
      /** The same defect in SQL that a library writes: its calls say what it will be. */
      checkQuery?(query: Query, model: Model, options: O): readonly Finding[];
    }
  | { readonly scope: 'statement'; check(statement: SqlStatement, model: Model, options: O): readonly Finding[] }
  | { readonly scope: 'workspace'; check(model: Model, options: O): readonly Finding[] }
);

export type RuleScope = Rule['scope'];

export interface RuleMeta<O extends RuleOptions = RuleOptions> {
  /** File path below rules/ = docs path = fixture folder = diagnostic code = config key = suppression word. */
  readonly id: string;
  /** The defect in a few words: `A foreign key has no index`. */
  readonly summary: string;
  /** Why it matters, in two or three sentences, for the hover. */
  readonly why: string;
  /** What to do about it, in a sentence, for the hover. */
  readonly remedy: string;
  readonly severity: SeveritySetting;
  readonly engines: readonly Dialect[];
  /** The version of Sargable that brought it. */
  readonly since: string;
  /** Where the domain facts come from: manuals, measurements. */
  readonly sources: readonly RuleSource[];
  /** Each option with its default, described for the settings. */
  readonly options: { readonly [K in keyof O]: OptionMeta<O[K]> };
}

export interface RuleSource {
  readonly title: string;
  readonly url?: string;
}

export type OptionValue = boolean | number | string | readonly string[];

export interface RuleOptions {
  readonly [name: string]: OptionValue;
}

export interface OptionMeta<V extends OptionValue = OptionValue> {
  readonly description: string;
  readonly default: V;
}

/** Gives a rule its exact option types; the registry holds rules of any options. */
export function defineRule<O extends RuleOptions>(rule: Rule<O>): Rule {
  // Options are checked against the rule's own defaults before check() is called, so widening them here is sound.
  return rule as unknown as Rule;
}

/** The address of a rule's page. */
export function ruleDocumentation(id: string): string {
  return `https://github.com/sargable/sargable/blob/main/docs/rules/${id}.md`;
}
