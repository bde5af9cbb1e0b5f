import type { Node } from 'libpg-query';
import { bodiesOf, bodyOf, type NodeBody, stringsOf } from './postgres-source';

/** What a parameter or literal is used as. */
export interface OperandUse {
  readonly role: 'value' | 'like' | 'in-list' | 'limit' | 'condition' | 'target' | 'sort' | 'row' | 'unsure';
  readonly column?: { readonly qualifier?: string; readonly name: string };
  readonly castTo?: string;
}

/** Receives every parameter and string literal of a statement, with its use. */
export interface OperandVisitor {
  parameter(number: number, use: OperandUse): void;
  literal(location: number, use: OperandUse): void;
}

const VALUE: OperandUse = { role: 'value' };

/** Visits the operands of a statement, from the outside in. */
export function visitOperands(node: Node, visitor: OperandVisitor): void {
  new OperandWalk(visitor).node(node, VALUE);
}

class OperandWalk {
  constructor(private readonly visitor: OperandVisitor) {}

  node(node: Node | undefined, use: OperandUse): void {
    if (node === undefined) return;
    const [entry] = Object.entries(node);
    if (entry === undefined) return;
    const parameter = bodyOf(node, 'ParamRef');
    if (parameter !== undefined) return this.visitor.parameter(parameter.number ?? 0, use);
    const constant = bodyOf(node, 'A_Const');
    if (constant !== undefined) return this.visitor.literal(constant.location ?? 0, use);
    const cast = bodyOf(node, 'TypeCast');
    if (cast !== undefined) {
      const castTo = stringsOf(cast.typeName?.names).at(-1);
      return this.node(cast.arg, castTo === undefined ? use : { ...use, castTo });
    }
    const expression = bodyOf(node, 'A_Expr');
    if (expression !== undefined) return this.expression(expression);
    const logic = bodyOf(node, 'BoolExpr');
    if (logic !== undefined) return this.each(logic.args, { role: 'condition' });
    const test = bodyOf(node, 'NullTest') ?? bodyOf(node, 'BooleanTest');
    if (test !== undefined) return this.node(test.arg, { role: 'unsure' });
    const call = bodyOf(node, 'FuncCall');
    if (call !== undefined) return this.call(call);
    const array = bodyOf(node, 'A_ArrayExpr');
    if (array !== undefined) {
      const alone = (array.elements ?? []).length === 1;
      return this.each(array.elements, { ...use, role: alone ? 'in-list' : 'value' });
    }
    const sublink = bodyOf(node, 'SubLink');
    if (sublink !== undefined) {
      this.node(sublink.testexpr, { role: 'unsure' });
      return this.node(sublink.subselect, VALUE);
    }
    const select = bodyOf(node, 'SelectStmt');
    if (select !== undefined) return this.select(select, undefined);
    const insert = bodyOf(node, 'InsertStmt');
    if (insert !== undefined) return this.insert(insert);
    const update = bodyOf(node, 'UpdateStmt');
    if (update !== undefined) {
      this.assignments(update.targetList);
      return this.parts(update, { targetList: 'skip', whereClause: 'condition', returningList: 'target' });
    }
    const remove = bodyOf(node, 'DeleteStmt');
    if (remove !== undefined) return this.parts(remove, { whereClause: 'condition', returningList: 'target' });
    const conflict = bodyOf(node, 'OnConflictClause');
    if (conflict !== undefined) return this.conflict(conflict);
    const join = bodyOf(node, 'JoinExpr');
    if (join !== undefined) return this.parts(join, { quals: 'condition' });
    const sort = bodyOf(node, 'SortBy');
    if (sort !== undefined) return this.node(sort.node, { role: 'sort' });
    // Parameters there are an extension of libpg-query; PostgreSQL takes none in SET.
    const setting = bodyOf(node, 'VariableSetStmt');
    if (setting !== undefined) return this.each(setting.args, { role: 'unsure' });
    const branch = bodyOf(node, 'CaseWhen');
    if (branch !== undefined) return this.parts(branch, { expr: 'condition' });
    this.parts(entry[1] as object, {});
  }

