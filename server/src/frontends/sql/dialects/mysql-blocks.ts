import type { Expression } from '../../../core/facts/expression';
import type { SqlBlock, SqlColumnName } from '../../../core/facts/sql-template';
import { holeOfName } from '../substitution';
import { MysqlExpressions } from './mysql-expression';
import { isLost, listOf, textOf } from './mysql-expression-parts';
import { MysqlRelations } from './mysql-relations';
import type { QueryText } from './mysql-token-places';
import { isNode, type SqlNode } from './node-sql-parser';

/** The SELECT, INSERT, UPDATE and DELETE levels of a statement of MySQL or SQLite. */
export function buildMysqlBlocks(node: SqlNode, source: QueryText): readonly SqlBlock[] {
  const builder = new BlockBuilder(source);
  builder.block(node, undefined);
  return builder.blocks;
}

type BlockParts = { readonly [K in keyof SqlBlock]?: SqlBlock[K] | undefined };

class BlockBuilder {
  readonly blocks: SqlBlock[] = [];
  private readonly expressions: MysqlExpressions;
  private readonly relations: MysqlRelations;
  /** Blocks of which a part could not be read or placed. */
  private readonly incomplete = new Set<number>();
  private depth = 0;

  constructor(private readonly source: QueryText) {
    this.expressions = new MysqlExpressions(source, (node, parent) => this.block(node, parent));
    this.relations = new MysqlRelations(source, this.expressions.places, {
      block: (node, parent) => this.block(node, parent),
      expression: (value, at) => this.expression(value, at),
      markIncomplete: at => this.incomplete.add(at),
    });
  }

  block(node: SqlNode, parent: number | undefined): number | undefined {
    if (this.depth >= MAX_DEPTH) return undefined;
    this.depth++;
    const index = this.statement(node, parent);
    this.depth--;
    return index;
  }

  private statement(node: SqlNode, parent: number | undefined): number | undefined {
    switch (node.type) {
      case 'select':
        return isNode(node._next)
          ? this.setOperation(node, parent)
          : this.add('select', parent, at => this.select(node, at));
      case 'insert':
      case 'replace':
        return this.add('insert', parent, at => this.insert(node, at));
      case 'update':
        return this.add('update', parent, at => this.update(node, at));
      case 'delete':
        return this.add('delete', parent, at => this.remove(node, at));
      default:
        return undefined;
    }
  }

  /** Reserves the index first, so that a block comes before those inside it. */
  private add(kind: SqlBlock['kind'], parent: number | undefined, build: (index: number) => BlockParts): number {
    const index = this.blocks.length;
    const empty: SqlBlock = { kind, from: [], targets: [], orderBy: [], setOperation: false };
    this.blocks.push(empty);
    const parts = build(index);
    const unsure = this.source.incomplete === true || this.incomplete.has(index);
    const block = { ...empty, ...parts, complete: unsure ? false : undefined, parent };
    const entries = Object.entries(block).filter(
      ([key, value]) => value !== undefined && !(OPTIONAL_LISTS.has(key) && Array.isArray(value) && value.length === 0),
    );
    this.blocks[index] = Object.fromEntries(entries) as unknown as SqlBlock;
    return index;
  }

  /** The parts become blocks of their own inside the one that orders and limits them. */
  private setOperation(node: SqlNode, parent: number | undefined): number {
    return this.add('select', parent, at => {
      const ctes = this.withQueries(node.with, at);
      const names: (readonly string[] | undefined)[] = [];
      for (let part: unknown = node; isNode(part); part = part._next) {
        const { _next: _, with: __, ...alone } = part;
        const index = this.block(alone, at);
        names.push(index === undefined ? undefined : this.blocks[index]?.outputs);
      }
      return {
        ctes,
        outputs: names[0],
        orderBy: this.orderBy(node._orderby, at),
        ...this.limit(node._limit, at),
        setOperation: true,
      };
    });
  }

  private select(node: SqlNode, at: number): BlockParts {
    const ctes = this.withQueries(node.with, at);
    const targets: Expression[] = [];
    const stars: { qualifier?: string }[] = [];
    const targetNames: string[] = [];
    const outputs: string[] = [];
    for (const column of node.columns === '*' ? [] : listOf(node.columns)) {
      if (!isNode(column) || !isNode(column.expr)) {
        this.incomplete.add(at);
        continue;
      }
      const star = starOf(column.expr);
      if (star !== undefined) {
        stars.push(star);
        continue;
      }
      const target = this.expression(column.expr, at);
      if (target.kind === 'hole') this.incomplete.add(at);
      targets.push(target);
      const alias = textOf(column.as);
      if (alias !== undefined) this.expressions.places.findName(alias);
      if (alias !== undefined && holeOfName(alias) === undefined) targetNames.push(alias);
      outputs.push(alias ?? (target.kind === 'column' || target.kind === 'call' ? target.name : '?column?'));
    }
    if (node.columns === '*') stars.push({});
    const from = this.relations.read(node.from, at);
    const where = this.optional(node.where, at);
    const groupBy = isNode(node.groupby) ? node.groupby.columns : node.groupby;
    return {
      from,
      where,
      targets,
      stars,
      targetNames,
      outputs,
      groupBy: listOf(groupBy).map(part => this.expression(part, at)),
      having: this.optional(node.having, at),
      orderBy: this.orderBy(node.orderby, at),
      ...this.limit(node.limit, at),
      locks: node.locking_read ? true : undefined,
      ctes,
    };
  }

