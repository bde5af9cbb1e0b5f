import type { Node } from 'libpg-query';
import type { Expression } from '../../../core/facts/expression';
import type { Span } from '../../../core/text';
import {
  constantValue,
  cover,
  NOWHERE,
  nodesIn,
  opaque,
  type Ranged,
  ranged,
  ranges,
} from './postgres-expression-parts';
import { bodiesOf, bodyOf, type NodeBody, type StatementSource, stringsOf, tagged } from './postgres-source';
import { formatType, typeSpan } from './postgres-type';

/** What surrounds an expression: where its offsets lead, what its subqueries become, which names stand for holes. */
export interface ExpressionContext {
  readonly source: StatementSource;
  toResult(at: number): number;
  /** The index of the block that a subquery becomes. */
  readBlock(node: Node | undefined, parent: number): number | undefined;
  /** The hole a parameter stands for. */
  holeOfParameter?(number: number): number | undefined;
  holeOfName?(name: string): number | undefined;
  /** The holes inside of a range of the parsed text: a literal or name there is not all that it will be. */
  holesIn?(range: Span): readonly number[];
}

/**
 * Builds our own small expressions from PostgreSQL's tree. Longer than other files: a method for each kind of syntax, all of
 * them calling each other.
 */
export class ExpressionBuilder {
  private readonly source: StatementSource;
  private depth = 0;

  constructor(private readonly context: ExpressionContext) {
    this.source = context.source;
  }

  build(node: Node | undefined, block: number): Expression {
    return this.finish(this.read(node, block));
  }

  /** Ranges count in the parsed text until `finish` maps them. */
  private read(node: Node | undefined, block: number): Ranged {
    // Nobody writes expressions this deep, and what reads them is recursive.
    if (node === undefined || this.depth >= MAX_DEPTH) return opaque(NOWHERE);
    this.depth++;
    const built = this.readTag(node, block);
    this.depth--;
    return built;
  }

  private readTag(node: Node, block: number): Ranged {
    const { tag, body } = tagged(node);
    switch (tag) {
      case 'ColumnRef':
        return this.column(body);
      case 'A_Const':
        return this.constant(body);
      case 'A_Expr':
        return this.expression(body, block);
      case 'FuncCall':
        return this.call(body, block);
      case 'ParamRef':
        return this.parameter(body);
      case 'TypeCast':
        return this.cast(body, block);
      case 'BoolExpr':
        return this.logic(body, block);
      case 'NullTest':
        return this.test(body, body.nulltesttype === 'IS_NOT_NULL' ? 'is not null' : 'is null', block);
      case 'BooleanTest':
        return this.test(body, (body.booltesttype ?? '').toLowerCase().replaceAll('_', ' '), block);
      case 'SubLink':
        return this.sublink(body, block);
      case 'List':
        return this.list(body, block);
      case 'CoalesceExpr':
        return this.special('coalesce', body, block);
      case 'MinMaxExpr':
        return this.special(body.op === 'IS_LEAST' ? 'least' : 'greatest', body, block);
      case 'GroupingFunc':
        return this.special('grouping', body, block);
      case 'CaseExpr':
        return this.case(body, block);
      case 'RowExpr':
        return this.row(body, block);
      case 'SQLValueFunction':
        return this.valueFunction(body);
      case 'A_ArrayExpr':
        return this.array(body, block);
      case 'A_Indirection':
        return this.indirection(body, block);
      case 'CollateClause':
        return this.collate(body, block);
      case 'NamedArgExpr':
        return this.read(body.arg, block);
      default:
        return this.unread(body, block);
    }
  }

  private column(column: NodeBody<'ColumnRef'>): Ranged {
    const range = this.source.nameSpan(this.source.offset(column.location));
    const names = stringsOf(column.fields);
    const name = names.at(-1);
    if (name === undefined || names.length !== (column.fields ?? []).length) return opaque(range);
    const hole = names.length === 1 ? this.context.holeOfName?.(name) : undefined;
    if (hole !== undefined) return ranged({ kind: 'hole', hole }, range);
    if (this.holesIn(range).length > 0) return opaque(range);
    const qualifier = names.at(-2);
    return ranged({ kind: 'column', ...(qualifier === undefined ? {} : { qualifier }), name }, range);
  }

  private parameter(parameter: NodeBody<'ParamRef'>): Ranged {
    const number = parameter.number ?? 0;
    const hole = this.context.holeOfParameter?.(number);
    const range = this.token(parameter.location);
    return ranged(hole === undefined ? { kind: 'parameter', index: number } : { kind: 'hole', hole }, range);
  }

