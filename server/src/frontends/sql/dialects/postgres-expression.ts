import type { Node } from 'libpg-query';
import type { Expression } from '../../../core/facts/expression';
import type { Span } from '../../../core/text';
import type { ParsedVariant } from '../parse-with-holes';
import { FIRST_PARAMETER, holeOfName } from '../substitution';
import { bodyOf, type NodeBody, StatementSource, stringsOf } from './postgres-source';

type ReadBlock = (node: Node | undefined, parent: number) => number | undefined;

/** Builds our own small expressions from PostgreSQL's tree. */
export class ExpressionBuilder {
  private readonly source: StatementSource;

  constructor(
    parsed: ParsedVariant,
    private readonly toTemplate: (at: number) => number,
    private readonly readBlock: ReadBlock,
  ) {
    this.source = new StatementSource(parsed.substitution.text, parsed.parse.offsets);
  }

  build(node: Node | undefined, block: number): Expression {
    const built = this.read(node, block);
    const { start, end } = built.range;
    return { ...built.expression, start: this.toTemplate(start), end: this.toTemplate(end) } as Expression;
  }

  /** Ranges count in the parsed text until `build` maps them. */
  private read(node: Node | undefined, block: number): Ranged {
    if (node === undefined) return opaque({ start: 0, end: 0 });
    const column = bodyOf(node, 'ColumnRef');
    if (column !== undefined) return this.column(column);
    const parameter = bodyOf(node, 'ParamRef');
    if (parameter !== undefined) {
      const hole = (parameter.number ?? 0) - FIRST_PARAMETER;
      const range = this.token(parameter.location);
      if (hole >= 0) return ranged({ kind: 'hole', hole }, range);
      return ranged({ kind: 'parameter', index: parameter.number ?? 0 }, range);
    }
    const constant = bodyOf(node, 'A_Const');
    if (constant !== undefined)
      return ranged({ kind: 'constant', value: constantValue(constant) }, this.token(constant.location));
    const cast = bodyOf(node, 'TypeCast');
    if (cast !== undefined) {
      const of = this.read(cast.arg, block);
      const type = stringsOf(cast.typeName?.names).at(-1) ?? '';
      const name = this.token(cast.typeName?.location);
      return ranged({ kind: 'cast', type, of: this.finish(of) }, cover([of.range, name]));
    }
    const call = bodyOf(node, 'FuncCall');
    if (call !== undefined) {
      const args = (call.args ?? []).map(arg => this.read(arg, block));
      const name = stringsOf(call.funcname).at(-1) ?? '';
      return ranged({ kind: 'call', name, args: this.finishAll(args) }, this.callRange(call.location, args));
    }
    const logic = bodyOf(node, 'BoolExpr');
    if (logic !== undefined) {
      const args = (logic.args ?? []).map(arg => this.read(arg, block));
      const operator = LOGIC[logic.boolop ?? ''] ?? 'and';
      return this.operator(operator, args, logic.boolop === 'NOT_EXPR' ? logic.location : undefined);
    }
    const test = bodyOf(node, 'NullTest');
    if (test !== undefined) {
      const arg = this.read(test.arg, block);
      const not = test.nulltesttype === 'IS_NOT_NULL';
      const first = this.source.indexAt(this.source.offset(test.location));
      const end = this.source.endAt(first + (not ? 2 : 1));
      const operator = not ? 'is not null' : 'is null';
      return ranged({ kind: 'operator', operator, args: [this.finish(arg)] }, { start: arg.range.start, end });
    }
    const list = bodyOf(node, 'List');
    if (list !== undefined) {
      const items = (list.items ?? []).map(item => this.read(item, block));
      return ranged({ kind: 'list', items: this.finishAll(items) }, cover(items.map(item => item.range)));
    }
    const expression = bodyOf(node, 'A_Expr');
    if (expression !== undefined) {
      const args = [expression.lexpr, expression.rexpr].flatMap(side =>
        side === undefined ? [] : [this.read(side, block)],
      );
      return this.operator(operatorOf(expression), args, expression.location);
    }
    const sublink = bodyOf(node, 'SubLink');
    if (sublink !== undefined) return this.sublink(sublink, block);
    return opaque({ start: 0, end: 0 });
  }

  private column(column: NodeBody<'ColumnRef'>): Ranged {
    const range = this.source.nameSpan(this.source.offset(column.location));
    const names = stringsOf(column.fields);
    const name = names.at(-1);
    if (name === undefined || names.length !== (column.fields ?? []).length) return opaque(range);
    const hole = names.length === 1 ? holeOfName(name) : undefined;
    if (hole !== undefined) return ranged({ kind: 'hole', hole }, range);
    const qualifier = names.at(-2);
    return ranged({ kind: 'column', ...(qualifier === undefined ? {} : { qualifier }), name }, range);
  }

