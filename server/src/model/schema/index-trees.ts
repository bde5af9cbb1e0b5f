import type { Expression } from '../../core/facts/expression';
import type { Dialect, ReadSql } from '../../core/facts/sql-template';
import type { Table, TableIndex } from '../../core/model';

/**
 * The table with a tree for every expression of its indexes that is known as text alone: a schema in code and a migration
 * that is a program write SQL into strings. Such a tree stands nowhere: all its places are zero.
 */
export function withIndexTrees(table: Table, readSql: ReadSql): Table {
  const indexes = table.indexes.map(index => withTrees(index, table.dialect, readSql));
  return indexes.some((index, n) => index !== table.indexes[n]) ? { ...table, indexes } : table;
}

function withTrees(index: TableIndex, dialect: Dialect, readSql: ReadSql): TableIndex {
  const { predicate } = index;
  const treeOf = (text: string): { readonly tree?: Expression } => readTree(text, dialect, readSql);
  const isText = index.columns.some(({ expression, tree }) => expression !== undefined && !tree);
  if (!isText && (!predicate || predicate.tree)) return index;
  return {
    ...index,
    columns: index.columns.map(part =>
      part.expression === undefined || part.tree ? part : { ...part, ...treeOf(part.expression) },
    ),
    ...(predicate ? { predicate: { ...treeOf(predicate.text), ...predicate } } : {}),
  };
}

function readTree(text: string, dialect: Dialect, readSql: ReadSql): { readonly tree?: Expression } {
  if (text.trim() === '') return {};
  const { blocks, problem } = readSql({ pieces: [{ kind: 'text', cooked: `SELECT (${text})`, map: [] }] }, dialect);
  const [block, ...others] = blocks;
  const [tree, ...more] = block?.targets ?? [];
  return problem === undefined && others.length === 0 && more.length === 0 && tree ? { tree: nowhere(tree) } : {};
}

function nowhere(tree: Expression): Expression {
  const place = { start: 0, end: 0 };
  switch (tree.kind) {
    case 'call':
      return {
        ...tree,
        ...place,
        args: tree.args.map(nowhere),
        ...(tree.clauses ? { clauses: tree.clauses.map(nowhere) } : {}),
      };
    case 'operator':
      return { ...tree, ...place, args: tree.args.map(nowhere) };
    case 'opaque':
      return { ...tree, ...place, ...(tree.args ? { args: tree.args.map(nowhere) } : {}) };
    case 'cast':
      return { ...tree, ...place, of: nowhere(tree.of) };
    case 'list':
      return { ...tree, ...place, items: tree.items.map(nowhere) };
    default:
      return { ...tree, ...place };
  }
}
