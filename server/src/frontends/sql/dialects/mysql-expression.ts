import type { Expression } from '../../../core/facts/expression';
import type { Token } from '../scan';
import { holeOfName } from '../substitution';
import { argumentsOf, listOf, nameOfCall, quantifierOf, sameLogic, textOf, wordOf } from './mysql-expression-parts';
import { type QueryText, TokenPlaces } from './mysql-token-places';
import { holeOfMasked, isNode, type SqlNode } from './node-sql-parser';

/** The index of the block that a subquery becomes. */
export type ReadSubquery = (node: SqlNode, parent: number) => number | undefined;

/** Builds our own small expressions from the parser's tree, each with its place. */
export class MysqlExpressions {
  readonly places: TokenPlaces;
  private parameters = 0;
  private depth = 0;

  constructor(
    private readonly source: QueryText,
    private readonly readSubquery: ReadSubquery,
  ) {
    this.places = new TokenPlaces(source);
  }

  build(value: unknown, block: number): Expression {
    if (!isNode(value) || this.depth >= MAX_DEPTH) return this.opaque([]);
    this.depth++;
    const expression = this.read(value, block);
    this.depth--;
    return expression;
  }

  buildAll(values: unknown, block: number): readonly Expression[] {
    return listOf(values).map(value => this.build(value, block));
  }

  private read(node: SqlNode, block: number): Expression {
    if (isNode(node.ast)) return this.subquery(node.ast, block);
    switch (node.type) {
      case 'column_ref':
        return this.column(node);
      case 'number':
      case 'bigint':
        return this.literal(node, token => token.kind === 'number' || token.kind === 'parameter');
      case 'double_quote_string':
        if (this.source.quotedIsName === true) return this.column({ column: node.value });
        return this.literal(node, isText);
      case 'single_quote_string':
      case 'string':
      case 'natural_string':
        return this.literal(node, isText);
      case 'bool':
        return this.literal(node, this.places.isWord(node.value === true ? 'TRUE' : 'FALSE'));
      case 'null':
        return this.literal({ ...node, value: null }, this.places.isWord('NULL'));
      case 'param':
        return this.parameter(node);
      case 'var':
        // `$name` of SQLite; `@name` of MySQL is a variable of the session.
        return node.prefix === '$' ? this.parameter({ ...node, type: 'param' }) : this.opaque([]);
      case 'origin':
        return node.value === '?' ? this.parameter(node) : this.opaque([]);
      case 'binary_expr':
        return this.binary(node, block);
      case 'unary_expr':
        return this.unary(node, block);
      case 'function':
        return this.call(node, nameOfCall(node.name), block);
      case 'aggr_func':
        return this.call(node, typeof node.name === 'string' ? node.name : '', block);
      case 'cast':
        return this.cast(node, block);
      case 'case':
        return this.case(node, block);
      case 'expr_list':
        return this.list(node, block);
      case 'select':
        return this.subquery(node, block);
      default:
        return this.opaque(this.inside(node, block));
    }
  }

  private column(node: SqlNode): Expression {
    const name = textOf(node.column);
    const qualifier = textOf(node.table);
    const range =
      this.places.located(node) ?? (name === undefined ? undefined : this.places.findColumn(qualifier, name));
    if (name === undefined || range === undefined) return this.opaque([]);
    this.places.moveTo(range.end);
    const place = this.places.range(range);
    const hole = qualifier === undefined ? holeOfName(name) : undefined;
    if (hole !== undefined) return { kind: 'hole', hole, ...place };
    if ((this.source.holesIn?.(range) ?? []).length > 0) return { kind: 'opaque', ...place };
    return { kind: 'column', ...(qualifier === undefined ? {} : { qualifier }), name, ...place };
  }

  private literal(node: SqlNode, test: (token: Token) => boolean): Expression {
    const token = this.places.find(test);
    if (token === undefined) return this.opaque([]);
    const place = this.places.range(token);
    // The place of a parameter that was hidden from the grammar.
    if (token.kind === 'parameter') return { kind: 'parameter', index: ++this.parameters, ...place };
    const { value } = node;
    const isConstant = value === null || ['string', 'number', 'boolean'].includes(typeof value);
    if (!isConstant) return { kind: 'opaque', ...place };
    const holes = this.source.holesIn?.(token) ?? [];
    const constant = value as string | number | boolean | null;
    return { kind: 'constant', value: constant, ...(holes.length === 0 ? {} : { holes }), ...place };
  }

