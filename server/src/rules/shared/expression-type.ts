import type { Expression } from '../../core/facts/expression';
import type { Model, Table } from '../../core/model';
import { baseType, columnType } from './column-type';

/** The base type of an expression in PostgreSQL; undefined where it is not certain. */
export type TypeOf = (expression: Expression) => string | undefined;

/** Of expressions that name the columns of one table, as those of its indexes do. */
export function typesIn(table: Table, model: Model): TypeOf {
  return function typeOf(expression): string | undefined {
    switch (expression.kind) {
      case 'column': {
        const column = table.columns.find(({ name }) => name === expression.name);
        return column && columnType(column, table, model);
      }
      case 'cast':
        return baseType(expression.type);
      case 'call':
        return expression.schema === undefined
          ? callType(expression.name.toLowerCase(), expression.args, typeOf)
          : undefined;
      case 'operator':
        return operatorType(expression.operator, expression.args.map(typeOf));
      default:
        // A literal takes the type of what stands beside it.
        return undefined;
    }
  };
}

function callType(name: string, args: readonly Expression[], typeOf: TypeOf): string | undefined {
  const known = RESULTS.get(name);
  if (known !== undefined) return known;
  switch (name) {
    case 'coalesce':
    case 'nullif':
    case 'greatest':
    case 'least':
      return args.map(typeOf).find(type => type !== undefined);
    case 'date_trunc':
      return args[1] && typeOf(args[1]);
    case 'timezone':
      return args[1] && zoneFlipped(typeOf(args[1]));
    default:
      return undefined;
  }
}

function operatorType(operator: string, types: readonly (string | undefined)[]): string | undefined {
  const [left, right] = types;
  switch (operator) {
    case 'at time zone':
      return zoneFlipped(left);
    case '->>':
    case '#>>':
    case 'collate':
      return 'text';
    case '->':
    case '#>':
      return left;
    case '||':
      return types.find(type => type === 'text' || type === 'character varying') ? 'text' : undefined;
    case '+':
    case '-':
      if (left === right && left?.startsWith('timestamp')) return 'interval';
      if (left?.startsWith('timestamp') && right === 'interval') return left;
      return left === 'date' && right === 'interval' ? TIMESTAMP : undefined;
    default:
      return undefined;
  }
}

/** AT TIME ZONE takes the zone away or adds it. */
function zoneFlipped(type: string | undefined): string | undefined {
  if (type === TIMESTAMPTZ) return TIMESTAMP;
  return type === TIMESTAMP ? TIMESTAMPTZ : undefined;
}

const TIMESTAMPTZ = 'timestamp with time zone';
const TIMESTAMP = 'timestamp without time zone';

/** Functions with one type of result, whatever their arguments (pg_proc.prorettype). */
const RESULTS: ReadonlyMap<string, string> = new Map([
  ['now', TIMESTAMPTZ],
  ['current_timestamp', TIMESTAMPTZ],
  ['transaction_timestamp', TIMESTAMPTZ],
  ['statement_timestamp', TIMESTAMPTZ],
  ['clock_timestamp', TIMESTAMPTZ],
  ['to_timestamp', TIMESTAMPTZ],
  ['localtimestamp', TIMESTAMP],
  ['current_date', 'date'],
  ['make_date', 'date'],
  ['date', 'date'],
  ['lower', 'text'],
  ['upper', 'text'],
  ['initcap', 'text'],
  ['btrim', 'text'],
  ['replace', 'text'],
  ['regexp_replace', 'text'],
  ['split_part', 'text'],
  ['md5', 'text'],
  ['to_tsvector', 'tsvector'],
  ['setweight', 'tsvector'],
]);
