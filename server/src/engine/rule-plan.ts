import { hashText } from '../core/hash';
import type { OptionValue, Rule, RuleScope } from '../core/rule';
import type { EffectiveConfig } from './config';

/** The rules that are on in a file, by what they look at. */
export type RulePlan = readonly ScopePlan[];

/** All rules of one scope, each with its options: they run together. */
export type ScopePlan = {
  readonly [Scope in RuleScope]: {
    readonly scope: Scope;
    readonly rules: readonly ActiveRule<Scope>[];
    /** Equal for equal rules with equal options: files of several folders share what was computed under it. */
    readonly key: string;
  };
}[RuleScope];

export interface ActiveRule<Scope extends RuleScope = RuleScope> {
  readonly rule: Extract<Rule, { readonly scope: Scope }>;
  readonly options: Readonly<Record<string, OptionValue>>;
}

export function createRulePlans(rules: readonly Rule[]): (config: EffectiveConfig) => RulePlan {
  const plans = new WeakMap<EffectiveConfig, RulePlan>();
  return config => {
    let plan = plans.get(config);
    if (!plan) {
      plan = planRules(rules, config);
      plans.set(config, plan);
    }
    return plan;
  };
}

function planRules(rules: readonly Rule[], config: EffectiveConfig): RulePlan {
  const byScope = new Map<RuleScope, ActiveRule[]>();
  for (const rule of rules) {
    if (config.severity(rule.meta.id) === 'off') continue;
    const active = byScope.get(rule.scope) ?? [];
    active.push({ rule, options: config.options(rule.meta.id) });
    byScope.set(rule.scope, active);
  }
  return [...byScope].map(([scope, active]) => {
    const key = `${scope} ${hashText(JSON.stringify(active.map(({ rule, options }) => [rule.meta.id, options])))}`;
    // Every rule of the list has this scope: it was put there by it.
    return { scope, rules: active, key } as ScopePlan;
  });
}