  private constant(constant: NodeBody<'A_Const'>): Ranged {
    const range = this.token(constant.location);
    const holes = this.holesIn(range);
    const value = constantValue(constant);
    return ranged({ kind: 'constant', value, ...(holes.length === 0 ? {} : { holes }) }, range);
  }

  private cast(cast: NodeBody<'TypeCast'>, block: number): Ranged {
    const of = this.read(cast.arg, block);
    const type = cast.typeName === undefined ? NOWHERE : typeSpan(cast.typeName, this.source);
    const first = this.source.indexOf(cast.location);
    const call = this.source.wordAt(first) === 'CAST' ? this.groupAt(first) : NOWHERE;
    return ranged(
      { kind: 'cast', type: formatType(cast.typeName), of: this.finish(of) },
      cover([of.range, type, call]),
    );
  }

  private call(call: NodeBody<'FuncCall'>, block: number): Ranged {
    const names = stringsOf(call.funcname);
    const name = names.at(-1) ?? '';
    const args = (call.args ?? []).map(arg => this.read(arg, block));
    const schema = names.at(-2);
    const first = this.source.indexOf(call.location);
    if (call.funcformat === 'COERCE_SQL_SYNTAX') {
      if (name === 'timezone') return this.timeZone(args, call.location);
      // EXTRACT(…), POSITION(…); OVERLAPS and IS NORMALIZED stand between their arguments.
      const opens = this.source.wordAt(first + 1) === '(' || this.source.wordAt(first) === 'COLLATION';
      const own = opens ? this.groupAt(first) : this.token(call.location);
      return ranged({ kind: 'call', name, args: this.finishAll(args) }, cover([own, ...ranges(args)]));
    }
    const clauses = this.clausesOf(call, block);
    const expression = {
      kind: 'call' as const,
      ...(schema === undefined || schema === 'pg_catalog' ? {} : { schema }),
      name,
      args: this.finishAll(args),
      ...(clauses.length === 0 ? {} : { clauses }),
    };
    const own = this.groupAt(first);
    const decorated = call.over !== undefined || call.agg_filter !== undefined || call.agg_within_group === true;
    const end = decorated ? this.endOfClauses(own.end) : own.end;
    return ranged(expression, cover([{ start: own.start, end }, ...ranges(args)]));
  }

  /** COALESCE and the like: calls that are keywords. */
  private special(
    name: string,
    { args, location }: { readonly args?: readonly Node[]; readonly location?: number },
    block: number,
  ): Ranged {
    const read = (args ?? []).map(arg => this.read(arg, block));
    return ranged({ kind: 'call', name, args: this.finishAll(read) }, this.groupAt(this.source.indexOf(location)));
  }

  private valueFunction(call: NodeBody<'SQLValueFunction'>): Ranged {
    const name = (call.op ?? '')
      .replace(/^SVFOP_/, '')
      .replace(/_N$/, '')
      .toLowerCase();
    const first = this.source.indexOf(call.location);
    const end = this.source.endAt(this.source.wordAt(first + 1) === '(' ? this.source.groupEnd(first + 1) : first);
    return ranged({ kind: 'call', name, args: [] }, { start: this.source.startAt(first), end });
  }

  private logic(logic: NodeBody<'BoolExpr'>, block: number): Ranged {
    if (logic.boolop === 'NOT_EXPR') {
      const membership = bodyOf(logic.args?.[0], 'SubLink');
      const [arg] = (logic.args ?? []).map(part => this.read(part, block));
      // NOT IN (SELECT …) is given as the negation of IN.
      if (membership?.subLinkType === 'ANY_SUBLINK' && arg?.expression.kind === 'operator' && isIn(membership)) {
        return ranged({ ...arg.expression, operator: 'not in' }, cover([arg.range, this.token(logic.location)]));
      }
      return this.operator('not', arg === undefined ? [] : [arg], logic.location);
    }
    const args = (logic.args ?? []).map(arg => this.read(arg, block));
    return this.operator(logic.boolop === 'OR_EXPR' ? 'or' : 'and', args, undefined);
  }

