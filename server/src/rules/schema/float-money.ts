import type { Dialect } from '../../core/facts/sql-template';
import type { Finding } from '../../core/finding';
import type { FixIntent } from '../../core/fix';
import type { Column, Table } from '../../core/model';
import { defineRule } from '../../core/rule';
import { isJudged } from '../shared/judged-table';
import { buildTypeFix } from '../shared/type-change';
import { wordsOfName } from '../shared/words-of-name';

// SQLite keeps every number as an integer or a float: it has no exact type to change to.
const ENGINES: readonly Dialect[] = ['postgres', 'cockroach', 'mysql', 'sqlserver'];

export const floatMoney = defineRule({
  meta: {
    id: 'schema/float-money',
    summary: 'Money is kept as a floating point number',
    why: 'A float has no exact form of 0.10: sums drift by cents, two amounts that should be equal are not, and rounding depends on the order of the rows.',
    remedy: 'Use `numeric`, or whole cents in an integer.',
    severity: 'warning',
    engines: ENGINES,
    since: '0.1.0',
    sources: [
      {
        title: 'PostgreSQL manual, 8.1.3 Floating-Point Types: for exact storage such as monetary amounts use numeric',
        url: 'https://www.postgresql.org/docs/17/datatype-numeric.html#DATATYPE-FLOAT',
      },
    ],
    options: {},
  },
  scope: 'table',
  check(table, model) {
    if (!isJudged(table, model, ENGINES)) return [];
    const ofMoney = table.columns.filter(column => isFloat(column) && isMoney(column, table) && !isShare(column));
    return ofMoney.map(
      (column): Finding => ({
        at: column.place,
        message: `\`${column.logicalName}\` is money in a floating point number.`,
        data: { table: table.ref.name, column: column.name, type: column.databaseType ?? '' },
        fixes: toExact(table, column),
      }),
    );
  },
});

function isFloat({ databaseType, list }: Column): boolean {
  return (
    !list && /^(?:real|double precision|double|float)\b/i.test(databaseType ?? '') && !/\]$/.test(databaseType ?? '')
  );
}

/** A fee of 0.05 by default is a part of something. */
function isShare({ defaultText }: Column): boolean {
  return /^'?0?\.\d*[1-9]/.test(defaultText ?? '');
}

/** A name of money, and nothing in it that makes the number another one: a rate, a share, a count, a duration. */
function isMoney(column: Column, table: Table): boolean {
  const words = wordsOfName(column.name);
  if (isOfMoney(words)) return true;
  // An amount or a total may be of anything, unless the table speaks of money elsewhere.
  if (!words.some(word => MAYBE_MONEY.has(word)) || words.some(word => NO_MONEY.has(word))) return false;
  return table.columns.some(({ name }) => {
    const others = wordsOfName(name);
    return isOfMoney(others) || others.includes('currency');
  });
}

function isOfMoney(words: readonly string[]): boolean {
  return words.some(word => MONEY.has(word)) && !words.some(word => NO_MONEY.has(word));
}

const MONEY: ReadonlySet<string> = new Set(
  'price prices cost costs salary wage wages balance revenue fee fees subtotal payout refund deposit invoice payment usd eur gbp'.split(
    ' ',
  ),
);
const MAYBE_MONEY: ReadonlySet<string> = new Set(['amount', 'total', 'discount', 'tax', 'paid', 'due', 'budget']);
const NO_MONEY: ReadonlySet<string> = new Set(
  'rate rates ratio percent percentage pct share factor multiplier weight score count number index rank change delta std avg variance elasticity efficiency hours minutes seconds days ms kg km points tokens credits units x y'.split(
    ' ',
  ),
);

function toExact(table: Table, column: Column): FixIntent[] {
  switch (table.language) {
    case 'prisma':
      return buildTypeFix(table, column, { type: 'Decimal' }, 'Use Decimal');
    case 'sql': {
      // MySQL takes a bare decimal for one without any digits behind the point.
      const type = table.dialect === 'postgres' || table.dialect === 'cockroach' ? 'numeric' : 'decimal(19, 4)';
      return buildTypeFix(table, column, { type }, `Use ${type}`);
    }
    default:
      return [];
  }
}