  private insert(node: SqlNode, at: number): BlockParts {
    const from = this.relations.read(node.table, at);
    const columns = this.columnNames(node.columns, at);
    const { values } = node;
    const targets: Expression[] = [];
    if (isNode(values) && values.type === 'select') this.block(values, at);
    else {
      const rows = isNode(values) ? listOf(values.values) : listOf(values);
      for (const row of rows)
        if (isNode(row)) targets.push(...listOf(row.value).map(value => this.expression(value, at)));
    }
    const set = this.assignments(node.set, at);
    const update = isNode(node.on_duplicate_update)
      ? this.assignments(node.on_duplicate_update.set, at)
      : NO_ASSIGNMENTS;
    // ON CONFLICT names columns and values of a row that is not there.
    if (isNode(node.conflict) || isNode(node.on_conflict)) this.incomplete.add(at);
    return {
      from,
      targets: [...targets, ...set.values],
      columns: [...columns, ...set.columns, ...update.columns],
      others: update.values,
      ...this.returning(node.returning, at),
    };
  }

  private update(node: SqlNode, at: number): BlockParts {
    const ctes = this.withQueries(node.with, at);
    const from = this.relations.read(node.table, at);
    const { columns, values } = this.assignments(node.set, at);
    return {
      from: [...from, ...this.relations.read(node.from, at)],
      targets: values,
      columns,
      where: this.optional(node.where, at),
      orderBy: this.orderBy(node.orderby, at),
      ...this.limit(node.limit, at),
      ...this.returning(node.returning, at),
      ctes,
    };
  }

  private remove(node: SqlNode, at: number): BlockParts {
    const ctes = this.withQueries(node.with, at);
    return {
      from: this.relations.read(node.from, at),
      where: this.optional(node.where, at),
      orderBy: this.orderBy(node.orderby, at),
      ...this.limit(node.limit, at),
      ...this.returning(node.returning, at),
      ctes,
    };
  }

  private assignments(value: unknown, at: number): Assignments {
    const columns: SqlColumnName[] = [];
    const values: Expression[] = [];
    for (const assignment of listOf(value)) {
      if (!isNode(assignment)) continue;
      const table = textOf(assignment.table);
      if (table !== undefined) this.expressions.places.findName(table);
      columns.push(...this.columnNames(assignment.column, at));
      values.push(this.expression(assignment.value, at));
    }
    return { columns, values };
  }

  private columnNames(value: unknown, at: number): readonly SqlColumnName[] {
    return listOf(value).flatMap(item => {
      const name = textOf(isNode(item) && item.column !== undefined ? item.column : item);
      const range = name === undefined ? undefined : this.expressions.places.findName(name);
      if (name === undefined || range === undefined || holeOfName(name) !== undefined) {
        this.incomplete.add(at);
        return [];
      }
      return [{ name, ...this.expressions.places.range(range) }];
    });
  }

  private withQueries(value: unknown, at: number): SqlBlock['ctes'] {
    return listOf(value).flatMap(query => {
      if (!isNode(query)) return [];
      const name = textOf(query.name);
      if (name === undefined) return [];
      const statement = isNode(query.stmt) ? query.stmt : {};
      const block = this.block(isNode(statement.ast) ? statement.ast : statement, at);
      const columns = listOf(query.columns).flatMap(
        column => textOf(isNode(column) ? (column.column ?? column) : column) ?? [],
      );
      return [
        {
          name,
          ...(block === undefined ? {} : { block }),
          recursive: query.recursive === true,
          ...(columns.length === 0 ? {} : { columns }),
        },
      ];
    });
  }

  private returning(value: unknown, at: number): BlockParts {
    if (!isNode(value)) return {};
    const columns = value.columns === '*' ? [] : listOf(value.columns);
    const exprs = columns.map(column => (isNode(column) && isNode(column.expr) ? column.expr : column));
    return {
      returning: exprs.filter(expr => !(isNode(expr) && starOf(expr))).map(expr => this.expression(expr, at)),
      stars: value.columns === '*' ? [{}] : exprs.flatMap(expr => (isNode(expr) ? (starOf(expr) ?? []) : [])),
    };
  }

  private orderBy(value: unknown, at: number): SqlBlock['orderBy'] {
    return listOf(value).flatMap(sort =>
      isNode(sort) ? [{ by: this.expression(sort.expr, at), descending: /^desc/i.test(String(sort.type)) }] : [],
    );
  }

  /** `LIMIT 10, 5` skips ten. */
  private limit(value: unknown, at: number): Pick<BlockParts, 'limit' | 'others'> {
    const parts = isNode(value) ? listOf(value.value).map(part => this.expression(part, at)) : [];
    const [first, second] = parts;
    if (first === undefined) return {};
    if (second === undefined) return { limit: first };
    const skipsFirst = isNode(value) && value.seperator === ',';
    return skipsFirst ? { limit: second, others: [first] } : { limit: first, others: [second] };
  }

  private optional(value: unknown, at: number): Expression | undefined {
    return isNode(value) ? this.expression(value, at) : undefined;
  }

  private expression(value: unknown, at: number): Expression {
    const built = this.expressions.build(value, at);
    if (isLost(built)) this.incomplete.add(at);
    return built;
  }
}

interface Assignments {
  readonly columns: readonly SqlColumnName[];
  readonly values: readonly Expression[];
}

const NO_ASSIGNMENTS: Assignments = { columns: [], values: [] };

function starOf(expr: SqlNode): { readonly qualifier?: string } | undefined {
  if (expr.type !== 'column_ref' || textOf(expr.column) !== '*') return undefined;
  const qualifier = textOf(expr.table);
  return qualifier === undefined ? {} : { qualifier };
}

const OPTIONAL_LISTS = new Set('groupBy having returning stars targetNames columns ctes outputs others'.split(' '));
const MAX_DEPTH = 100;