  /** IS NULL, IS NOT TRUE: the words behind the operand. */
  private test(
    { arg, location }: { readonly arg?: Node; readonly location?: number },
    operator: string,
    block: number,
  ): Ranged {
    const operand = this.read(arg, block);
    const first = this.source.indexOf(location);
    // ISNULL and NOTNULL are one word.
    const words = this.source.wordAt(first) === 'IS' ? operator.split(' ').length : 1;
    const range = { start: operand.range.start, end: this.source.endAt(first + words - 1) };
    const known = operand.range.end > operand.range.start ? range : { ...range, start: this.source.startAt(first) };
    return ranged({ kind: 'operator', operator, args: [this.finish(operand)] }, this.balance(known));
  }

  private expression(expression: NodeBody<'A_Expr'>, block: number): Ranged {
    const { lexpr, rexpr, location } = expression;
    const name = stringsOf(expression.name).at(-1) ?? '';
    const sides = (right: readonly (Node | undefined)[]): readonly Ranged[] =>
      [lexpr, ...right].flatMap(side => (side === undefined ? [] : [this.read(side, block)]));
    switch (expression.kind) {
      case 'AEXPR_NULLIF':
        return this.special(
          'nullif',
          { args: [lexpr, rexpr].flatMap(side => side ?? []), location: location ?? 0 },
          block,
        );
      case 'AEXPR_LIKE':
      case 'AEXPR_ILIKE':
      case 'AEXPR_SIMILAR': {
        const word = PATTERNS[expression.kind];
        const escaped = bodyOf(rexpr, 'FuncCall');
        const own = /^(?:like|similar_to)_escape$/.test(stringsOf(escaped?.funcname).at(-1) ?? '');
        const args = sides(own ? (escaped?.args ?? []) : [rexpr]);
        return this.operator(name.startsWith('!') ? `not ${word}` : word, args, location);
      }
      case 'AEXPR_BETWEEN':
      case 'AEXPR_NOT_BETWEEN':
      case 'AEXPR_BETWEEN_SYM':
      case 'AEXPR_NOT_BETWEEN_SYM':
        return this.operator(name.toLowerCase(), sides(bodyOf(rexpr, 'List')?.items ?? [rexpr]), location);
      case 'AEXPR_IN':
        return this.operator(name === '<>' ? 'not in' : 'in', sides([rexpr]), location);
      case 'AEXPR_OP_ANY':
      case 'AEXPR_OP_ALL': {
        const word = expression.kind === 'AEXPR_OP_ANY' ? 'any' : 'all';
        const built = this.operator(`${PATTERN_OPERATORS[name] ?? name} ${word}`, sides([rexpr]), location);
        // The parentheses behind ANY belong to it.
        const at = this.source.findWord(QUANTIFIERS, this.source.indexOf(location));
        return at < 0 ? built : { ...built, range: this.balance(cover([built.range, this.groupAt(at)])) };
      }
      case 'AEXPR_DISTINCT':
        return this.operator('is distinct from', sides([rexpr]), location);
      case 'AEXPR_NOT_DISTINCT':
        return this.operator('is not distinct from', sides([rexpr]), location);
      default:
        return this.operator(PATTERN_OPERATORS[name] ?? name.toLowerCase(), sides([rexpr]), location);
    }
  }

  private sublink(sublink: NodeBody<'SubLink'>, block: number): Ranged {
    const first = this.source.indexOf(sublink.location);
    let opening = first;
    while (opening < this.source.tokens.length && this.source.wordAt(opening) !== '(') opening++;
    const range = this.groupAt(opening);
    const inner = this.context.readBlock(sublink.subselect, block);
    const subquery: Ranged = inner === undefined ? opaque(range) : ranged({ kind: 'subquery', block: inner }, range);
    const name = stringsOf(sublink.operName).at(-1) ?? '=';
    const left = sublink.testexpr === undefined ? [] : [this.read(sublink.testexpr, block)];
    const operator = (spelled: string): Ranged => this.operator(spelled, [...left, subquery], sublink.location);
    switch (sublink.subLinkType) {
      case 'EXISTS_SUBLINK':
        return operator('exists');
      case 'ARRAY_SUBLINK':
        return operator('array');
      case 'ANY_SUBLINK':
        return operator(isIn(sublink) ? 'in' : `${PATTERN_OPERATORS[name] ?? name} any`);
      case 'ALL_SUBLINK':
        return operator(`${PATTERN_OPERATORS[name] ?? name} all`);
      default:
        return subquery;
    }
  }

  private list(list: NodeBody<'List'>, block: number): Ranged {
    const items = (list.items ?? []).map(item => this.read(item, block));
    return ranged({ kind: 'list', items: this.finishAll(items) }, cover(ranges(items)));
  }

