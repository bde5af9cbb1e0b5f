import type { Node } from 'libpg-query';
import type { Expression } from '../../../core/facts/expression';
import type { IndexColumn, IndexFact, IndexPredicate } from '../../../core/facts/schema';
import type { Span } from '../../../core/text';
import type { Mutable } from './mutable';
import { ExpressionBuilder } from './postgres-expression';
import { bodiesOf, bodyOf, type NodeBody, type StatementSource, stringsOf } from './postgres-source';

/** CREATE INDEX. IndexElem carries no location, so that expressions are cut out of the source by its tokens. */
export function extractIndex(statement: NodeBody<'IndexStmt'>, source: StatementSource): IndexFact {
  const elements = bodiesOf(statement.indexParams, 'IndexElem');
  const relation = source.indexOf(statement.relation?.location);
  const spans = source.listSpans(openingAt(source, relation));
  const fact: Mutable<IndexFact> = {
    kind: statement.unique === true ? 'unique' : 'index',
    ...(statement.idxname === undefined ? {} : { name: statement.idxname }),
    columns: elements.map((element, n) => readElement(element, spans[n], source)),
    include: bodiesOf(statement.indexIncludingParams, 'IndexElem').flatMap(element => element.name ?? []),
    span: source.span,
  };
  if (statement.nulls_not_distinct === true) fact.nullsNotDistinct = true;
  addMethod(fact, statement.accessMethod, source, relation);
  if (statement.whereClause !== undefined) {
    const where = source.findWord(WHERE, relation);
    const text = source.text.slice(source.startAt(where + 1), source.span.end).trim();
    fact.predicate = readPredicate(statement.whereClause, text, source);
  }
  return fact;
}

/** EXCLUDE USING gist (room WITH =, during WITH &&) WHERE (…). */
export function extractExclusion(constraint: NodeBody<'Constraint'>, span: Span, source: StatementSource): IndexFact {
  const elements = bodiesOf(constraint.exclusions, 'List').flatMap(list => bodyOf(list.items?.[0], 'IndexElem') ?? []);
  const start = Math.max(source.findWord(EXCLUDE, source.indexAt(span.start)), source.indexAt(span.start));
  const spans = source.listSpans(openingAt(source, start));
  const fact: Mutable<IndexFact> = {
    kind: 'index',
    ...(constraint.conname === undefined ? {} : { name: constraint.conname }),
    columns: elements.map((element, n) => readElement(element, spans[n], source)),
    include: stringsOf(constraint.including),
    constraint: true,
    span,
  };
  addMethod(fact, constraint.access_method, source, start);
  if (constraint.where_clause !== undefined) {
    const where = source.findWord(WHERE, start);
    const text = source.text.slice(source.endAt(where + 1), source.startAt(source.groupEnd(where + 1))).trim();
    fact.predicate = readPredicate(constraint.where_clause, text, source);
  }
  return fact;
}

/** An expression outside of any query, with its place in the unit. */
export function plainExpression(node: Node, source: StatementSource): Expression {
  return new ExpressionBuilder({ source, toResult: at => at, readBlock: () => undefined }).build(node, 0);
}

/** The column or expression that a table is partitioned by. */
export function extractPartitionColumn(
  { name, expr, collation, opclass, location }: NodeBody<'PartitionElem'>,
  source: StatementSource,
): IndexColumn {
  const element: NodeBody<'IndexElem'> = {};
  if (name !== undefined) element.name = name;
  if (expr !== undefined) element.expr = expr;
  if (collation !== undefined) element.collation = collation;
  if (opclass !== undefined) element.opclass = opclass;
  return readElement(element, source.elementSpan(source.offset(location)), source);
}

function readElement(element: NodeBody<'IndexElem'>, span: Span | undefined, source: StatementSource): IndexColumn {
  const column: Mutable<IndexColumn> = {};
  if (element.name !== undefined) column.column = element.name;
  else {
    column.expression = expressionText(span, source);
    if (element.expr !== undefined) column.tree = plainExpression(element.expr, source);
  }
  const order = ORDERS[element.ordering ?? ''];
  if (order !== undefined) column.order = order;
  const nulls = NULLS[element.nulls_ordering ?? ''];
  if (nulls !== undefined) column.nulls = nulls;
  if (element.opclass !== undefined) column.operatorClass = stringsOf(element.opclass).join('.');
  if (element.collation !== undefined) column.collation = stringsOf(element.collation).join('.');
  if (span !== undefined) column.span = span;
  return column;
}

/** The index of the parenthesis that opens the list of elements. */
function openingAt(source: StatementSource, from: number): number {
  let index = from;
  while (index < source.tokens.length && source.wordAt(index) !== '(') index++;
  return index;
}

function addMethod(fact: Mutable<IndexFact>, method: string | undefined, source: StatementSource, from: number): void {
  if (method !== undefined && method !== '' && method !== 'btree') fact.method = method;
  for (let index = from; index < source.tokens.length && source.wordAt(index) !== '('; index++) {
    if (source.wordAt(index) !== 'USING') continue;
    fact.methodSpan = { start: source.startAt(index), end: source.endAt(index + 1) };
    return;
  }
}

/** An expression is a call or stands in parentheses: it ends with the parenthesis that closes it. */
function expressionText(span: Span | undefined, source: StatementSource): string {
  if (span === undefined) return '';
  const first = source.indexAt(span.start);
  const opening = openingAt(source, first);
  const closing = source.groupEnd(opening);
  // `current_date` has none.
  if (source.startAt(opening) >= span.end) return source.slice(span);
  if (opening > first) return source.text.slice(span.start, source.endAt(closing));
  return source.text.slice(source.startAt(first + 1), source.endAt(closing - 1));
}

function readPredicate(where: Node, text: string, source: StatementSource): IndexPredicate {
  return { text, notNullOnly: notNullColumns(where) ?? [], tree: plainExpression(where, source) };
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

const ORDERS: Readonly<Record<string, IndexColumn['order']>> = { SORTBY_ASC: 'asc', SORTBY_DESC: 'desc' };
const NULLS: Readonly<Record<string, IndexColumn['nulls']>> = {
  SORTBY_NULLS_FIRST: 'first',
  SORTBY_NULLS_LAST: 'last',
};
const WHERE = new Set(['WHERE']);
const EXCLUDE = new Set(['EXCLUDE']);
