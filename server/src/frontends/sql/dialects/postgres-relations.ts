import type { Node } from 'libpg-query';
import type { Expression } from '../../../core/facts/expression';
import type { SqlRelation } from '../../../core/facts/sql-template';
import type { ExpressionBuilder, ExpressionContext } from './postgres-expression';
import { bodiesOf, type NodeBody, stringsOf } from './postgres-source';

/** What a FROM clause says. */
export interface Relations {
  readonly from: readonly SqlRelation[];
  /** False where columns come from what is not known. */
  readonly complete: boolean;
  /** The calls that give rows. */
  readonly calls: readonly Expression[];
}

/** Reads one FROM clause of the block `at`. */
export class RelationReader {
  private complete = true;
  private readonly calls: Expression[] = [];

  constructor(
    private readonly context: ExpressionContext,
    private readonly expressions: ExpressionBuilder,
    private readonly at: number,
  ) {}

  read(nodes: readonly (Node | undefined)[] | undefined): Relations {
    const from = (nodes ?? []).flatMap(node => this.relations(node));
    return { from, complete: this.complete, calls: this.calls };
  }

  private relations(node: Node | undefined): readonly SqlRelation[] {
    if (node === undefined) return [];
    if ('RangeVar' in node) return [this.table(node.RangeVar)];
    if ('JoinExpr' in node) return this.join(node.JoinExpr);
    if ('RangeSubselect' in node) {
      const block = this.context.readBlock(node.RangeSubselect.subquery, this.at);
      return [{ ...this.alias(node.RangeSubselect.alias), ...(block === undefined ? {} : { block }) }];
    }
    if ('RangeFunction' in node) return [this.function(node.RangeFunction)];
    if ('RangeTableSample' in node) return this.relations(node.RangeTableSample.relation);
    this.complete = false;
    if ('RangeTableFunc' in node) return [{ ...this.alias(node.RangeTableFunc.alias), isFunction: true }];
    if ('JsonTable' in node) return [{ ...this.alias(node.JsonTable.alias), isFunction: true }];
    return [{ isFunction: true }];
  }

  private table(table: NodeBody<'RangeVar'>): SqlRelation {
    const range = this.context.source.nameSpan(this.context.source.offset(table.location));
    const place = { start: this.context.toResult(range.start), end: this.context.toResult(range.end) };
    const alias = this.alias(table.alias);
    if (table.relname === undefined || (this.context.holesIn?.(range) ?? []).length > 0) {
      this.complete = false;
      return { ...alias, ...place };
    }
    const schema = table.schemaname === undefined ? {} : { schema: table.schemaname };
    return { ...schema, table: table.relname, ...alias, ...place };
  }

  /** The columns of a function are known where the query itself lists them with their types. */
  private function(source: NodeBody<'RangeFunction'>): SqlRelation {
    const columns = bodiesOf(source.coldeflist, 'ColumnDef').flatMap(column => column.colname ?? []);
    if (columns.length === 0) this.complete = false;
    for (const item of bodiesOf(source.functions, 'List')) {
      const call = item.items?.[0];
      if (call !== undefined) this.calls.push(this.expressions.build(call, this.at));
    }
    return {
      ...this.alias(source.alias),
      isFunction: true,
      ...(columns.length === 0 ? {} : { columnAliases: columns }),
    };
  }

  private join(join: NodeBody<'JoinExpr'>): readonly SqlRelation[] {
    const left = this.relations(join.larg);
    const [first, ...rest] = this.relations(join.rarg);
    const on = join.quals === undefined ? {} : { on: this.expressions.build(join.quals, this.at) };
    const using = stringsOf(join.usingClause);
    const plain = join.quals === undefined && using.length === 0 && join.isNatural !== true;
    // The alias of a join hides the names inside.
    if (join.alias !== undefined) this.complete = false;
    const kind = plain ? 'cross' : (JOINS[join.jointype ?? ''] ?? 'inner');
    return [...left, { ...first, join: kind, ...on, ...(using.length === 0 ? {} : { using }) }, ...rest];
  }

  private alias(alias: NodeBody<'Alias'> | undefined): Pick<SqlRelation, 'alias' | 'columnAliases'> {
    if (alias?.aliasname === undefined) return {};
    if (this.context.holeOfName?.(alias.aliasname) !== undefined) {
      this.complete = false;
      return {};
    }
    const columnAliases = stringsOf(alias.colnames);
    return { alias: alias.aliasname, ...(columnAliases.length === 0 ? {} : { columnAliases }) };
  }
}

const JOINS: Readonly<Record<string, NonNullable<SqlRelation['join']>>> = {
  JOIN_LEFT: 'left',
  JOIN_RIGHT: 'right',
  JOIN_FULL: 'full',
};
