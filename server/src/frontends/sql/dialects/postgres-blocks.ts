import type { Node } from 'libpg-query';
import type { Expression } from '../../../core/facts/expression';
import type { SqlBlock, SqlRelation } from '../../../core/facts/sql-template';
import type { ParsedVariant } from '../parse-with-holes';
import { ExpressionBuilder } from './postgres-expression';
import { bodiesOf, bodyOf, type NodeBody } from './postgres-source';

/** The SELECT, INSERT, UPDATE and DELETE levels of a statement. `toTemplate` maps offsets of the parsed text. */
export function buildBlocks(
  node: Node,
  parsed: ParsedVariant,
  toTemplate: (at: number) => number,
): readonly SqlBlock[] {
  const builder = new BlockBuilder(parsed, toTemplate);
  builder.block(node, undefined);
  return builder.blocks;
}

class BlockBuilder {
  readonly blocks: SqlBlock[] = [];
  private readonly expressions: ExpressionBuilder;

  constructor(parsed: ParsedVariant, toTemplate: (at: number) => number) {
    this.expressions = new ExpressionBuilder(parsed, toTemplate, (node, parent) => this.block(node, parent));
  }

  /** The index of the block a node becomes; undefined for what is no such level. */
  block(node: Node | undefined, parent: number | undefined): number | undefined {
    const select = bodyOf(node, 'SelectStmt');
    if (select !== undefined) return this.select(select, parent);
    const insert = bodyOf(node, 'InsertStmt');
    if (insert !== undefined) return this.insert(insert, parent);
    const update = bodyOf(node, 'UpdateStmt');
    if (update !== undefined) {
      return this.change('update', update, update.fromClause, parent, update.targetList);
    }
    const remove = bodyOf(node, 'DeleteStmt');
    if (remove !== undefined) return this.change('delete', remove, remove.usingClause, parent, undefined);
    const merge = bodyOf(node, 'MergeStmt');
    if (merge === undefined) return undefined;
    return this.add(parent, at => ({
      kind: 'merge',
      from: [relation(merge.relation), ...this.from([merge.sourceRelation], at)],
      targets: [],
      orderBy: [],
      setOperation: false,
    }));
  }

  /** Reserves the index first, so that a block comes before those inside it. */
  private add(parent: number | undefined, build: (index: number) => SqlBlock): number {
    const index = this.blocks.length;
    const empty: SqlBlock = { kind: 'select', from: [], targets: [], orderBy: [], setOperation: false };
    this.blocks.push(empty);
    const block = build(index);
    this.blocks[index] = parent === undefined ? block : { ...block, parent };
    return index;
  }

  private select(select: NodeBody<'SelectStmt'>, parent: number | undefined): number {
    return this.add(parent, at => {
      const setOperation = select.larg !== undefined || select.rarg !== undefined;
      this.withQueries(select.withClause, at);
      for (const part of [select.larg, select.rarg]) if (part !== undefined) this.select(part, at);
      return {
        kind: 'select',
        from: this.from(select.fromClause, at),
        ...this.optional('where', select.whereClause, at),
        targets: bodiesOf(select.targetList, 'ResTarget').map(target => this.expressions.build(target.val, at)),
        orderBy: bodiesOf(select.sortClause, 'SortBy').map(sort => ({
          by: this.expressions.build(sort.node, at),
          descending: sort.sortby_dir === 'SORTBY_DESC',
        })),
        ...this.optional('limit', select.limitCount, at),
        setOperation,
      };
    });
  }

  private insert(insert: NodeBody<'InsertStmt'>, parent: number | undefined): number {
    return this.add(parent, at => {
      this.withQueries(insert.withClause, at);
      const source = bodyOf(insert.selectStmt, 'SelectStmt');
      if (source !== undefined && (source.valuesLists ?? []).length === 0) this.select(source, at);
      const rows = (source?.valuesLists ?? []).flatMap(row => bodyOf(row, 'List')?.items ?? []);
      return {
        kind: 'insert',
        from: [relation(insert.relation)],
        targets: rows.map(value => this.expressions.build(value, at)),
        orderBy: [],
        setOperation: false,
      };
    });
  }

  private change(
    kind: 'update' | 'delete',
    statement: NodeBody<'UpdateStmt'> | NodeBody<'DeleteStmt'>,
    others: readonly Node[] | undefined,
    parent: number | undefined,
    assignments: readonly Node[] | undefined,
  ): number {
    return this.add(parent, at => {
      this.withQueries(statement.withClause, at);
      return {
        kind,
        from: [relation(statement.relation), ...this.from(others, at)],
        ...this.optional('where', statement.whereClause, at),
        targets: bodiesOf(assignments, 'ResTarget').map(target => this.expressions.build(target.val, at)),
        orderBy: [],
        setOperation: false,
      };
    });
  }

  private withQueries(clause: NodeBody<'WithClause'> | undefined, at: number): void {
    for (const query of bodiesOf(clause?.ctes, 'CommonTableExpr')) this.block(query.ctequery, at);
  }

  private optional<K extends 'where' | 'limit'>(
    key: K,
    node: Node | undefined,
    at: number,
  ): { readonly [P in K]?: Expression } {
    if (node === undefined) return {};
    return { [key]: this.expressions.build(node, at) } as { readonly [P in K]?: Expression };
  }

  private from(nodes: readonly (Node | undefined)[] | undefined, at: number): readonly SqlRelation[] {
    return (nodes ?? []).flatMap(node => this.relation(node, at));
  }

  private relation(node: Node | undefined, at: number): readonly SqlRelation[] {
    const table = bodyOf(node, 'RangeVar');
    if (table !== undefined) return [relation(table)];
    const subselect = bodyOf(node, 'RangeSubselect');
    if (subselect !== undefined) {
      const block = this.block(subselect.subquery, at);
      return [{ ...aliasOf(subselect.alias), ...(block === undefined ? {} : { block }) }];
    }
    const join = bodyOf(node, 'JoinExpr');
    if (join === undefined) return [aliasOf(bodyOf(node, 'RangeFunction')?.alias)];
    const left = this.relation(join.larg, at);
    const [first, ...rest] = this.relation(join.rarg, at);
    const on = join.quals === undefined ? {} : { on: this.expressions.build(join.quals, at) };
    const plain = join.quals === undefined && (join.usingClause ?? []).length === 0 && join.isNatural !== true;
    return [...left, { ...first, join: plain ? 'cross' : (JOINS[join.jointype ?? ''] ?? 'inner'), ...on }, ...rest];
  }
}

function relation(table: NodeBody<'RangeVar'> | undefined): SqlRelation {
  return {
    ...(table?.schemaname === undefined ? {} : { schema: table.schemaname }),
    ...(table?.relname === undefined || table.relname.startsWith('sargable_hole_') ? {} : { table: table.relname }),
    ...aliasOf(table?.alias),
  };
}

function aliasOf(alias: NodeBody<'Alias'> | undefined): { readonly alias?: string } {
  return alias?.aliasname === undefined ? {} : { alias: alias.aliasname };
}

const JOINS: Readonly<Record<string, NonNullable<SqlRelation['join']>>> = {
  JOIN_LEFT: 'left',
  JOIN_RIGHT: 'right',
  JOIN_FULL: 'full',
};
