import type { Expression } from '../../core/facts/expression';
import { baseType } from './column-type';
import type { TypeOf } from './expression-type';

/**
 * What PostgreSQL does not take for immutable, from its catalog: pg_proc.provolatile, the functions behind pg_cast and
 * pg_operator, and those that read and write each type as text; the same on 15 and 18. Functions of extensions and of
 * the user's own are unknown, and so is every call on arguments of unknown types: nothing is said of them.
 */
export interface Mutable {
  readonly expression: Expression;
  /** What it is, for a message: `now()`. */
  readonly name: string;
  readonly repair?: Repair;
}

/** How the same is said without the session: a text search configuration by name, or a time zone. */
export type Repair =
  | { readonly kind: 'configuration'; readonly argument: Expression }
  | { readonly kind: 'time-zone'; readonly value: Expression };

export function mutabilityOf(expression: Expression, typeOf: TypeOf): Mutable | undefined {
  switch (expression.kind) {
    case 'call':
      return callMutability(expression, typeOf);
    case 'cast':
      return castMutability(expression, typeOf);
    case 'operator':
      return operatorMutability(expression, typeOf);
    default:
      return undefined;
  }
}

type Call = Extract<Expression, { readonly kind: 'call' }>;

function callMutability(call: Call, typeOf: TypeOf): Mutable | undefined {
  const name = call.name.toLowerCase();
  // A function of the same name in a schema of the user's own.
  if (call.schema !== undefined) return undefined;
  const described = { expression: call, name: `${name}()` };
  if (NEVER_IMMUTABLE.has(name))
    return { ...described, name: KEYWORDS.has(name) ? name.toUpperCase() : described.name };
  const [first, second] = call.args;
  const zoned = (value: Expression | undefined): Mutable | undefined => {
    if (value === undefined || typeOf(value) !== TIMESTAMPTZ) return undefined;
    return { ...described, name: `${name}() of a timestamptz`, repair: { kind: 'time-zone', value } };
  };
  if (WITHOUT_CONFIGURATION.get(name) === call.args.length && first) {
    return {
      ...described,
      name: `${name}() without a configuration`,
      repair: { kind: 'configuration', argument: first },
    };
  }
  switch (name) {
    case 'age':
      return call.args.length === 1 ? { ...described, name: 'age() of one argument' } : undefined;
    case 'to_timestamp':
      return call.args.length === 2 ? described : undefined;
    case 'date':
    case 'time':
    case 'timestamp':
      return call.args.length === 1 ? zoned(first) : undefined;
    case 'date_part':
    case 'extract':
      return call.args.length === 2 ? zoned(second) : undefined;
    case 'date_trunc':
      // Of a date it is that of a timestamptz: the preferred type among those it is converted to.
      if (second && typeOf(second) === 'date') return { ...described, name: 'date_trunc() of a date' };
      return call.args.length === 2 ? zoned(second) : undefined;
    default:
      return undefined;
  }
}

type Cast = Extract<Expression, { readonly kind: 'cast' }>;

function castMutability(cast: Cast, typeOf: TypeOf): Mutable | undefined {
  // A literal becomes a value while the statement is parsed.
  if (cast.of.kind === 'constant') return undefined;
  const from = typeOf(cast.of);
  const to = baseType(cast.type);
  if (from === undefined || to === undefined || !isMutableCast(from, to)) return undefined;
  const name = `the conversion of ${from} to ${to}`;
  const repaired = from === TIMESTAMPTZ && ['date', TIMESTAMP, 'time without time zone'].includes(to);
  return { expression: cast, name, ...(repaired ? { repair: { kind: 'time-zone', value: cast.of } } : {}) };
}

function isMutableCast(from: string, to: string): boolean {
  if (TEXTS.has(to)) return WRITTEN_BY_SETTING.has(from);
  if (TEXTS.has(from)) return READ_BY_SETTING.has(to);
  return CASTS_BY_SETTING.has(`${from} -> ${to}`);
}

type Operator = Extract<Expression, { readonly kind: 'operator' }>;

