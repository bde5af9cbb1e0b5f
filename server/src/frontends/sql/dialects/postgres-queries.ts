import type { Node } from 'libpg-query';
import type { StatementQuery } from '../../../core/facts/migrations';
import type { SqlBlock } from '../../../core/facts/sql-template';
import type { Span } from '../../../core/text';
import { kindOfNode } from '../statement-kind';
import { buildBlocks } from './postgres-blocks';
import { extractFunctionQueries } from './postgres-function-queries';
import type { StatementSource } from './postgres-source';

/** The queries in one parsed statement: itself, the one a view is made of, those in the body of a function. */
export function extractQueries(node: Node, source: StatementSource): readonly StatementQuery[] {
  if ('ViewStmt' in node) return viewQuery('view', node.ViewStmt.query, source);
  if ('CreateTableAsStmt' in node) {
    const form = node.CreateTableAsStmt.objtype === 'OBJECT_MATVIEW' ? 'view' : 'query';
    return viewQuery(form, node.CreateTableAsStmt.query, source);
  }
  if ('CreateFunctionStmt' in node || 'DoStmt' in node) return extractFunctionQueries(node, source);
  const query = plainQuery(node);
  return query === undefined ? [] : readQuery('query', query, { source, span: source.span, variables: [] });
}

export interface QueryPlace {
  readonly source: StatementSource;
  readonly span: Span;
  readonly variables: readonly string[];
}

/** None for what asks no table: `SELECT set_config(…)`. */
export function readQuery(
  form: StatementQuery['form'],
  node: Node,
  { source, span, variables }: QueryPlace,
): readonly StatementQuery[] {
  const blocks = buildBlocks(node, { source, toResult: at => at });
  if (!blocks.some(asksTable)) return [];
  return [{ form, variables, facts: { holes: [], blocks, statement: kindOfNode(node) }, span }];
}

function asksTable({ from }: SqlBlock): boolean {
  return from.some(relation => relation.table !== undefined);
}

/** SELECT and the like, also behind EXPLAIN, PREPARE, DECLARE CURSOR and in COPY. */
function plainQuery(node: Node): Node | undefined {
  if (QUERIES.has(Object.keys(node)[0] ?? '')) return node;
  if ('ExplainStmt' in node) return node.ExplainStmt.query;
  if ('PrepareStmt' in node) return node.PrepareStmt.query;
  if ('DeclareCursorStmt' in node) return node.DeclareCursorStmt.query;
  if ('CopyStmt' in node) return node.CopyStmt.query;
  return undefined;
}

/** The query stands behind AS. */
function viewQuery(
  form: StatementQuery['form'],
  query: Node | undefined,
  source: StatementSource,
): readonly StatementQuery[] {
  if (query === undefined) return [];
  const start = source.startAt(source.findWord(AS, 0) + 1);
  return readQuery(form, query, { source, span: { start, end: source.span.end }, variables: [] });
}

const QUERIES = new Set(['SelectStmt', 'InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt']);
const AS = new Set(['AS']);
