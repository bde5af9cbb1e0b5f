import { astVisitor, type Expr, type NodeLocation, type PGNode, parse } from 'pgsql-ast-parser';
import type { Span } from '../../core/text';
import { LEXICAL_RULES, scanTokens } from './scan';

/** Where the operands of a statement stand, by the syntax tree of pgsql-ast-parser. */
export interface RewriteRanges {
  readonly parameters: readonly Span[];
  /** String literals; `typed` is the whole of `interval '…'` with its type. */
  readonly literals: readonly (Span & { readonly typed?: Span & { readonly type: string } })[];
  /** The right sides of IN and NOT IN, without their parentheses. */
  readonly inLists: readonly Span[];
  /** What takes anything, calls and `… IS NULL`, so that a parameter has no type there. */
  readonly untyped: readonly Span[];
  /** What another part of the statement must repeat to the letter: GROUP BY, and ORDER BY of SELECT DISTINCT. */
  readonly compared: readonly Span[];
}

/** Undefined for the statements of PostgreSQL that this parser does not know. */
export function findRewriteRanges(text: string): RewriteRanges | undefined {
  const literals: (Span & { typed?: Span & { type: string } })[] = [];
  const parameters: Span[] = [];
  const inLists: Span[] = [];
  const untyped: Span[] = [];
  const compared: Span[] = [];
  const visitor = astVisitor(map => ({
    constant: constant => {
      const span = spanOf(constant);
      if (span !== undefined && constant.type === 'string') literals.push(span);
    },
    parameter: parameter => {
      const span = spanOf(parameter);
      if (span !== undefined) parameters.push(span);
    },
    binary: binary => {
      const right = spanOf(binary.right);
      if ((binary.op === 'IN' || binary.op === 'NOT IN') && right !== undefined) inLists.push(right);
      map.super().binary(binary);
    },
    call: call => {
      const span = spanOf(call);
      if (span !== undefined && TAKES_ANYTHING.has(call.function.name.toLowerCase())) untyped.push(span);
      map.super().call(call);
    },
    unary: unary => {
      const { type } = unary.operand;
      const operand =
        type === 'constant' || type === 'string' || type === 'parameter' ? spanOf(unary.operand) : undefined;
      if (operand !== undefined && /^IS (NOT )?NULL$/.test(unary.op)) untyped.push(operand);
      map.super().unary(unary);
    },
    selection: selection => {
      const sorted = selection.distinct ? (selection.orderBy ?? []).map(({ by }) => by) : [];
      for (const node of [...(selection.groupBy ?? []), ...sorted]) {
        const span = spanOf(node);
        if (span !== undefined) compared.push(span);
      }
      map.super().selection(selection);
    },
    cast: cast => {
      map.super().cast(cast);
      const whole = spanOf(cast);
      const operand = spanOf(cast.operand as Expr & PGNode);
      const literal = literals.find(known => known.start === operand?.start && known.end === operand.end);
      if (literal === undefined || whole === undefined || whole.end !== literal.end) return;
      const type = text.slice(whole.start, literal.start).trim();
      if (whole.start < literal.start && /^[A-Za-z_][\w ]*$/.test(type)) literal.typed = { ...whole, type };
    },
  }));
  try {
    for (const statement of parse(withoutComments(text), { locationTracking: true })) visitor.statement(statement);
  } catch (error) {
    // It refuses much that PostgreSQL takes; the caller then does without it.
    if (error instanceof Error) return undefined;
    throw error;
  }
  return { parameters, literals, inLists, untyped, compared };
}

/** Its lexer stumbles over quotes in comments: they are blanked with equal length. */
function withoutComments(text: string): string {
  let out = '';
  let at = 0;
  for (const token of scanTokens(text, LEXICAL_RULES.postgres)) {
    if (token.kind !== 'comment') continue;
    out += text.slice(at, token.start) + text.slice(token.start, token.end).replace(/[^\r\n]/g, ' ');
    at = token.end;
  }
  return out + text.slice(at);
}

function spanOf(node: PGNode | undefined | null): Span | undefined {
  const location: NodeLocation | undefined = node?._location;
  return location === undefined ? undefined : { start: location.start, end: location.end };
}

const TAKES_ANYTHING = new Set(
  'concat concat_ws format json_build_object jsonb_build_object json_build_array jsonb_build_array'.split(' '),
);
