import type { Expression } from '../../../core/facts/expression';
import type { SqlRelation } from '../../../core/facts/sql-template';
import { holeOfName } from '../substitution';
import { listOf, textOf } from './mysql-expression-parts';
import type { QueryText, TokenPlaces } from './mysql-token-places';
import { isNode, type SqlNode } from './node-sql-parser';

/** What a FROM clause is read with. */
interface Surroundings {
  block(node: SqlNode, parent: number): number | undefined;
  expression(value: unknown, at: number): Expression;
  /** A part of the block could not be read. */
  markIncomplete(at: number): void;
}

/** Reads the FROM clauses of blocks, and the tables that other statements name. */
export class MysqlRelations {
  constructor(
    private readonly source: QueryText,
    private readonly places: TokenPlaces,
    private readonly surroundings: Surroundings,
  ) {}

  read(value: unknown, at: number): readonly SqlRelation[] {
    // `(a JOIN b) LEFT JOIN c`
    if (isNode(value) && Array.isArray(value.expr))
      return [...this.read(value.expr, at), ...this.read(value.joins, at)];
    return listOf(value).flatMap(item => (isNode(item) ? this.relation(item, at) : []));
  }

  private relation(item: SqlNode, at: number): readonly SqlRelation[] {
    if (item.type === 'dual') return [];
    const alias = textOf(item.as);
    const named = alias === undefined || holeOfName(alias) !== undefined ? {} : { alias };
    const source = this.relationSource(item, at);
    if (alias !== undefined) this.places.findName(alias);
    const on = isNode(item.on) ? { on: this.surroundings.expression(item.on, at) } : {};
    const using = listOf(item.using).flatMap(column => textOf(column) ?? []);
    const join = typeof item.join === 'string' ? { join: joinKind(item, item.join) } : {};
    return [{ ...source, ...named, ...join, ...on, ...(using.length === 0 ? {} : { using }) }];
  }

  private relationSource(item: SqlNode, at: number): SqlRelation {
    const table = textOf(item.table);
    if (table !== undefined) {
      const schema = textOf(item.db);
      const own = this.places.located(item);
      if (own !== undefined) this.places.moveTo(own.start);
      const first = schema === undefined ? undefined : this.places.findName(schema);
      const range = this.places.findName(table);
      if (range === undefined || holeOfName(table) !== undefined || (this.source.holesIn?.(range) ?? []).length > 0) {
        this.surroundings.markIncomplete(at);
        return {};
      }
      const place = this.places.range({ start: first?.start ?? range.start, end: range.end });
      return { ...(schema === undefined ? {} : { schema }), table, ...place };
    }
    const query = isNode(item.expr) ? (isNode(item.expr.ast) ? item.expr.ast : item.expr) : undefined;
    const block = query?.type === 'select' ? this.surroundings.block(query, at) : undefined;
    if (block !== undefined) return { block };
    this.surroundings.markIncomplete(at);
    return { isFunction: true };
  }
}

function joinKind(item: SqlNode, join: string): NonNullable<SqlRelation['join']> {
  if (/left/i.test(join)) return 'left';
  if (/right/i.test(join)) return 'right';
  if (/full/i.test(join)) return 'full';
  const plain = !isNode(item.on) && listOf(item.using).length === 0;
  return /cross/i.test(join) || (plain && !/natural/i.test(join)) ? 'cross' : 'inner';
}
