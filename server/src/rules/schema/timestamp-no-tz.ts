import type { Finding } from '../../core/finding';
import type { FixIntent } from '../../core/fix';
import type { Column, Model, Table } from '../../core/model';
import { defineRule } from '../../core/rule';
import type { Uri } from '../../core/uri';
import { baseType } from '../shared/column-type';
import { isJudged } from '../shared/judged-table';
import { quoteAll } from '../shared/table-names';
import { buildTypeFix, setsTypes } from '../shared/type-change';
import { wordsOfName } from '../shared/words-of-name';

const TIMESTAMPTZ = 'timestamp with time zone';
const TIMESTAMP = 'timestamp without time zone';

export const timestampNoTz = defineRule({
  meta: {
    id: 'schema/timestamp-no-tz',
    summary: 'A timestamp without a time zone',
    why: 'PostgreSQL keeps `timestamp` as the digits of a clock and forgets where the clock stood. `now()` is written in the time zone of the session, and sessions with other settings read another moment; `timestamptz` takes the same eight bytes and means the same moment everywhere.',
    remedy: 'Use `timestamptz`.',
    severity: 'info',
    engines: ['postgres', 'cockroach'],
    since: '0.1.0',
    sources: [
      {
        title: 'PostgreSQL manual, 8.5.1.3 Time Stamps',
        url: 'https://www.postgresql.org/docs/17/datatype-datetime.html#DATATYPE-DATETIME-INPUT-TIME-STAMPS',
      },
    ],
    options: {},
  },
  scope: 'table',
  check(table, model) {
    if (!isJudged(table, model, ['postgres', 'cockroach'])) return [];
    const without = table.columns.filter(column => typeOf(column) === TIMESTAMP && !isLocal(column));
    if (without.length === 0 || !isChosen(table, model)) return [];
    return [...byFile(without).values()].flatMap(columns => report(table, columns));
  },
});

/** A team chooses once: what it chose is said once for each table, and again in a later migration. */
function byFile(columns: readonly Column[]): ReadonlyMap<Uri, readonly Column[]> {
  const files = new Map<Uri, Column[]>();
  for (const column of columns) {
    const { uri } = column.place;
    files.set(uri, [...(files.get(uri) ?? []), column]);
  }
  return files;
}

function report(table: Table, columns: readonly Column[]): Finding[] {
  const [first, ...others] = columns;
  if (!first) return [];
  return [
    {
      at: first.place,
      message: `${quoteAll(columns.map(({ logicalName }) => logicalName))} ${others.length > 0 ? 'forget' : 'forgets'} the time zone.`,
      data: { table: table.ref.name, columns: columns.map(({ name }) => name) },
      ...(others.length > 0 ? { related: others.map(({ place }) => ({ at: place, message: 'And this one' })) } : {}),
      fixes: withZone(table, first, others),
    },
  ];
}

function typeOf({ databaseType, list }: Column): string | undefined {
  return list ? undefined : baseType(databaseType);
}

/** A clock on a wall is meant, or one that always shows UTC. */
function isLocal({ name }: Column): boolean {
  return wordsOfName(name).some(word => word === 'local' || word === 'utc' || word === 'wall');
}

/**
 * In SQL somebody wrote the type. A schema in the ORM's words has it by the ORM's default, in every table: that is worth a
 * word only where the same schema has chosen otherwise elsewhere.
 */
function isChosen(table: Table, model: Model): boolean {
  if (table.language === 'sql') return true;
  return model
    .tables(table.ref.database)
    .some(({ language, columns }) => language !== 'sql' && columns.some(column => typeOf(column) === TIMESTAMPTZ));
}

function withZone(table: Table, column: Column, others: readonly Column[]): FixIntent[] {
  const { language } = table;
  if (language !== 'prisma' && language !== 'sql' && !setsTypes(language)) return [];
  const change = (one: Column) => {
    const precision = /\(\d+\)/.exec(one.databaseType ?? '')?.[0] ?? '';
    return language === 'prisma'
      ? { type: one.type, nativeType: `Timestamptz${precision}` }
      : { type: `timestamptz${precision}` };
  };
  const also = others.map(other => ({ column: other, change: change(other) }));
  const title = table.language === 'prisma' ? 'Add @db.Timestamptz' : 'Use timestamptz';
  return buildTypeFix(table, column, change(column), title, also);
}