  private array(array: NodeBody<'A_ArrayExpr'>, block: number): Ranged {
    const elements = (array.elements ?? []).map(element => this.read(element, block));
    const first = this.source.indexOf(array.location);
    const bracket = this.source.wordAt(first) === 'ARRAY' ? first + 1 : first;
    const range = { start: this.source.startAt(first), end: this.source.endAt(this.source.groupEnd(bracket)) };
    return ranged({ kind: 'operator', operator: 'array', args: this.finishAll(elements) }, range);
  }

  private row(row: NodeBody<'RowExpr'>, block: number): Ranged {
    const parts = (row.args ?? []).map(part => this.read(part, block));
    const range = this.groupAt(this.source.indexOf(row.location));
    return ranged({ kind: 'operator', operator: 'row', args: this.finishAll(parts) }, range);
  }

  private case(expression: NodeBody<'CaseExpr'>, block: number): Ranged {
    const branches = bodiesOf(expression.args, 'CaseWhen').flatMap(when => [when.expr, when.result]);
    const parts = [expression.arg, ...branches, expression.defresult];
    const args = parts.flatMap(part => (part === undefined ? [] : [this.read(part, block)]));
    const first = this.source.indexOf(expression.location);
    let depth = 0;
    let at = first;
    for (; at < this.source.tokens.length; at++) {
      const word = this.source.wordAt(at);
      if (word === 'CASE') depth++;
      else if (word === 'END' && --depth === 0) break;
    }
    const range = { start: this.source.startAt(first), end: this.source.endAt(at) };
    return ranged({ kind: 'operator', operator: 'case', args: this.finishAll(args) }, range);
  }

  /** `a[1]`, `(b).c`: applied one after the other. */
  private indirection(indirection: NodeBody<'A_Indirection'>, block: number): Ranged {
    let built = this.read(indirection.arg, block);
    if (built.range.end === built.range.start) return this.unread(indirection, block);
    let at = this.source.indexAt(built.range.end);
    while (this.source.wordAt(at) === ')') at++;
    for (const part of indirection.indirection ?? []) {
      const field = bodyOf(part, 'String')?.sval;
      const indices = bodyOf(part, 'A_Indices');
      const last = field === undefined && indices !== undefined ? this.source.groupEnd(at) : at + 1;
      const range = this.balance({ start: built.range.start, end: this.source.endAt(last) });
      if (indices !== undefined) {
        const bounds = [indices.lidx, indices.uidx].flatMap(index =>
          index === undefined ? [] : [this.read(index, block)],
        );
        const operator = indices.is_slice === true ? '[:]' : '[]';
        built = ranged({ kind: 'operator', operator, args: this.finishAll([built, ...bounds]) }, range);
      } else if (field !== undefined) {
        const name = this.finish(ranged({ kind: 'constant', value: field }, this.tokenRange(last)));
        built = ranged({ kind: 'operator', operator: '.', args: [this.finish(built), name] }, range);
      } else built = ranged({ kind: 'opaque', args: [this.finish(built)] }, range);
      at = last + 1;
    }
    return built;
  }

  private collate(clause: NodeBody<'CollateClause'>, block: number): Ranged {
    const of = this.read(clause.arg, block);
    const name = this.source.nameSpan(this.source.startAt(this.source.indexOf(clause.location) + 1));
    const collation = ranged({ kind: 'constant', value: stringsOf(clause.collname).at(-1) ?? '' }, name);
    return this.operator('collate', [of, collation], clause.location);
  }

  /** Of what is not read the parts are: columns in them are used. */
  private unread(body: unknown, block: number): Ranged {
    const parts = nodesIn(body).map(node => this.read(node, block));
    const location = (body as { readonly location?: number } | undefined)?.location;
    const own = location === undefined ? NOWHERE : this.token(location);
    const range = cover([own, ...ranges(parts)]);
    if (parts.length === 0) return opaque(range);
    return ranged({ kind: 'opaque', args: this.finishAll(parts) }, range);
  }

  /** AT TIME ZONE has its zone first among the arguments; AT LOCAL has none. */
  private timeZone(args: readonly Ranged[], location: number | undefined): Ranged {
    const [zone, value] = args;
    if (zone === undefined || value === undefined) {
      const local = this.source.findWord(LOCAL, this.source.indexAt(zone?.range.end ?? 0));
      const range = this.balance(cover([...ranges(args), this.tokenRange(local)]));
      return ranged({ kind: 'operator', operator: 'at local', args: this.finishAll(args) }, range);
    }
    return this.operator('at time zone', [value, zone], location);
  }

