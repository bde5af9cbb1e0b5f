import { defineRule, type OptionValue, type Rule, type RuleMeta } from '../../server/src/core/rule';

type Check = Rule extends infer R
  ? R extends { scope: infer S; check: infer C }
    ? { scope: S; check: C }
    : never
  : never;

/** A rule for tests of what is around rules. */
export function fakeRule(id: string, rule: Check, meta: Partial<RuleMeta> = {}): Rule {
  return defineRule({
    ...rule,
    meta: {
      id,
      summary: 'A rule for a test',
      why: 'It exists for a test.',
      remedy: 'Do nothing.',
      severity: 'warning',
      engines: ['postgres'],
      since: '0.0.0',
      sources: [],
      options: {},
      ...meta,
    },
  } as Rule);
}

export function fakeOptions(defaults: Record<string, OptionValue>): RuleMeta['options'] {
  return Object.fromEntries(
    Object.entries(defaults).map(([name, value]) => [name, { description: `Option ${name}.`, default: value }]),
  );
}
