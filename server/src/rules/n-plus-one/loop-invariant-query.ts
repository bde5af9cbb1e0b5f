import type { Guard, Loop } from '../../core/facts/calls';
import type { Finding } from '../../core/finding';
import type { CodeUnit, Model } from '../../core/model';
import type { RepeatedCall, RepeatedQuery } from '../../core/repetition';
import { defineRule } from '../../core/rule';
import { describeList } from '../shared/describe-list';
import { calleeOf, describePath, describeQuery, stepsTo } from '../shared/describe-query';
import { sqlOf } from '../shared/describe-sql';
import { hoistFix } from '../shared/hoist-fix';
import { effectOf, isInProcess } from '../shared/query-effect';
import { loopsOver } from '../shared/repeating-loop';

export const loopInvariantQuery = defineRule({
  meta: {
    id: 'n-plus-one/loop-invariant-query',
    summary: 'Each round of a loop asks the same question again',
    why: 'Nothing that the query asks with changes from round to round, so every round but the first pays a round trip for rows that are already there.',
    remedy: 'Ask once before the loop and keep the rows.',
    severity: 'warning',
    engines: ['postgres', 'mysql', 'sqlite', 'sqlserver', 'cockroach', 'mongo'],
    since: '0.1.0',
    sources: [{ title: 'Measured: 216 judged reads in loops of public repositories, 6 % ask the same in each round' }],
    options: {},
  },
  scope: 'repetition',
  check(calls, model) {
    const unit = calls[0] && model.code(calls[0].uri, calls[0].unit);
    if (!unit || model.role(unit.uri) !== 'source') return [];
    return calls.flatMap(call => {
      const loop = call.resolver ? undefined : loopsOver(unit, model, call.loops)[0];
      const read = loop && call.queries.find(query => isInvariant(model, query, loop, calls));
      if (!loop || !read) return [];
      const fix = hoistFix(unit, model, loop, read, calls);
      return [{ ...report(unit, call, read, loop), ...(fix ? { fixes: [fix] } : {}) }];
    });
  },
});

function isInvariant(model: Model, read: RepeatedQuery, loop: Loop, calls: readonly RepeatedCall[]): boolean {
  if (read.memoized || read.exceptional || isInProcess(read.query)) return false;
  if (effectOf(read.query, model) !== 'read' || read.query.operation === 'command') return false;
  // Raw text is read for what it does, not for when it would give other rows.
  if (read.query.operation === 'raw' || !read.query.clausesComplete) return false;
  if (read.variesIn.includes(loop.id) || leavesEarly(loop)) return false;
  // What a function repeats by itself is found there; further away nobody would hoist it.
  if (read.path.length > 0 && (read.nested || read.path.length > FARTHEST)) return false;
  return !calls.some(other => changesRows(other, loop, read, model));
}

/** A loop that ends in its first round as a rule asks once. */
function leavesEarly({ exits }: Loop): boolean {
  return exits.some(({ kind, guards }) => kind !== 'throw' && guards.length === 0);
}

/** A round that writes the table makes the next one see other rows. */
function changesRows(other: RepeatedCall, loop: Loop, { query }: RepeatedQuery, model: Model): boolean {
  if (!other.loops.includes(loop.id)) return false;
  return other.queries.some(
    ({ query: write }) =>
      effectOf(write, model) !== 'read' &&
      (write.logicalTable === undefined ||
        query.logicalTable === undefined ||
        write.logicalTable === query.logicalTable),
  );
}

const FARTHEST = 3;

/** The question has to be asked outside of the function and given to it. */
function distanceSteps({ call: { guards } }: RepeatedCall, { path }: RepeatedQuery, loop: Loop): number {
  if (path.length === 0) return 0;
  return guards.some(guard => isForOneKind(guard, loop)) ? -2 : -1;
}

/** `if (section === Section.Members)`: of most lists, no more than one element gets there. */
function isForOneKind({ condition, polarity }: Guard, loop: Loop): boolean {
  if (!polarity || condition.kind !== 'opaque') return false;
  const [element, ...others] = condition.uses;
  const isElement =
    element?.kind === 'ref' && element.root.kind === 'local' && loop.elements.includes(element.root.binding);
  return isElement && others.every(use => use.kind === 'ref' && use.root.kind === 'outer');
}

function report(unit: CodeUnit, call: RepeatedCall, read: RepeatedQuery, loop: Loop): Finding {
  const name = describeList(unit, loop);
  const rounds = name === undefined ? 'each round of the loop' : `each element of \`${name}\``;
  return {
    at: calleeOf(call),
    steps: distanceSteps(call, read, loop),
    message: `\`${describeQuery(read.query)}\` asks the same for ${rounds}${describePath(read)}.`,
    ...sqlOf(read.query),
    data: { table: read.query.logicalTable ?? '', operation: read.query.operation, depth: read.path.length },
    related: [{ at: { uri: unit.uri, unit: unit.unit, span: loop.span }, message: 'The loop' }, ...stepsTo(read)],
  };
}