  private sublink(sublink: NodeBody<'SubLink'>, block: number): Ranged {
    const start = this.source.offset(sublink.location);
    const inner = this.readBlock(sublink.subselect, block);
    const range = { start, end: this.groupEnd(this.source.indexAt(start)) };
    const subquery: Ranged = inner === undefined ? opaque(range) : ranged({ kind: 'subquery', block: inner }, range);
    const operator = SUBLINKS[sublink.subLinkType ?? ''];
    if (operator === undefined) return subquery;
    const left = sublink.testexpr === undefined ? [] : [this.read(sublink.testexpr, block)];
    return this.operator(operator, [...left, subquery], undefined);
  }

  private operator(operator: string, args: readonly Ranged[], location: number | undefined): Ranged {
    const own = location === undefined ? [] : [this.token(location)];
    const range = cover([...args.map(arg => arg.range), ...own]);
    return ranged({ kind: 'operator', operator, args: this.finishAll(args) }, this.balance(range));
  }

  private finish(built: Ranged): Expression {
    const { start, end } = built.range;
    return { ...built.expression, start: this.toTemplate(start), end: this.toTemplate(end) } as Expression;
  }

  private finishAll(all: readonly Ranged[]): readonly Expression[] {
    return all.map(built => this.finish(built));
  }

  private token(location: number | undefined): Span {
    const start = this.source.offset(location);
    return { start, end: this.source.endAt(this.source.indexAt(start)) };
  }

  private callRange(location: number | undefined, args: readonly Ranged[]): Span {
    const start = this.source.offset(location);
    const end = this.groupEnd(this.source.indexAt(start));
    return cover([{ start, end }, ...args.map(arg => arg.range)]);
  }

  /** The end of the first parenthesized group at or after a token. */
  private groupEnd(index: number): number {
    let at = index;
    while (at < this.source.tokens.length && this.source.wordAt(at) !== '(') at++;
    return this.source.endAt(this.source.elementEnd(at + 1));
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

/** An expression that still lacks its place, and its range in the parsed text. */
interface Ranged {
  readonly expression: Placeless<Expression>;
  readonly range: Span;
}
type Placeless<E> = E extends unknown ? Omit<E, 'start' | 'end'> : never;

function ranged(expression: Placeless<Expression>, range: Span): Ranged {
  return { expression, range };
}

function opaque(range: Span): Ranged {
  return { expression: { kind: 'opaque' }, range };
}

/** Opaque parts without a place of their own do not widen a range. */
function cover(ranges: readonly Span[]): Span {
  const known = ranges.filter(range => range.end > range.start);
  if (known.length === 0) return { start: 0, end: 0 };
  return { start: Math.min(...known.map(range => range.start)), end: Math.max(...known.map(range => range.end)) };
}

function constantValue(constant: NodeBody<'A_Const'>): string | number | boolean | null {
  if (constant.isnull === true) return null;
  if (constant.sval !== undefined) return constant.sval.sval ?? '';
  if (constant.boolval !== undefined) return constant.boolval.boolval ?? false;
  if (constant.fval !== undefined) return finite(constant.fval.fval ?? '0');
  if (constant.ival !== undefined) return constant.ival.ival ?? 0;
  return constant.bsval?.bsval ?? '';
}

/** `1e999` is a number of PostgreSQL's, not of ours; facts survive JSON. */
function finite(text: string): number | string {
  const value = Number(text);
  return Number.isFinite(value) ? value : text;
}

function operatorOf(expression: NodeBody<'A_Expr'>): string {
  const name = stringsOf(expression.name).at(-1) ?? '';
  switch (expression.kind) {
    case 'AEXPR_IN':
      return name === '<>' ? 'not in' : 'in';
    case 'AEXPR_LIKE':
      return name.startsWith('!') ? 'not like' : 'like';
    case 'AEXPR_ILIKE':
      return name.startsWith('!') ? 'not ilike' : 'ilike';
    case 'AEXPR_OP_ANY':
      return `${name} any`;
    case 'AEXPR_OP_ALL':
      return `${name} all`;
    case 'AEXPR_DISTINCT':
      return 'is distinct from';
    case 'AEXPR_NOT_DISTINCT':
      return 'is not distinct from';
    default:
      return name.toLowerCase();
  }
}

const LOGIC: Readonly<Record<string, string>> = { AND_EXPR: 'and', OR_EXPR: 'or', NOT_EXPR: 'not' };
const SUBLINKS: Readonly<Record<string, string>> = { EXISTS_SUBLINK: 'exists', ANY_SUBLINK: 'in', ALL_SUBLINK: 'all' };
