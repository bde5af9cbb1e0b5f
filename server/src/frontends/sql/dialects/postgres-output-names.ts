import type { Node } from 'libpg-query';
import { bodiesOf, bodyOf, type NodeBody, stringsOf } from './postgres-source';

const UNNAMED = '?column?';

/** The names of all columns of a query; undefined where a star or a nameless expression is among them. */
export function columnsOfQuery(query: Node | undefined): readonly string[] | undefined {
  const select = bodyOf(query, 'SelectStmt');
  if (select === undefined) return undefined;
  const first = leftmost(select);
  if (bodiesOf(first.targetList, 'ResTarget').some(isStar)) return undefined;
  const names = outputNames(first);
  return names.length === 0 || names.includes(UNNAMED) ? undefined : names;
}

/** The names of a query's columns, stars left out. A set operation takes those of its first side. */
export function outputNames(select: NodeBody<'SelectStmt'>): readonly string[] {
  const first = leftmost(select);
  const row = bodyOf(first.valuesLists?.[0], 'List')?.items;
  if (row !== undefined) return row.map((_, n) => `column${n + 1}`);
  return targetOutputs(first.targetList);
}

export function targetOutputs(targets: readonly Node[] | undefined): readonly string[] {
  return bodiesOf(targets, 'ResTarget').flatMap(target =>
    isStar(target) ? [] : [target.name ?? nameOf(target.val)?.name ?? UNNAMED],
  );
}

/** `*`, `t.*`. */
export function isStar(target: NodeBody<'ResTarget'>): boolean {
  const last = bodyOf(target.val, 'ColumnRef')?.fields?.at(-1);
  return last !== undefined && 'A_Star' in last;
}

function leftmost(select: NodeBody<'SelectStmt'>): NodeBody<'SelectStmt'> {
  let first = select;
  while (first.larg !== undefined) first = first.larg;
  return first;
}

/** A weak name gives way to the one of an operand: FigureColnameInternal in PostgreSQL's parse_target.c. */
interface FiguredName {
  readonly name: string;
  readonly weak: boolean;
}

function nameOf(node: Node | undefined): FiguredName | undefined {
  if (node === undefined) return undefined;
  if ('ColumnRef' in node) return strong(stringsOf(node.ColumnRef.fields).at(-1));
  if ('FuncCall' in node) return strong(stringsOf(node.FuncCall.funcname).at(-1));
  if ('TypeCast' in node) {
    const inner = nameOf(node.TypeCast.arg);
    return inner !== undefined && !inner.weak ? inner : weak(stringsOf(node.TypeCast.typeName?.names).at(-1));
  }
  if ('A_Indirection' in node) {
    return strong(stringsOf(node.A_Indirection.indirection).at(-1)) ?? nameOf(node.A_Indirection.arg);
  }
  if ('A_Expr' in node) return node.A_Expr.kind === 'AEXPR_NULLIF' ? strong('nullif') : undefined;
  if ('CollateClause' in node) return nameOf(node.CollateClause.arg);
  if ('CaseExpr' in node) {
    const inner = nameOf(node.CaseExpr.defresult);
    return inner !== undefined && !inner.weak ? inner : weak('case');
  }
  if ('SubLink' in node) return nameOfSubLink(node.SubLink);
  if ('MinMaxExpr' in node) return strong(node.MinMaxExpr.op === 'IS_LEAST' ? 'least' : 'greatest');
  if ('SQLValueFunction' in node) {
    return strong(
      (node.SQLValueFunction.op ?? '')
        .replace(/^SVFOP_/, '')
        .replace(/_N$/, '')
        .toLowerCase(),
    );
  }
  return strong(NAMES[Object.keys(node)[0] ?? '']);
}

function nameOfSubLink(sublink: NodeBody<'SubLink'>): FiguredName | undefined {
  if (sublink.subLinkType === 'EXISTS_SUBLINK') return strong('exists');
  if (sublink.subLinkType === 'ARRAY_SUBLINK') return strong('array');
  if (sublink.subLinkType !== 'EXPR_SUBLINK') return undefined;
  const select = bodyOf(sublink.subselect, 'SelectStmt');
  const [target] = bodiesOf(select === undefined ? undefined : leftmost(select).targetList, 'ResTarget');
  return target?.name === undefined ? nameOf(target?.val) : strong(target.name);
}

function strong(name: string | undefined): FiguredName | undefined {
  return name === undefined || name === '' ? undefined : { name, weak: false };
}

function weak(name: string | undefined): FiguredName | undefined {
  return name === undefined ? undefined : { name, weak: true };
}

const NAMES: Readonly<Record<string, string>> = {
  A_ArrayExpr: 'array',
  RowExpr: 'row',
  CoalesceExpr: 'coalesce',
  GroupingFunc: 'grouping',
  XmlSerialize: 'xmlserialize',
  JsonParseExpr: 'json',
  JsonScalarExpr: 'json_scalar',
  JsonSerializeExpr: 'json_serialize',
  JsonObjectConstructor: 'json_object',
  JsonArrayConstructor: 'json_array',
  JsonArrayQueryConstructor: 'json_array',
  JsonObjectAgg: 'json_objectagg',
  JsonArrayAgg: 'json_arrayagg',
};
