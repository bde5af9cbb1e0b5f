import type { Expression } from '../../../core/facts/expression';
import type { Span } from '../../../core/text';
import type { SqlFlavor } from '../scan';
import { MysqlExpressions } from './mysql-expression';
import { isLost, listOf } from './mysql-expression-parts';
import { isNode, parseStatement } from './node-sql-parser';

/** An expression of DDL, as the key of an index has it; undefined where the grammar does not accept it. */
export function readSingleExpression(
  text: string,
  { start, end }: Span,
  flavor: Exclude<SqlFlavor, 'postgres'>,
): Expression | undefined {
  const query = SELECT + text.slice(start, end);
  const parsed = parseStatement(query, flavor);
  if (!parsed.ok || parsed.statements.length !== 1) return undefined;
  const [select] = parsed.statements;
  const [target, ...others] = listOf(select?.columns);
  const isAlone = isNode(target) && others.length === 0 && typeof target.as !== 'string' && !isNode(select?.from);
  if (!isAlone || Array.isArray(select?.from)) return undefined;
  const toResult = (at: number): number => start + at - SELECT.length;
  const source = { text: query, flavor, from: parsed.from, quotedIsName: flavor === 'sqlite', toResult };
  const expressions = new MysqlExpressions(source, () => undefined);
  // The word before it is behind us.
  expressions.places.moveTo(SELECT.length);
  const built = expressions.build(target.expr, 0);
  return isLost(built) ? undefined : built;
}

const SELECT = 'SELECT ';
