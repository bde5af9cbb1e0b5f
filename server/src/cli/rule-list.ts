import { OWN_FINDINGS } from '../engine/own-findings';
import { RULES } from '../rules/index';
import type { RuleDescription } from './rule-description';

/** Every id that a report may name. */
export const RULE_LIST: readonly RuleDescription[] = [...RULES.map(rule => rule.meta), ...OWN_FINDINGS];
