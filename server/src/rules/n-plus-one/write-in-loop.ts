import type { Loop } from '../../core/facts/calls';
import type { Finding } from '../../core/finding';
import type { CodeUnit, Model } from '../../core/model';
import type { RepeatedQuery } from '../../core/repetition';
import { defineRule } from '../../core/rule';
import { describeQuery } from '../shared/describe-query';
import { sqlOf } from '../shared/describe-sql';
import { effectOf } from '../shared/query-effect';
import { distanceSteps, type RepeatedWords, repeatedFinding } from '../shared/repeated-finding';
import {
  asksForList,
  byLoop,
  listsOf,
  type QueryPerElement,
  queriesPerElement,
  speaksOfGroups,
} from '../shared/repeated-queries';
import { writeTogetherFixes } from '../shared/write-together-fixes';

export const writeInLoop = defineRule({
  meta: {
    id: 'n-plus-one/write-in-loop',
    summary: 'A write runs once per element of a loop',
    why: 'Each element costs a round trip and, outside of a transaction, a commit of its own. A thousand rows in one statement take hardly longer than one.',
    remedy:
      'Write all rows in one statement (createMany, updateMany, a list of values), or send the statements in one batch.',
    severity: 'info',
    engines: ['postgres', 'mysql', 'sqlite', 'sqlserver', 'cockroach', 'mongo'],
    since: '0.1.0',
    sources: [
      { title: 'Measured: Prisma Client 7.10, createMany of 20 rows is 1 statement, a loop of create is 20' },
      {
        title: 'PostgreSQL: Populating a database',
        url: 'https://www.postgresql.org/docs/17/populate.html',
      },
    ],
    options: {},
  },
  scope: 'repetition',
  check(calls, model) {
    const unit = calls[0] && model.code(calls[0].uri, calls[0].unit);
    if (!unit) return [];
    const writes = queriesPerElement(unit, model, calls, found => isSingleWrite(unit, model, found));
    return byLoop(writes).flatMap(group => report(unit, model, group));
  },
});

function isSingleWrite(unit: CodeUnit, model: Model, found: QueryPerElement): boolean {
  const { repeated, loop } = found;
  const { query } = repeated;
  if (query.operation === 'command' || effectOf(query, model) !== 'write' || isStatement(found)) return false;
  // What failed for all rows together is tried again one by one.
  if (loop?.inCatch) return false;
  // `for (const batch of batches) await createMany(batch)` is the remedy.
  if (loop && speaksOfGroups(unit, loop)) return false;
  // `for (const [name, ids] of byName) updateMany({ id: { in: ids } })`: one statement for each set of new values.
  if (repeated.path.length === 0 ? asksForList(unit, model, found) : writesListFarAway(repeated, model)) return false;
  return !loop || !isSentTogether(unit, loop, repeated.query.chain.awaited);
}

/** `for (const sql of statements) await db.query(sql)`: what is repeated are statements, and each of them is another one. */
function isStatement({ loop, repeated: { query, path } }: QueryPerElement): boolean {
  if (!query.raw || path.length > 0) return false;
  const [only, ...others] = query.raw.template.pieces;
  return (
    only?.kind === 'hole' &&
    others.length === 0 &&
    only.value.kind === 'ref' &&
    only.value.root.kind === 'local' &&
    loop?.elements.includes(only.value.root.binding) === true
  );
}

/** Behind several calls a statement for many rows is at its best already, and who calls in a loop hardly knows of it. */
function writesListFarAway({ query, path }: RepeatedQuery, model: Model): boolean {
  if (path.length === 1) return false;
  return query.operation === 'create-many' || listsOf(query, model).length > 0;
}

/** `$transaction(rows.map(row => …))` and `batch([…])` send all statements at once. */
function isSentTogether(unit: CodeUnit, loop: Loop, awaited: string): boolean {
  if (awaited === 'yes') return false;
  return unit.facts.calls.some(chain =>
    chain.links.some(
      link =>
        SENDS_TOGETHER.has(link.name) &&
        link.args.some(({ value }) => value.kind !== 'function' && isMadeIn(unit, loop, value)),
    ),
  );
}

const SENDS_TOGETHER = new Set(['$transaction', 'batch', 'transaction']);

/** The list is what the loop gives, or what the loop's rounds push to. */
function isMadeIn(unit: CodeUnit, loop: Loop, list: Parameters<CodeUnit['sources']>[0]): boolean {
  return unit.sources(list).some(source => {
    if (source.kind === 'call') return source.call === loop.call;
    const { root } = source;
    if (root.kind !== 'local') return false;
    return unit.facts.calls.some(
      ({ root: receiver, links, loops }) =>
        links[0]?.name === 'push' &&
        loops.includes(loop.id) &&
        receiver.kind === 'ref' &&
        receiver.root.kind === 'local' &&
        receiver.root.binding === root.binding,
    );
  });
}

const WORDS: RepeatedWords = {
  what: ({ query }) => `\`${describeQuery(query)}\` writes`,
  steps: distanceSteps,
  data: ({ query }) => ({ operation: query.operation }),
};

function report(unit: CodeUnit, model: Model, writes: readonly QueryPerElement[]): Finding[] {
  const finding = repeatedFinding(unit, writes, WORDS);
  const [first, ...others] = writes;
  if (!finding || !first) return [];
  const { loop, repeated } = first;
  // Several writes of one loop may need each other.
  const isAlone = loop !== undefined && others.length === 0 && repeated.path.length === 0;
  const fixes = isAlone ? writeTogetherFixes(unit, model, loop, repeated.query) : [];
  return [{ ...finding, ...sqlOf(repeated.query), fixes }];
}
