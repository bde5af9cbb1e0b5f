import type { Node } from 'libpg-query';
import type { IndexColumn, IndexFact, IndexPredicate } from '../../../core/facts/schema';
import { defaultConstraintName } from './postgres-default-names';
import { bodiesOf, bodyOf, type NodeBody, type StatementSource, stringsOf } from './postgres-source';

/** CREATE INDEX. IndexElem carries no location, so that expressions are cut out of the source by its tokens. */
export function extractIndex(statement: NodeBody<'IndexStmt'>, source: StatementSource): IndexFact {
  const elements = bodiesOf(statement.indexParams, 'IndexElem');
  const relation = source.indexAt(source.offset(statement.relation?.location));
  const starts = elementStarts(source, relation);
  const columns = elements.map((element, n) => readElement(element, starts[n], source));
  const method = statement.accessMethod;
  const predicate = readPredicate(statement.whereClause, relation, source);
  const names = elements.map(element => element.name ?? functionName(element.expr) ?? 'expr');
  return {
    kind: statement.unique === true ? 'unique' : 'index',
    name: statement.idxname ?? defaultConstraintName(statement.relation?.relname ?? '', names, 'index'),
    ...(method === undefined || method === '' || method === 'btree' ? {} : { method }),
    columns,
    include: bodiesOf(statement.indexIncludingParams, 'IndexElem').flatMap(element => element.name ?? []),
    ...(predicate === undefined ? {} : { predicate }),
    span: source.span,
  };
}

function readElement(element: NodeBody<'IndexElem'>, start: number | undefined, source: StatementSource): IndexColumn {
  const operatorClass = stringsOf(element.opclass).join('.');
  return {
    ...(element.name === undefined ? { expression: readExpression(start, source) } : { column: element.name }),
    ...(element.ordering === 'SORTBY_DESC' ? { order: 'desc' as const } : {}),
    ...(element.ordering === 'SORTBY_ASC' ? { order: 'asc' as const } : {}),
    ...(element.nulls_ordering === 'SORTBY_NULLS_FIRST' ? { nulls: 'first' as const } : {}),
    ...(element.nulls_ordering === 'SORTBY_NULLS_LAST' ? { nulls: 'last' as const } : {}),
    ...(operatorClass === '' ? {} : { operatorClass }),
  };
}

/** Token indices at which the elements between the parentheses behind the table start. */
function elementStarts(source: StatementSource, relation: number): readonly number[] {
  const starts: number[] = [];
  let index = relation;
  while (index < source.tokens.length && source.wordAt(index) !== '(') index++;
  while (index < source.tokens.length && source.wordAt(index) !== ')') {
    starts.push(index + 1);
    index = source.elementEnd(index + 1);
  }
  return starts;
}

/** An expression is a call or stands in parentheses: it ends with the parenthesis that closes it. */
function readExpression(start: number | undefined, source: StatementSource): string {
  if (start === undefined) return '';
  let depth = 0;
  let index = start;
  for (; index < source.tokens.length; index++) {
    const word = source.wordAt(index);
    if (word === '(') depth++;
    else if (word === ')' && --depth <= 0) break;
  }
  const parenthesized = source.wordAt(start) === '(';
  const first = source.tokens[parenthesized ? start + 1 : start]?.start ?? 0;
  return source.text.slice(first, source.endAt(parenthesized ? index - 1 : index));
}

function functionName(expression: Node | undefined): string | undefined {
  return stringsOf(bodyOf(expression, 'FuncCall')?.funcname).at(-1);
}

function readPredicate(where: Node | undefined, relation: number, source: StatementSource): IndexPredicate | undefined {
  if (where === undefined) return undefined;
  let depth = 0;
  let index = relation;
  for (; index < source.tokens.length; index++) {
    const word = source.wordAt(index);
    if (word === '(') depth++;
    else if (word === ')') depth--;
    else if (depth === 0 && word === 'WHERE') break;
  }
  const text = source.text.slice(source.tokens[index + 1]?.start ?? source.span.end, source.span.end).trim();
  return { text, notNullOnly: notNullColumns(where) ?? [] };
}

/** The columns of a conjunction of IS NOT NULL tests, or undefined when it is anything else. */
function notNullColumns(node: Node): readonly string[] | undefined {
  const test = bodyOf(node, 'NullTest');
  if (test !== undefined) {
    const fields = stringsOf(bodyOf(test.arg, 'ColumnRef')?.fields);
    const name = fields.at(-1);
    return test.nulltesttype === 'IS_NOT_NULL' && name !== undefined ? [name] : undefined;
  }
  const conjunction = bodyOf(node, 'BoolExpr');
  if (conjunction?.boolop !== 'AND_EXPR') return undefined;
  const parts = (conjunction.args ?? []).map(notNullColumns);
  return parts.every(part => part !== undefined) ? parts.flat() : undefined;
}
