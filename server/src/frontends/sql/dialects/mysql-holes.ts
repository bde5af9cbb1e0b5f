import type { Expression } from '../../../core/facts/expression';
import type { HoleReading, SqlBlock } from '../../../core/facts/sql-template';

/** What a hole is used as, without the certainty of that. */
export type HoleUse = Omit<HoleReading, 'certainty'>;

/**
 * What the holes of a statement that was parsed are used as, by their number. A hole in a place that no reading is made of
 * (a CASE, an interval, the rows of an INSERT) is left out: its neighbours tell as much.
 */
export function usesOfHoles(blocks: readonly SqlBlock[]): ReadonlyMap<number, HoleUse> {
  const uses = new Map<number, HoleUse>();
  const visit = (expression: Expression | undefined, use: HoleUse | undefined): void => {
    if (expression) visitExpression(expression, use, (hole, found) => uses.set(hole, found));
  };
  for (const block of blocks) {
    for (const { on } of block.from) visit(on, CONDITION);
    for (const condition of [block.where, block.having]) visit(condition, CONDITION);
    for (const by of [...(block.groupBy ?? []), ...block.orderBy.map(sort => sort.by)]) visit(by, SORT);
    visit(block.limit, LIMIT);
    const isInsert = block.kind === 'insert';
    for (const other of block.others ?? []) visit(other, isInsert ? VALUE : LIMIT);
    visitTargets(block, visit);
  }
  return uses;
}

type Visit = (expression: Expression, use: HoleUse | undefined) => void;

function visitTargets({ kind, targets, columns = [], returning = [] }: SqlBlock, visit: Visit): void {
  for (const [n, target] of targets.entries()) {
    if (kind === 'update') {
      const name = columns.length === targets.length ? columns[n]?.name : undefined;
      visit(target, name === undefined ? VALUE : { position: 'value', column: { name } });
    } else visit(target, kind === 'insert' ? undefined : UNSURE);
  }
  for (const target of returning) visit(target, UNSURE);
}

type Found = (hole: number, use: HoleUse) => void;

function visitExpression(expression: Expression, use: HoleUse | undefined, found: Found): void {
  const each = (parts: readonly Expression[], as: HoleUse | undefined): void => {
    for (const part of parts) visitExpression(part, as, found);
  };
  switch (expression.kind) {
    case 'hole':
      if (use) found(expression.hole, use);
      return;
    case 'cast':
      return visitExpression(expression.of, use && { ...use, castTo: expression.type }, found);
    case 'list':
      return each(expression.items, use);
    case 'call':
      // count(${x}): as the only argument a column's name is as likely.
      return each(expression.args, expression.args.length === 1 ? UNSURE : VALUE);
    case 'operator':
      for (const [n, part] of expression.args.entries()) {
        const own = useOfOperand(expression.operator, expression.args, n);
        // lower(name) = lower(${x})
        if (n > 0 && part.kind === 'call' && own?.position === 'value' && mentionsColumn(expression.args[0])) {
          each(part.args, VALUE);
        } else visitExpression(part, own, found);
      }
      return;
    case 'opaque':
      return each(expression.args ?? [], undefined);
    default:
      return;
  }
}

function useOfOperand(operator: string, args: readonly Expression[], index: number): HoleUse | undefined {
  const [left, right] = args;
  if (operator === 'and' || operator === 'or' || operator === 'not') return CONDITION;
  if (operator === 'case' || operator === 'exists' || operator === 'row') return undefined;
  const isLeft = index === 0;
  if (PATTERNS.test(operator)) return isLeft ? besides(right) : withColumn({ position: 'like-pattern' }, left);
  if (operator === 'in' || operator === 'not in') {
    if (isLeft || right?.kind !== 'list') return UNSURE;
    // `(a, b) IN (…)` compares rows.
    const isRow = left?.kind === 'operator' && left.operator === 'row';
    return isRow ? CONDITION : withColumn({ position: 'in-list' }, left);
  }
  if (operator === 'between' || operator === 'not between') return isLeft ? UNSURE : withColumn(VALUE, left);
  if (args.length === 1) return UNSURE;
  return isLeft ? besides(right) : withColumn(VALUE, left);
}

/** On the left of an operator a hole is as likely a column's name, unless the other side is a column. */
function besides(other: Expression | undefined): HoleUse {
  return columnOf(other) ? withColumn(VALUE, other) : UNSURE;
}

function withColumn(use: HoleUse, other: Expression | undefined): HoleUse {
  const column = columnOf(other);
  return column ? { ...use, column } : use;
}

function columnOf(expression: Expression | undefined): HoleUse['column'] {
  if (expression?.kind === 'cast') return columnOf(expression.of);
  if (expression?.kind !== 'column') return undefined;
  const { qualifier, name } = expression;
  return qualifier === undefined ? { name } : { qualifier, name };
}

function mentionsColumn(expression: Expression | undefined): boolean {
  if (columnOf(expression)) return true;
  return expression?.kind === 'call' && expression.args.some(arg => columnOf(arg) !== undefined);
}

const VALUE: HoleUse = { position: 'value' };
const LIMIT: HoleUse = { position: 'limit' };
/** A condition is more than one value. */
const CONDITION: HoleUse = { position: 'fragment' };
/** A value there says nothing: what is meant is a column. */
const SORT: HoleUse = { position: 'identifier' };
const UNSURE: HoleUse = { position: 'unknown' };
const PATTERNS = /^(?:not )?(?:like|regexp|glob)$/;
