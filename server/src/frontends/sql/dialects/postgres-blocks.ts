import type { Node } from 'libpg-query';
import type { Expression } from '../../../core/facts/expression';
import type { SqlBlock, SqlColumnName } from '../../../core/facts/sql-template';
import { ExpressionBuilder, type ExpressionContext, windowParts } from './postgres-expression';
import { isStar, outputNames, targetOutputs } from './postgres-output-names';
import { RelationReader, type Relations } from './postgres-relations';
import { bodiesOf, bodyOf, type NodeBody, stringsOf } from './postgres-source';

/** Where the offsets of a statement lead, and which of its names stand for holes. */
export type BlockContext = Omit<ExpressionContext, 'readBlock'> & {
  /** A hole may bring names that are not seen. */
  readonly incomplete?: boolean;
};

/** The SELECT, INSERT, UPDATE, DELETE and MERGE levels of a statement. */
export function buildBlocks(node: Node, context: BlockContext): readonly SqlBlock[] {
  const builder = new BlockBuilder(context);
  builder.block(node, undefined);
  return builder.blocks;
}

/** What one level adds to the members that every block has. */
type BlockParts = { readonly [K in keyof SqlBlock]?: SqlBlock[K] | undefined };

class BlockBuilder {
  readonly blocks: SqlBlock[] = [];
  private readonly expressions: ExpressionBuilder;
  private depth = 0;

  private readonly context: ExpressionContext;

  constructor(private readonly given: BlockContext) {
    this.context = { ...given, readBlock: (node, parent) => this.block(node, parent) };
    this.expressions = new ExpressionBuilder(this.context);
  }

  /** The index of the block a node becomes; undefined for what is no such level. */
  block(node: Node | undefined, parent: number | undefined): number | undefined {
    if (node === undefined) return undefined;
    if ('SelectStmt' in node) return this.select(node.SelectStmt, parent);
    if ('InsertStmt' in node) return this.insert(node.InsertStmt, parent);
    if ('UpdateStmt' in node) return this.update(node.UpdateStmt, parent);
    if ('DeleteStmt' in node) return this.remove(node.DeleteStmt, parent);
    return 'MergeStmt' in node ? this.merge(node.MergeStmt, parent) : undefined;
  }

  /** Reserves the index first, so that a block comes before those inside it. */
  private add(kind: SqlBlock['kind'], parent: number | undefined, build: (index: number) => BlockParts): number {
    const index = this.blocks.length;
    const empty: SqlBlock = { kind, from: [], targets: [], orderBy: [], setOperation: false };
    this.blocks.push(empty);
    const parts = build(index);
    const isHole = (name: string): boolean => this.context.holeOfName?.(name) !== undefined;
    // A hole among the targets may be several of them, or a name for one.
    const unsure =
      this.given.incomplete === true ||
      parts.outputs?.some(isHole) === true ||
      (kind === 'select' && parts.targets?.some(target => target.kind === 'hole') === true);
    const block = {
      ...empty,
      ...parts,
      targetNames: parts.targetNames?.filter(name => !isHole(name)),
      outputs: parts.outputs?.filter(name => !isHole(name)),
      complete: unsure ? false : parts.complete,
      parent,
    };
    this.blocks[index] = withoutEmpty(block);
    return index;
  }

  private select(select: NodeBody<'SelectStmt'>, parent: number | undefined): number | undefined {
    if (this.depth >= MAX_DEPTH) return undefined;
    this.depth++;
    const index = this.add('select', parent, at => {
      const ctes = this.withQueries(select.withClause, at);
      for (const part of [select.larg, select.rarg]) if (part !== undefined) this.select(part, at);
      const relations = this.relations(select.fromClause, at);
      const rows = bodiesOf(select.valuesLists, 'List').flatMap(row => row.items ?? []);
      // A lone DISTINCT is given as a list of an empty node.
      const distinct = (select.distinctClause ?? []).filter(node => Object.keys(node).length > 0);
      const windows = bodiesOf(select.windowClause, 'WindowDef').flatMap(windowParts);
      return {
        ...fromOf(relations),
        where: this.optional(select.whereClause, at),
        ...this.targets(select.targetList, at),
        outputs: outputNames(select),
        orderBy: bodiesOf(select.sortClause, 'SortBy').map(sort => ({
          by: this.expressions.build(sort.node, at),
          descending: sort.sortby_dir === 'SORTBY_DESC',
        })),
        limit: this.optional(select.limitCount, at),
        setOperation: select.larg !== undefined || select.rarg !== undefined,
        locks: select.lockingClause === undefined ? undefined : true,
        groupBy: this.all((select.groupClause ?? []).flatMap(groupingParts), at),
        having: this.optional(select.havingClause, at),
        ctes,
        others: [...relations.calls, ...this.all([...rows, ...distinct, ...windows, select.limitOffset], at)],
      };
    });
    this.depth--;
    return index;
  }