  private clausesOf(call: NodeBody<'FuncCall'>, block: number): readonly Expression[] {
    const sorted = bodiesOf(call.agg_order, 'SortBy').map(sort => sort.node);
    const parts = [...sorted, call.agg_filter, ...windowParts(call.over)];
    return parts.flatMap(part => (part === undefined ? [] : [this.build(part, block)]));
  }

  /** Behind the parentheses of a call: WITHIN GROUP (…), FILTER (…), OVER (…) or OVER name. */
  private endOfClauses(from: number): number {
    let end = from;
    for (let at = this.source.indexAt(from); CLAUSE_WORDS.has(this.source.wordAt(at)); at++) {
      if (this.source.wordAt(at) === 'WITHIN') at++;
      at = this.source.wordAt(at + 1) === '(' ? this.source.groupEnd(at + 1) : at + 1;
      end = this.source.endAt(at);
    }
    return end;
  }

  private operator(operator: string, args: readonly Ranged[], location: number | undefined): Ranged {
    const range = cover([...ranges(args), ...(location === undefined ? [] : [this.token(location)])]);
    return ranged({ kind: 'operator', operator, args: this.finishAll(args) }, this.balance(range));
  }

  private finish({ expression, range }: Ranged): Expression {
    // The object is this builder's own, and new.
    const placed = expression as { start?: number; end?: number };
    placed.start = this.context.toResult(range.start);
    placed.end = this.context.toResult(range.end);
    return expression as Expression;
  }

  private finishAll(all: readonly Ranged[]): readonly Expression[] {
    return all.map(built => this.finish(built));
  }

  private holesIn(range: Span): readonly number[] {
    return this.context.holesIn?.(range) ?? [];
  }

  private token(location: number | undefined): Span {
    // What the grammar puts in by itself has no place.
    if (location !== undefined && location < 0) return NOWHERE;
    return this.tokenRange(this.source.indexOf(location));
  }

  private tokenRange(index: number): Span {
    return { start: this.source.startAt(index), end: this.source.endAt(index) };
  }

  /** From a token to the end of the first parenthesized group at or after it. */
  private groupAt(index: number): Span {
    let at = index;
    while (at < this.source.tokens.length && this.source.wordAt(at) !== '(') at++;
    return { start: this.source.startAt(index), end: this.source.endAt(this.source.groupEnd(at)) };
  }

  /** Takes in the parentheses that a range cuts: `(a = 1) AND b` starts at its parenthesis. */
  private balance(range: Span): Span {
    let first = this.source.indexAt(range.start);
    let last = this.source.indexAt(range.end) - 1;
    let depth = 0;
    let lowest = 0;
    for (let index = first; index <= last; index++) {
      const word = this.source.wordAt(index);
      if (word === '(') depth++;
      else if (word === ')') lowest = Math.min(lowest, --depth);
    }
    for (let missing = depth - lowest; missing > 0 && this.source.wordAt(last + 1) === ')'; missing--) last++;
    for (let missing = -lowest; missing > 0 && this.source.wordAt(first - 1) === '('; missing--) first--;
    return {
      start: this.source.tokens[first]?.start ?? range.start,
      end: Math.max(this.source.endAt(last), range.end),
    };
  }
}

/** The expressions of a window: PARTITION BY, ORDER BY and the bounds of its frame. */
export function windowParts(window: NodeBody<'WindowDef'> | undefined): readonly (Node | undefined)[] {
  if (window === undefined) return [];
  const sorted = bodiesOf(window.orderClause, 'SortBy').map(sort => sort.node);
  return [...(window.partitionClause ?? []), ...sorted, window.startOffset, window.endOffset];
}

function isIn(sublink: NodeBody<'SubLink'>): boolean {
  return (sublink.operName ?? []).length === 0;
}

const MAX_DEPTH = 400;
const QUANTIFIERS = new Set(['ANY', 'SOME', 'ALL']);
const LOCAL = new Set(['LOCAL']);
const CLAUSE_WORDS = new Set(['WITHIN', 'FILTER', 'OVER']);
const PATTERNS = { AEXPR_LIKE: 'like', AEXPR_ILIKE: 'ilike', AEXPR_SIMILAR: 'similar to' } as const;
/** What the grammar calls LIKE where it does not keep the word. */
const PATTERN_OPERATORS: Readonly<Record<string, string>> = {
  '~~': 'like',
  '!~~': 'not like',
  '~~*': 'ilike',
  '!~~*': 'not ilike',
};