  private each(nodes: readonly Node[] | undefined, use: OperandUse): void {
    for (const node of nodes ?? []) this.node(node, use);
  }

  /** All parts of a node, each used as told by its name, else as a value. */
  private parts(body: object, roles: Readonly<Record<string, OperandUse['role'] | 'skip'>>): void {
    for (const [key, part] of Object.entries(body)) {
      const role = roles[key] ?? 'value';
      if (role === 'skip' || typeof part !== 'object' || part === null) continue;
      for (const item of Array.isArray(part) ? part : [part]) {
        if (typeof item !== 'object' || item === null) continue;
        if (isNode(item)) this.node(item as Node, { role });
        else this.parts(item, NESTED_ROLES);
      }
    }
  }

  private expression(expression: NodeBody<'A_Expr'>): void {
    const { lexpr, rexpr } = expression;
    const left = columnOf(lexpr);
    const right = columnOf(rexpr);
    switch (expression.kind) {
      case 'AEXPR_LIKE':
      case 'AEXPR_ILIKE':
      case 'AEXPR_SIMILAR':
        this.node(lexpr, right === undefined ? { role: 'unsure' } : { role: 'value', column: right });
        return this.node(rexpr, withColumn('like', left));
      case 'AEXPR_IN': {
        this.node(lexpr, { role: 'unsure' });
        // `(a, b) IN (…)` compares rows.
        const use: OperandUse = bodyOf(lexpr, 'RowExpr') === undefined ? withColumn('in-list', left) : { role: 'row' };
        const list = bodyOf(rexpr, 'List');
        return list === undefined ? this.node(rexpr, use) : this.each(list.items, use);
      }
      case 'AEXPR_BETWEEN':
      case 'AEXPR_NOT_BETWEEN':
      case 'AEXPR_BETWEEN_SYM':
      case 'AEXPR_NOT_BETWEEN_SYM':
        this.node(lexpr, { role: 'unsure' });
        return this.each(bodyOf(rexpr, 'List')?.items, withColumn('value', left));
      default: {
        // On the left of an operator a hole is as likely a column's name, unless the other side is a column.
        const name = stringsOf(expression.name).at(-1);
        const named = right === undefined && isPlain(rexpr) && name !== '||';
        const literal = bodyOf(lexpr, 'A_Const') !== undefined;
        this.node(lexpr, named && !literal ? { role: 'unsure' } : withColumn('value', right));
        const call = bodyOf(rexpr, 'FuncCall');
        // lower(name) = lower($1)
        if (call !== undefined && mentionsColumn(lexpr)) return this.call(call, 'value');
        return this.node(rexpr, withColumn('value', left));
      }
    }
  }

  /** count($1), sum($1): as the only argument a column's name is as likely. */
  private call(call: NodeBody<'FuncCall'>, alone: OperandUse['role'] = 'unsure'): void {
    const args = call.args ?? [];
    const single = args.length === 1 && bodyOf(args[0], 'ParamRef') !== undefined;
    const syntax = call.funcformat === 'COERCE_SQL_SYNTAX';
    for (const [n, arg] of args.entries()) {
      // EXTRACT(field FROM …): PostgreSQL takes no parameter for the field, libpg-query does.
      const field = n === 0 && syntax && stringsOf(call.funcname).at(-1) === 'extract';
      this.node(arg, { role: field ? 'unsure' : single ? alone : 'value' });
    }
    this.each(call.agg_order, { role: 'sort' });
    this.node(call.agg_filter, { role: 'condition' });
    if (call.over !== undefined) this.parts(call.over, NESTED_ROLES);
  }

  private select(select: NodeBody<'SelectStmt'>, columns: readonly string[] | undefined): void {
    for (const row of select.valuesLists ?? []) this.row(bodyOf(row, 'List')?.items ?? [], columns);
    const targets = bodiesOf(select.targetList, 'ResTarget');
    for (const [n, target] of targets.entries()) {
      const column = columns?.[n];
      const fits = columns !== undefined && columns.length === targets.length && column !== undefined;
      this.node(target.val, fits ? assigned(column) : { role: 'target' });
    }
    this.limit(select.limitCount);
    this.limit(select.limitOffset);
    for (const part of [select.larg, select.rarg]) if (part !== undefined) this.select(part, columns);
    this.parts(select, {
      valuesLists: 'skip',
      targetList: 'skip',
      limitCount: 'skip',
      limitOffset: 'skip',
      larg: 'skip',
      rarg: 'skip',
      whereClause: 'condition',
      havingClause: 'condition',
      groupClause: 'sort',
      sortClause: 'sort',
      distinctClause: 'sort',
    });
  }