  private insert(insert: NodeBody<'InsertStmt'>, parent: number | undefined): number {
    return this.add('insert', parent, at => {
      const ctes = this.withQueries(insert.withClause, at);
      const source = bodyOf(insert.selectStmt, 'SelectStmt');
      if (source !== undefined && (source.valuesLists ?? []).length === 0) this.select(source, at);
      const rows = (source?.valuesLists ?? []).flatMap(row => bodyOf(row, 'List')?.items ?? []);
      const conflict = insert.onConflictClause;
      const columns = this.columnNames(insert.cols);
      return {
        ...fromOf(this.relations([relationNode(insert.relation)], at)),
        targets: this.all(rows, at),
        ...this.returning(insert.returningClause, at),
        columns: [...columns, ...this.conflictColumns(conflict), ...this.columnNames(conflict?.targetList)],
        ctes,
        others: this.all(
          [
            ...bodiesOf(conflict?.infer?.indexElems, 'IndexElem').map(element => element.expr),
            conflict?.infer?.whereClause,
            ...assignedValues(conflict?.targetList),
            conflict?.whereClause,
          ],
          at,
        ),
      };
    });
  }

  private update(update: NodeBody<'UpdateStmt'>, parent: number | undefined): number {
    return this.add('update', parent, at => {
      const ctes = this.withQueries(update.withClause, at);
      const relations = this.relations([relationNode(update.relation), ...(update.fromClause ?? [])], at);
      return {
        ...fromOf(relations),
        where: this.optional(update.whereClause, at),
        targets: this.all(assignedValues(update.targetList), at),
        ...this.returning(update.returningClause, at),
        columns: this.columnNames(update.targetList),
        ctes,
        others: relations.calls,
      };
    });
  }

  private remove(remove: NodeBody<'DeleteStmt'>, parent: number | undefined): number {
    return this.add('delete', parent, at => {
      const ctes = this.withQueries(remove.withClause, at);
      const relations = this.relations([relationNode(remove.relation), ...(remove.usingClause ?? [])], at);
      return {
        ...fromOf(relations),
        where: this.optional(remove.whereClause, at),
        ...this.returning(remove.returningClause, at),
        ctes,
        others: relations.calls,
      };
    });
  }

  private merge(merge: NodeBody<'MergeStmt'>, parent: number | undefined): number {
    return this.add('merge', parent, at => {
      const ctes = this.withQueries(merge.withClause, at);
      const relations = this.relations([relationNode(merge.relation), merge.sourceRelation], at);
      const [target, source, ...others] = relations.from;
      const on = this.optional(merge.joinCondition, at);
      const actions = bodiesOf(merge.mergeWhenClauses, 'MergeWhenClause');
      const values = actions.flatMap(action => [
        action.condition,
        ...assignedValues(action.targetList),
        ...(action.values ?? []),
      ]);
      return {
        ...fromOf(relations),
        from: [
          ...(target === undefined ? [] : [target]),
          ...(source === undefined ? [] : [{ ...source, join: 'inner' as const, ...(on === undefined ? {} : { on }) }]),
          ...others,
        ],
        ...this.returning(merge.returningClause, at),
        columns: actions.flatMap(action => this.columnNames(action.targetList)),
        ctes,
        others: [...relations.calls, ...this.all(values, at)],
      };
    });
  }

  private relations(nodes: readonly (Node | undefined)[] | undefined, at: number): Relations {
    return new RelationReader(this.context, this.expressions, at).read(nodes);
  }

  private withQueries(clause: NodeBody<'WithClause'> | undefined, at: number): SqlBlock['ctes'] {
    return bodiesOf(clause?.ctes, 'CommonTableExpr').map(query => {
      const block = this.block(query.ctequery, at);
      const columns = stringsOf(query.aliascolnames);
      return {
        name: query.ctename ?? '',
        ...(block === undefined ? {} : { block }),
        recursive: clause?.recursive === true,
        ...(columns.length === 0 ? {} : { columns }),
      };
    });
  }

