import type { Loop } from '../../core/facts/calls';
import type { Expression } from '../../core/facts/expression';
import type { SqlBlock } from '../../core/facts/sql-template';
import type { Ref, Value } from '../../core/facts/values';
import type { FixIntent } from '../../core/fix';
import type { CodeUnit, Model } from '../../core/model';
import type { Query } from '../../core/query';
import { isKindOfColumn } from './key-kind';
import { isElementOf, variesWith } from './loop-keys';
import { plainOutputs } from './sql-outputs';
import { buildScopes, columnOf } from './sql-scope';

/**
 * `WHERE user_id = ANY($1)` with a list and a Map, for a plain SELECT of node-postgres that compares one parameter with a
 * column which it also gives. PostgreSQL finds nothing for NULL, alone or in a list.
 */
export function statementBatchFix(unit: CodeUnit, model: Model, loop: Loop, query: Query): FixIntent | undefined {
  const { raw, chain } = query;
  const text = model.sqlIn(unit.uri, unit.unit).find(one => one.query?.id === query.id);
  if (query.library !== 'pg' || raw?.api !== 'text-and-values' || !text || chain.awaited !== 'yes') return undefined;
  const [scope, ...inner] = buildScopes(text, model);
  if (!scope || inner.length > 0 || !isPlainSelect(scope.block) || text.facts.statement !== 'select') return undefined;
  if (raw.template.pieces.some(({ kind }) => kind !== 'text')) return undefined;

  const key = keyParameter(unit, loop, raw.values);
  const condition = key && comparedWith(scope.block.where, key.index);
  const meant = condition && columnOf(scope, condition.column);
  const outputs = plainOutputs(scope);
  const output = outputs?.find(({ column }) => column === meant?.column);
  if (!key || !condition || !output || !isKindOfColumn(unit, model, loop, key.ref, output.column)) return undefined;
  const placeholder = text.at(condition.parameter.start, condition.parameter.end);
  if (placeholder?.uri !== unit.uri || placeholder.unit !== unit.unit || !/^[a-z_$][\w$]*$/i.test(output.name)) {
    return undefined;
  }
  return {
    kind: 'batch-statement',
    title: 'Ask once for all of them with `= ANY($' + key.index + ')` and a Map',
    safety: 'review',
    at: query.place,
    loop: loop.span,
    placeholder: placeholder.span,
    key: key.ref.span,
    keyField: output.name,
    table: output.table.ref.name,
  };
}

/** No limit, no groups, nothing that looks at the rows of several keys. */
function isPlainSelect(block: SqlBlock): boolean {
  const { kind, limit, setOperation, groupBy = [], having, ctes = [], others = [], complete } = block;
  return (
    kind === 'select' &&
    complete !== false &&
    !limit &&
    !setOperation &&
    !having &&
    groupBy.length + ctes.length + others.length === 0
  );
}

/** The one parameter that differs between the elements, counted from 1. */
function keyParameter(
  unit: CodeUnit,
  loop: Loop,
  values: Value | undefined,
): { readonly index: number; readonly ref: Ref } | undefined {
  if (values?.kind !== 'array' || values.open) return undefined;
  const [only, ...others] = values.items.filter(item => variesWith(unit, loop, item));
  if (only?.kind !== 'ref' || others.length > 0 || !isElementOf(loop, only)) return undefined;
  return { index: values.items.indexOf(only) + 1, ref: only };
}

type Compared = {
  readonly column: Expression & { readonly kind: 'column' };
  readonly parameter: Expression & { readonly kind: 'parameter' };
};

/** The column that must equal the parameter, which stands nowhere else. */
function comparedWith(where: Expression | undefined, index: number): Compared | undefined {
  if (!where) return undefined;
  const found = conjuncts(where).flatMap((condition): readonly Compared[] => {
    const [column, parameter] = condition.kind === 'operator' && condition.operator === '=' ? condition.args : [];
    const isKey = column?.kind === 'column' && parameter?.kind === 'parameter' && parameter.index === index;
    return isKey ? [{ column, parameter }] : [];
  });
  const [only] = found;
  return only && countOf(where, index) === 1 && isSteady(where) ? only : undefined;
}

function conjuncts(condition: Expression): readonly Expression[] {
  return condition.kind === 'operator' && condition.operator === 'and'
    ? condition.args.flatMap(conjuncts)
    : [condition];
}

function countOf(expression: Expression, index: number): number {
  if (expression.kind === 'parameter') return expression.index === index ? 1 : 0;
  return partsOf(expression).reduce((sum, part) => sum + countOf(part, index), 0);
}

/** The same rows whenever it is asked: `random() < 0.5` and what was not read could be anything. */
function isSteady(expression: Expression): boolean {
  if (expression.kind === 'opaque' || expression.kind === 'subquery' || expression.kind === 'hole') return false;
  if (expression.kind === 'call' && (expression.clauses || !STEADY.has(expression.name))) return false;
  return partsOf(expression).every(isSteady);
}

const STEADY: ReadonlySet<string> = new Set(['coalesce', 'current_date', 'current_timestamp', 'lower', 'now', 'upper']);

function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'operator':
    case 'call':
      return expression.args;
    case 'list':
      return expression.items;
    case 'cast':
      return [expression.of];
    case 'opaque':
      return expression.args ?? [];
    default:
      return [];
  }
}
