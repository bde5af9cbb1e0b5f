/**
 * Our own small SQL expression, the same for SQL text and for the filters of ORM calls. `start` and `end` count in the
 * cooked text of the template the expression was read from, in which a hole has no width.
 *
 * Names of operators are in lower case, whatever the source writes:
 * - `and`, `or` (two or more arguments), `not`;
 * - `=`, `<>` (also for `!=`), `<`, `->>`, `||`, `~`, `@>` … as written; `-` and `+` also with one argument;
 * - `is null`, `is not null`, `is true`, `is not true`, `is false`, `is not false`, `is unknown`, `is not unknown`,
 *   `is distinct from`, `is not distinct from`;
 * - `like`, `not like`, `ilike`, `not ilike`, `similar to`, `not similar to`: value, pattern and, where written, escape;
 * - `between`, `not between`, `between symmetric`, `not between symmetric`: value, lowest, highest;
 * - `in`, `not in`: value, then a list or a subquery; `exists`: a subquery;
 * - `= any`, `<> all`, `like any`, `~ any` …: an operator, then `any` or `all`; value, then an array or a subquery;
 * - `at time zone`: value, zone; `at local`: value; `collate`: value, the collation's name as a constant;
 * - `case`: operand, conditions, results and ELSE in the order of the source; `array`: elements or a subquery; `row`: parts;
 * - `[]`: array, index; `[:]`: array and the bounds that are written; `.`: value, the field's name as a constant.
 *
 * COALESCE, NULLIF, GREATEST, LEAST, GROUPING and the values of SQL without parentheses (`current_date`, `current_user` …)
 * are calls of that name.
 */
export type Expression =
  | {
      /** Without a qualifier it may also mean a whole row: `SELECT t FROM t`. */
      readonly kind: 'column';
      readonly qualifier?: string;
      readonly name: string;
      readonly start: number;
      readonly end: number;
    }
  | {
      readonly kind: 'constant';
      readonly value: string | number | boolean | null;
      /** Spliced into the literal: the value is what stands around them. */
      readonly holes?: readonly number[];
      readonly start: number;
      readonly end: number;
    }
  | { readonly kind: 'parameter'; readonly index: number; readonly start: number; readonly end: number }
  | { readonly kind: 'hole'; readonly hole: number; readonly start: number; readonly end: number }
  | {
      readonly kind: 'call';
      /** The schema the call names; PostgreSQL's own is left out. */
      readonly schema?: string;
      readonly name: string;
      readonly args: readonly Expression[];
      /** What stands outside of the arguments: ORDER BY inside the parentheses, FILTER, WITHIN GROUP, OVER. */
      readonly clauses?: readonly Expression[];
      readonly start: number;
      readonly end: number;
    }
  | {
      readonly kind: 'operator';
      readonly operator: string;
      readonly args: readonly Expression[];
      readonly start: number;
      readonly end: number;
    }
  | {
      readonly kind: 'cast';
      /** As in `databaseType` of a column: `character varying(30)`, `integer[]`. */
      readonly type: string;
      readonly of: Expression;
      readonly start: number;
      readonly end: number;
    }
  | { readonly kind: 'list'; readonly items: readonly Expression[]; readonly start: number; readonly end: number }
  | { readonly kind: 'subquery'; readonly block: number; readonly start: number; readonly end: number }
  | {
      readonly kind: 'opaque';
      /** What it is made of, as far as that could be read: columns in it are used. */
      readonly args?: readonly Expression[];
      readonly start: number;
      readonly end: number;
    };