  private targets(list: readonly Node[] | undefined, at: number): BlockParts {
    const targets = bodiesOf(list, 'ResTarget');
    const stars = targets.filter(isStar).map(({ val }) => {
      const qualifier = stringsOf(bodyOf(val, 'ColumnRef')?.fields).at(-1);
      return qualifier === undefined ? {} : { qualifier };
    });
    return {
      targets: this.all(
        targets.filter(target => !isStar(target)).map(target => target.val),
        at,
      ),
      stars,
      targetNames: targets.flatMap(target => target.name ?? []),
    };
  }

  private returning(clause: NodeBody<'ReturningClause'> | undefined, at: number): BlockParts {
    if (clause === undefined) return {};
    const { targets, stars, targetNames } = this.targets(clause.exprs, at);
    return {
      returning: targets ?? [],
      outputs: targetOutputs(clause.exprs),
      ...(stars === undefined ? {} : { stars }),
      ...(targetNames === undefined ? {} : { targetNames }),
    };
  }

  /** The columns that are written, where their names are all there is to them. */
  private columnNames(targets: readonly Node[] | undefined): readonly SqlColumnName[] {
    return bodiesOf(targets, 'ResTarget').flatMap(({ name, location }) => {
      const index = this.context.source.indexOf(location);
      const start = this.context.source.startAt(index);
      return this.columnName(name, { start, end: this.context.source.endAt(index) });
    });
  }

  /** ON CONFLICT (…), whose elements carry no place. */
  private conflictColumns(conflict: NodeBody<'OnConflictClause'> | undefined): readonly SqlColumnName[] {
    if (conflict?.infer === undefined) return [];
    const spans = this.context.source.listSpans(this.context.source.indexOf(conflict.infer.location));
    return bodiesOf(conflict.infer.indexElems, 'IndexElem').flatMap(({ name }, n) => {
      const start = spans[n]?.start;
      if (start === undefined) return [];
      return this.columnName(name, { start, end: this.context.source.endAt(this.context.source.indexAt(start)) });
    });
  }

  private columnName(name: string | undefined, range: { start: number; end: number }): readonly SqlColumnName[] {
    if (name === undefined || (this.context.holesIn?.(range) ?? []).length > 0) return [];
    return [{ name, start: this.context.toResult(range.start), end: this.context.toResult(range.end) }];
  }

  private optional(node: Node | undefined, at: number): Expression | undefined {
    return node === undefined ? undefined : this.expressions.build(node, at);
  }

  private all(nodes: readonly (Node | undefined)[], at: number): readonly Expression[] {
    return nodes.flatMap(node => (node === undefined ? [] : [this.expressions.build(node, at)]));
  }
}

/** What is not there is left out, so that facts stay small. */
function withoutEmpty(block: BlockParts): SqlBlock {
  const kept: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(block)) {
    const empty = value === undefined || (Array.isArray(value) && value.length === 0 && OPTIONAL_LISTS.has(key));
    if (!empty) kept[key] = value;
  }
  return kept as unknown as SqlBlock;
}

function fromOf({ from, complete }: Relations): BlockParts {
  return complete ? { from } : { from, complete };
}

function relationNode(relation: NodeBody<'RangeVar'> | undefined): Node | undefined {
  return relation === undefined ? undefined : { RangeVar: relation };
}

/** The values of `SET a = 1, (b, c) = (…)`; the source of several columns is given with each of them. */
function assignedValues(targets: readonly Node[] | undefined): readonly (Node | undefined)[] {
  return bodiesOf(targets, 'ResTarget').map(({ val }) => {
    const several = bodyOf(val, 'MultiAssignRef');
    if (several === undefined) return val;
    return several.colno === 1 ? several.source : undefined;
  });
}

/** ROLLUP (a, b), GROUPING SETS ((a), (b)). */
function groupingParts(node: Node): readonly Node[] {
  const set = bodyOf(node, 'GroupingSet');
  return set === undefined ? [node] : (set.content ?? []).flatMap(groupingParts);
}

const OPTIONAL_LISTS = new Set(['groupBy', 'stars', 'targetNames', 'columns', 'ctes', 'outputs', 'others']);
/** WITH, set operations and subqueries inside each other. */
const MAX_DEPTH = 200;