  private parameter(node: SqlNode): Expression {
    const hole = holeOfMasked(node.value);
    if (hole !== undefined) return this.hole(hole);
    const token = this.places.find(
      candidate =>
        this.places.holeOfToken(candidate) === undefined &&
        (candidate.kind === 'parameter' || PARAMETER_MARKS.has(this.source.text[candidate.start] ?? '')),
    );
    if (token === undefined) return this.opaque([]);
    const name = this.places.behind(token);
    const isNamed = node.type === 'param' && (name?.kind === 'word' || name?.kind === 'number');
    const end = isNamed ? name.end : token.end;
    this.places.moveTo(end);
    return { kind: 'parameter', index: ++this.parameters, ...this.places.range({ start: token.start, end }) };
  }

  /** The tree says which hole it is, so that nothing has to be guessed from the order. */
  private hole(hole: number): Expression {
    const token = this.places.findHole(hole);
    if (token === undefined) return this.opaque([]);
    return { kind: 'hole', hole, ...this.places.range(token) };
  }

  private binary(node: SqlNode, block: number): Expression {
    const operator = this.operatorOf(node);
    const left = this.build(node.left, block);
    if (operator === 'between' || operator === 'not between') {
      const bounds = isNode(node.right) ? this.buildAll(node.right.value, block) : [];
      return this.operator(operator, [left, ...bounds]);
    }
    const test = operator === 'is' || operator === 'is not' ? wordOf(node.right) : undefined;
    if (test !== undefined) {
      const end = this.build(node.right, block).end;
      return { kind: 'operator', operator: `${operator} ${test}`, args: [left], start: left.start, end };
    }
    const quantified = quantifierOf(node.right);
    if (quantified !== undefined) {
      const [argument] = listOf(quantified.args);
      return this.operator(`${operator} ${quantified.word}`, [left, this.build(argument, block)]);
    }
    if ((operator === 'in' || operator === 'not in') && isNode(node.right) && node.right.type === 'expr_list') {
      return this.operator(operator, [left, this.items(node.right, block)]);
    }
    const right = this.build(node.right, block);
    const escaping = isNode(node.escape)
      ? [this.build(isNode(node.escape.value) ? node.escape.value : node.escape, block)]
      : [];
    if (operator === undefined) return { kind: 'opaque', args: [left, right], start: left.start, end: right.end };
    const isLogic = operator === 'and' || operator === 'or';
    const args = isLogic ? [left, right].flatMap(arg => sameLogic(arg, operator)) : [left, right, ...escaping];
    return this.operator(operator, args);
  }

  /** `||` means OR in MySQL unless a mode says otherwise: nobody can tell. */
  private operatorOf(node: SqlNode): string | undefined {
    const operator = String(node.operator).toLowerCase().replace(/\s+/g, ' ');
    if (operator === '||' && this.source.flavor === 'mysql') return undefined;
    return OPERATORS[operator] ?? operator;
  }

  private operator(operator: string, args: readonly Expression[]): Expression {
    const start = Math.min(...args.map(arg => arg.start));
    return { kind: 'operator', operator, args, start, end: Math.max(...args.map(arg => arg.end)) };
  }

  private unary(node: SqlNode, block: number): Expression {
    const operator = String(node.operator).toLowerCase().replace('!', 'not');
    const word = operator.split(' ', 1)[0] ?? '';
    const first = this.places.find(({ start, end }) =>
      [word, '!'].includes(this.source.text.slice(start, end).toLowerCase()),
    );
    const inner = this.build(node.expr, block);
    const start = first === undefined ? inner.start : Math.min(this.source.toResult(first.start), inner.start);
    const place = { start, end: inner.end };
    if (operator !== 'not exists') return { kind: 'operator', operator, args: [inner], ...place };
    const exists: Expression = { kind: 'operator', operator: 'exists', args: [inner], ...place };
    return { kind: 'operator', operator: 'not', args: [exists], ...place };
  }