function operatorMutability(operator: Operator, typeOf: TypeOf): Mutable | undefined {
  const types = operator.args.map(typeOf);
  const has = (...wanted: readonly string[]): boolean => wanted.every(type => types.includes(type));
  const mutable = (name: string): Mutable => ({ expression: operator, name });
  switch (operator.operator) {
    case '+':
    case '-':
      return has(TIMESTAMPTZ, 'interval') ? mutable('timestamptz and interval') : undefined;
    case '<':
    case '<=':
    case '=':
    case '>=':
    case '>':
    case '<>':
      if (has(TIMESTAMPTZ, 'date')) return mutable('the comparison of timestamptz and date');
      return has(TIMESTAMPTZ, TIMESTAMP) ? mutable('the comparison of timestamptz and timestamp') : undefined;
    case '||': {
      // The other side is written as text; of an array it is appended to instead.
      const other = types.find(type => type !== undefined && WRITTEN_BY_SETTING.has(type) && type !== 'array');
      const text = types.some(type => type !== undefined && TEXTS.has(type));
      return other !== undefined && text ? mutable(`the conversion of ${other} to text`) : undefined;
    }
    case 'at time zone':
      // A date is first converted to a timestamptz.
      return types[0] === 'date' ? mutable('AT TIME ZONE of a date') : undefined;
    default:
      return undefined;
  }
}

const TIMESTAMPTZ = 'timestamp with time zone';
const TIMESTAMP = 'timestamp without time zone';

const TEXTS: ReadonlySet<string> = new Set(['text', 'character varying', 'character', 'name']);

/** Stable or volatile in every form. */
export const NEVER_IMMUTABLE: ReadonlySet<string> = new Set(
  `now transaction_timestamp statement_timestamp clock_timestamp timeofday current_date current_time current_timestamp
   localtime localtimestamp current_user session_user current_role current_schema current_schemas current_database
   current_catalog current_setting current_query user version random gen_random_uuid nextval currval lastval setval
   to_char to_date to_number concat concat_ws format array_to_string array_to_json row_to_json to_json to_jsonb
   json_build_object json_build_array jsonb_build_object jsonb_build_array enum_first enum_last enum_range
   make_timestamptz get_current_ts_config inet_client_addr inet_server_addr xml_is_well_formed`.split(/\s+/),
);

/** Written without parentheses. */
const KEYWORDS: ReadonlySet<string> = new Set([
  ...['current_date', 'current_time', 'current_timestamp', 'localtime', 'localtimestamp', 'current_user'],
  ...['session_user', 'current_role', 'current_catalog', 'user'],
]);

/** The number of arguments without which the function asks default_text_search_config. */
const WITHOUT_CONFIGURATION: ReadonlyMap<string, number> = new Map([
  ['to_tsvector', 1],
  ['to_tsquery', 1],
  ['plainto_tsquery', 1],
  ['phraseto_tsquery', 1],
  ['websearch_to_tsquery', 1],
  ['json_to_tsvector', 2],
  ['jsonb_to_tsvector', 2],
]);

/** Types whose text depends on DateStyle, IntervalStyle, TimeZone, lc_monetary or the catalog. */
const WRITTEN_BY_SETTING: ReadonlySet<string> = new Set([
  ...['date', TIMESTAMP, TIMESTAMPTZ, 'interval', 'money', 'enum', 'array', 'range'],
]);
const READ_BY_SETTING: ReadonlySet<string> = new Set([
  ...['date', TIMESTAMP, TIMESTAMPTZ, 'time without time zone', 'time with time zone', 'interval'],
  ...['money', 'enum', 'array', 'range', 'xml'],
]);

const CASTS_BY_SETTING: ReadonlySet<string> = new Set([
  `${TIMESTAMPTZ} -> date`,
  `${TIMESTAMPTZ} -> ${TIMESTAMP}`,
  `${TIMESTAMPTZ} -> time without time zone`,
  `${TIMESTAMPTZ} -> time with time zone`,
  `${TIMESTAMP} -> ${TIMESTAMPTZ}`,
  `date -> ${TIMESTAMPTZ}`,
  'time without time zone -> time with time zone',
  'money -> numeric',
  'numeric -> money',
  'integer -> money',
  'bigint -> money',
]);