  private limit(node: Node | undefined): void {
    this.node(node, { role: 'limit' });
  }

  /** A single operand for several columns is a list that was joined outside. */
  private row(items: readonly Node[], columns: readonly string[] | undefined): void {
    const listed = columns?.length === 1 && isHoleName(columns[0]) ? undefined : columns;
    const counted = listed === undefined ? items.length > 1 : listed.length === items.length;
    for (const [n, item] of items.entries()) this.node(item, counted ? assigned(listed?.[n]) : { role: 'row' });
  }

  private insert(insert: NodeBody<'InsertStmt'>): void {
    const names = bodiesOf(insert.cols, 'ResTarget').map(column => column.name ?? '');
    const source = bodyOf(insert.selectStmt, 'SelectStmt');
    if (source !== undefined) this.select(source, names.length === 0 ? undefined : names);
    if (insert.onConflictClause !== undefined) this.conflict(insert.onConflictClause);
    this.parts(insert, { cols: 'skip', selectStmt: 'skip', onConflictClause: 'skip', returningList: 'target' });
  }

  private conflict(conflict: NodeBody<'OnConflictClause'>): void {
    this.assignments(conflict.targetList);
    this.parts(conflict, { targetList: 'skip', whereClause: 'condition' });
  }

  private assignments(targets: readonly Node[] | undefined): void {
    for (const target of bodiesOf(targets, 'ResTarget')) {
      this.node(target.val, assigned(target.name));
    }
  }
}

/** Of bodies that stand without their tag (WITH, window definitions, CASE). */
const NESTED_ROLES: Readonly<Record<string, OperandUse['role']>> = {
  whereClause: 'condition',
  quals: 'condition',
  orderClause: 'sort',
  partitionClause: 'sort',
  returningList: 'target',
};

/** A node is `{ Tag: body }`; a body's own keys start in lower case. */
function isNode(item: object): boolean {
  const keys = Object.keys(item);
  return keys.length === 1 && /^[A-Z]/.test(keys[0] ?? '');
}

function assigned(name: string | undefined): OperandUse {
  return name === undefined || isHoleName(name) ? VALUE : { role: 'value', column: { name } };
}

function isHoleName(name: string | undefined): boolean {
  return name?.startsWith('sargable_hole_') === true;
}

function mentionsColumn(node: Node | undefined): boolean {
  if (columnOf(node) !== undefined) return true;
  return (bodyOf(node, 'FuncCall')?.args ?? []).some(arg => columnOf(arg) !== undefined);
}

/** A side that tells nothing about what stands on the other one. */
function isPlain(node: Node | undefined): boolean {
  return bodyOf(node, 'A_Const') !== undefined || bodyOf(node, 'ParamRef') !== undefined || isCastOfPlain(node);
}

function isCastOfPlain(node: Node | undefined): boolean {
  const cast = bodyOf(node, 'TypeCast');
  return cast !== undefined && isPlain(cast.arg);
}

function withColumn(role: OperandUse['role'], column: OperandUse['column']): OperandUse {
  return column === undefined ? { role } : { role, column };
}

/** The column an operand is, also through a cast. */
function columnOf(node: Node | undefined): OperandUse['column'] {
  const cast = bodyOf(node, 'TypeCast');
  if (cast !== undefined) return columnOf(cast.arg);
  const names = stringsOf(bodyOf(node, 'ColumnRef')?.fields);
  const name = names.at(-1);
  if (name === undefined || isHoleName(name)) return undefined;
  const qualifier = names.at(-2);
  return qualifier === undefined || isHoleName(qualifier) ? { name } : { qualifier, name };
}
