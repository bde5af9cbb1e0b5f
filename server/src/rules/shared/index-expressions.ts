import type { Expression } from '../../core/facts/expression';
import type { Model, Table, TableIndex } from '../../core/model';
import type { Place } from '../../core/text';

/** An expression that the database keeps the values of: in an index, in its predicate, in a generated column. */
export interface KeptExpression {
  readonly expression: Expression;
  readonly place: Place;
  readonly of:
    | { readonly kind: 'index'; readonly index: TableIndex }
    | { readonly kind: 'column'; readonly column: string };
  readonly part: 'key' | 'predicate' | 'column';
  /** A range of the expression in its file; undefined where it is written in a way that hides that. */
  at(expression: Expression): Place | undefined;
}

export function keptExpressions(table: Table, model: Model): readonly KeptExpression[] {
  const indexes = table.indexes.flatMap((index): KeptExpression[] => {
    const parts = [
      ...index.columns.map(({ tree, expression }) => ({ tree, text: expression, part: 'key' as const })),
      { tree: index.predicate?.tree, text: index.predicate?.text, part: 'predicate' as const },
    ];
    return parts.flatMap(({ tree, text, part }) =>
      keep(tree, text, index.place, { kind: 'index', index }, part, model),
    );
  });
  const columns = table.columns.flatMap(({ name, generated, tree, defaultText, place }): KeptExpression[] =>
    generated === 'stored' ? keep(tree, defaultText, place, { kind: 'column', column: name }, 'column', model) : [],
  );
  return [...indexes, ...columns];
}

function keep(
  tree: Expression | undefined,
  text: string | undefined,
  place: Place,
  of: KeptExpression['of'],
  part: KeptExpression['part'],
  model: Model,
): KeptExpression[] {
  const expression = tree ?? readExpression(text, model);
  if (expression === undefined) return [];
  const at = ({ start, end }: Expression): Place | undefined =>
    tree === undefined || start >= end ? undefined : { ...place, span: { start, end } };
  return [{ expression, place, of, part, at }];
}

/** A text without a tree of its own, as a schema in code gives it. */
function readExpression(text: string | undefined, model: Model): Expression | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  const cooked = `SELECT (${text})`;
  const { blocks, problem } = model.readSql({ pieces: [{ kind: 'text', cooked, map: [] }] }, 'postgres');
  const [block, ...more] = blocks;
  return problem === undefined && more.length === 0 && block?.targets.length === 1 ? block.targets[0] : undefined;
}
