import type { Expression } from '../../core/facts/expression';
import type { Finding } from '../../core/finding';
import type { FixIntent } from '../../core/fix';
import type { Table } from '../../core/model';
import { defineRule } from '../../core/rule';
import type { Place } from '../../core/text';
import { typesIn } from '../shared/expression-type';
import { walkExpression } from '../shared/expressions';
import { type KeptExpression, keptExpressions } from '../shared/index-expressions';
import { isJudged } from '../shared/judged-table';
import { type Mutable, mutabilityOf } from '../shared/volatility';

export const notImmutable = defineRule({
  meta: {
    id: 'index/not-immutable',
    summary: 'An index or a generated column on what may change by itself',
    why: 'What an index or a generated column keeps is computed once, when the row is written. PostgreSQL therefore refuses expressions whose result depends on the time, the session or a setting: `now()`, a conversion that asks for the time zone, a text search without a configuration.',
    remedy:
      "Say what the session would otherwise decide: `to_tsvector('english', …)`, `(created_at AT TIME ZONE 'UTC')::date`; compare with the time in the query, not in the index.",
    severity: 'error',
    engines: ['postgres'],
    since: '0.1.0',
    sources: [
      {
        title: 'PostgreSQL manual, 36.7 Function Volatility Categories',
        url: 'https://www.postgresql.org/docs/17/xfunc-volatility.html',
      },
      { title: 'PostgreSQL catalog: pg_proc.provolatile, pg_cast, pg_operator; the same on 15 and 18' },
    ],
    options: {},
  },
  scope: 'table',
  check(table, model) {
    if (!isJudged(table, model, ['postgres'])) return [];
    const typeOf = typesIn(table, model);
    const seen = new Set<unknown>();
    return keptExpressions(table, model).flatMap((kept): Finding[] => {
      const owner = kept.of.kind === 'index' ? kept.of.index : kept.of.column;
      const mutable = [...walkExpression(kept.expression)].flatMap(part => mutabilityOf(part, typeOf) ?? []);
      const [first] = mutable;
      if (!first || seen.has(owner)) return [];
      seen.add(owner);
      return [
        {
          at: kept.place,
          message: `${PLACES[kept.part]} uses ${first.name}, which is not immutable.`,
          data: { table: table.ref.name, name: first.name },
          fixes: repair(table, kept, mutable),
        },
      ];
    });
  },
});

const PLACES = {
  key: 'The index',
  predicate: 'The predicate of the index',
  column: 'The generated column',
} as const;

function isInside(part: Expression, whole: Expression): boolean {
  return [...walkExpression(whole)].includes(part);
}

/** All of it or nothing: an index that is refused for another reason is still refused. */
function repair(table: Table, kept: KeptExpression, mutable: readonly Mutable[]): FixIntent[] {
  const edits: { at: Place; newText: string }[] = [];
  for (const { repair, expression } of mutable) {
    if (!repair) return [];
    // What is inside is repaired: the type that the outer one sees is then another one.
    if (mutable.some(other => other.expression !== expression && isInside(other.expression, expression))) continue;
    const place = kept.at(repair.kind === 'configuration' ? repair.argument : repair.value);
    if (!place) return [];
    const insert = (offset: number, newText: string): void => {
      edits.push({ at: { ...place, span: { start: offset, end: offset } }, newText });
    };
    if (repair.kind === 'configuration') insert(place.span.start, "'english', ");
    else {
      insert(place.span.start, '(');
      insert(place.span.end, " AT TIME ZONE 'UTC')");
    }
  }
  const configured = mutable.every(({ repair: one }) => one?.kind === 'configuration');
  return [
    {
      kind: 'edit-sql',
      title: configured ? "Name the configuration 'english'" : "Name the time zone 'UTC'",
      safety: 'review',
      at: kept.place,
      edits,
      editable: table.migrations?.editable ?? false,
    },
  ];
}