  private call(node: SqlNode, name: string, block: number): Expression {
    const own = this.places.located(node);
    const named = own === undefined ? this.places.findName(name) : undefined;
    if (own !== undefined) this.places.moveTo(own.start);
    const args = argumentsOf(node).map(arg => this.build(arg, block));
    const clauses = [node.orderby, node.over, isNode(node.args) ? node.args.orderby : undefined].flatMap(clause =>
      this.inside(clause, block),
    );
    if (own === undefined) this.places.find(({ start }) => this.source.text[start] === ')');
    const place = this.places.range(own ?? { start: named?.start ?? this.places.cursor, end: this.places.cursor });
    if (own !== undefined) this.places.moveTo(own.end);
    if (/^exists$/i.test(name)) return { kind: 'operator', operator: 'exists', args, ...place };
    if (name === '') return { kind: 'opaque', args, ...place };
    return { kind: 'call', name: name.toLowerCase(), args, ...(clauses.length === 0 ? {} : { clauses }), ...place };
  }

  private cast(node: SqlNode, block: number): Expression {
    const word = this.places.find(this.places.isWord(String(node.keyword ?? 'cast').toUpperCase()));
    const of = this.build(node.expr, block);
    const [target] = listOf(node.target);
    const type = isNode(target) && typeof target.dataType === 'string' ? target.dataType.toLowerCase() : '';
    const close = this.places.find(token => this.source.text[token.start] === ')');
    const start = word === undefined ? of.start : this.source.toResult(word.start);
    return { kind: 'cast', type, of, start, end: close === undefined ? of.end : this.source.toResult(close.end) };
  }

  private case(node: SqlNode, block: number): Expression {
    const word = this.places.find(this.places.isWord('CASE'));
    const args: Expression[] = isNode(node.expr) ? [this.build(node.expr, block)] : [];
    for (const part of listOf(node.args)) {
      if (!isNode(part)) continue;
      if (isNode(part.cond)) args.push(this.build(part.cond, block));
      args.push(this.build(part.result, block));
    }
    const end = this.places.find(this.places.isWord('END'));
    const start = this.source.toResult(word?.start ?? this.places.cursor);
    return {
      kind: 'operator',
      operator: 'case',
      args,
      start,
      end: this.source.toResult(end?.end ?? this.places.cursor),
    };
  }

  /** `(a, b)` is a row; the list behind IN is read by `items`. */
  private list(node: SqlNode, block: number): Expression {
    const items = this.buildAll(node.value, block);
    const [first] = items;
    if (first === undefined) return this.opaque([]);
    return items.length === 1 ? first : this.operator('row', items);
  }

  private items(node: SqlNode, block: number): Expression {
    const items = this.buildAll(node.value, block);
    const [only] = items;
    if (items.length === 1 && only?.kind === 'subquery') return only;
    const start = Math.min(this.source.toResult(this.places.cursor), ...items.map(item => item.start));
    return { kind: 'list', items, start, end: Math.max(start, ...items.map(item => item.end)) };
  }

  private subquery(node: SqlNode, block: number): Expression {
    const own = this.places.located(node);
    const start = own?.start ?? this.places.cursor;
    const index = this.readSubquery(node, block);
    const place = this.places.range({ start, end: Math.max(own?.end ?? start, this.places.cursor) });
    return index === undefined ? { kind: 'opaque', ...place } : { kind: 'subquery', block: index, ...place };
  }

  /** The expressions in a part of the tree that has no reading of its own. */
  private inside(value: unknown, block: number): readonly Expression[] {
    if (Array.isArray(value)) return value.flatMap(item => this.inside(item, block));
    if (!isNode(value)) return [];
    return Object.values(value).flatMap(part => {
      if (isNode(part) && typeof part.type === 'string' && READ.has(part.type)) return [this.build(part, block)];
      return this.inside(part, block);
    });
  }

  private opaque(args: readonly Expression[]): Expression {
    const at = this.source.toResult(this.places.cursor);
    const start = Math.min(at, ...args.map(arg => arg.start));
    return { kind: 'opaque', ...(args.length === 0 ? {} : { args }), start, end: Math.max(at, start) };
  }
}

function isText({ kind }: Token): boolean {
  return kind === 'string' || kind === 'quoted';
}

const OPERATORS: Readonly<Record<string, string>> = {
  '!=': '<>',
  '==': '=',
  '&&': 'and',
  '<=>': 'is not distinct from',
  rlike: 'regexp',
  'not rlike': 'not regexp',
};
const PARAMETER_MARKS = new Set([':', '@', '$', '?']);
const READ = new Set('column_ref binary_expr unary_expr function aggr_func cast case select'.split(' '));
const MAX_DEPTH = 200;
