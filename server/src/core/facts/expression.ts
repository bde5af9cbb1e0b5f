/**
 * Our own small SQL expression, the same for SQL text and for the filters of ORM calls. `start` and `end` count in the
 * cooked text of the template the expression was read from, in which a hole has no width.
 */
export type Expression =
  | {
      readonly kind: 'column';
      readonly qualifier?: string;
      readonly name: string;
      readonly start: number;
      readonly end: number;
    }
  | {
      readonly kind: 'constant';
      readonly value: string | number | boolean | null;
      readonly start: number;
      readonly end: number;
    }
  | { readonly kind: 'parameter'; readonly index: number; readonly start: number; readonly end: number }
  | { readonly kind: 'hole'; readonly hole: number; readonly start: number; readonly end: number }
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly args: readonly Expression[];
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
      readonly type: string;
      readonly of: Expression;
      readonly start: number;
      readonly end: number;
    }
  | { readonly kind: 'list'; readonly items: readonly Expression[]; readonly start: number; readonly end: number }
  | { readonly kind: 'subquery'; readonly block: number; readonly start: number; readonly end: number }
  | { readonly kind: 'opaque'; readonly start: number; readonly end: number };
