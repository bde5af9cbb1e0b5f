import { parseSync } from 'libpg-query';

/**
 * An expression so that two spellings of one meaning are equal: the server gives back what it stored with casts,
 * qualified names and parentheses of its own, `IN` as `= ANY` and `BETWEEN` as two comparisons. The grammar must be loaded.
 */
export function normalizeExpression(text: string): string {
  let tree: unknown;
  try {
    tree = parseSync(`SELECT (${text})`).stmts?.[0]?.stmt;
  } catch (error) {
    return `${text} (${error instanceof Error ? error.message : String(error)})`;
  }
  const target = (tree as { SelectStmt: { targetList: { ResTarget: { val: unknown } }[] } }).SelectStmt.targetList[0];
  return write(target?.ResTarget.val);
}

type Body = Readonly<Record<string, unknown>>;

function write(node: unknown): string {
  if (Array.isArray(node)) return node.map(write).join(', ');
  if (typeof node !== 'object' || node === null) return String(node);
  const [kind, body] = Object.entries(node)[0] ?? ['', {}];
  const part = body as Body;
  switch (kind) {
    case 'TypeCast':
      return write(part.arg);
    case 'CollateClause':
      return `${write(part.arg)} collate ${names(part.collname)}`;
    case 'ColumnRef':
      return names(part.fields);
    case 'A_Const':
      return writeConstant(part);
    case 'FuncCall':
      return `${names(part.funcname)}(${write(part.args ?? [])})`;
    case 'BoolExpr':
      return writeBoolean(part);
    case 'NullTest':
      return `(${write(part.arg)} ${part.nulltesttype === 'IS_NULL' ? 'is null' : 'is not null'})`;
    case 'A_ArrayExpr':
      return `[${write(part.elements ?? [])}]`;
    case 'A_Expr':
      return writeOperator(part);
    case 'List':
      return write(part.items);
    case 'CoalesceExpr':
      return `coalesce(${write(part.args)})`;
    default:
      return `${kind}(${Object.entries(part)
        .filter(([key]) => key !== 'location')
        .map(([key, value]) => `${key}: ${typeof value === 'object' ? write(value) : String(value)}`)
        .join(', ')})`;
  }
}

const PATTERNS: Readonly<Record<string, string>> = { AEXPR_LIKE: 'like', AEXPR_ILIKE: 'ilike' };

function writeOperator({ kind, name, lexpr, rexpr }: Body): string {
  const operator = names(name) === '!=' ? '<>' : names(name);
  const left = lexpr === undefined ? '' : write(lexpr);
  switch (kind) {
    case 'AEXPR_IN':
      return `(${left} ${operator === '=' ? '= any' : '<> all'} [${write(rexpr)}])`;
    case 'AEXPR_OP_ANY':
      return `(${left} ${operator} any ${write(rexpr)})`;
    case 'AEXPR_OP_ALL':
      return `(${left} ${operator} all ${write(rexpr)})`;
    case 'AEXPR_BETWEEN': {
      const [low, high] = listItems(rexpr);
      return `((${left} >= ${write(low)}) and (${left} <= ${write(high)}))`;
    }
    case 'AEXPR_NULLIF':
      return `nullif(${left}, ${write(rexpr)})`;
    default:
      return `(${left} ${PATTERNS[String(kind)] ?? ''}${operator} ${write(rexpr)})`.replace(
        /(?:like|ilike)(!?~~\*?)/,
        '$1',
      );
  }
}

/** An AND in an AND is one AND. */
function writeBoolean({ boolop, args }: Body): string {
  if (boolop === 'NOT_EXPR') return `(not ${write(args)})`;
  const word = boolop === 'AND_EXPR' ? 'and' : 'or';
  const parts = (args as unknown[]).map(write).flatMap(part => flatten(part, word));
  return `(${parts.join(` ${word} `)})`;
}

function flatten(part: string, word: string): string[] {
  if (!part.startsWith('(') || !part.endsWith(')')) return [part];
  const parts: string[] = [];
  let depth = 0;
  let start = 1;
  for (let i = 1; i < part.length - 1; i++) {
    if (part[i] === '(') depth++;
    else if (part[i] === ')') depth--;
    if (depth < 0) return [part];
    if (depth === 0 && part.startsWith(` ${word} `, i)) {
      parts.push(part.slice(start, i));
      start = i + word.length + 2;
    }
  }
  return parts.length === 0 ? [part] : [...parts, part.slice(start, -1)];
}

/** Protobuf leaves out what is zero. */
function writeConstant(constant: Body): string {
  if (constant.isnull === true) return 'null';
  const { ival, fval, boolval, sval, bsval } = constant as Record<string, Body | undefined>;
  // A number in quotes is the number once the server has looked at it.
  if (sval) return `'${writeTime(String(sval.sval ?? ''))}'`;
  if (ival) return `'${String(ival.ival ?? 0)}'`;
  if (fval) return `'${String(fval.fval ?? '')}'`;
  if (boolval) return String(boolval.boolval ?? false);
  return `'${String(bsval?.bsval ?? '')}'`;
}

/** The last part of a qualified name: which table a column of an index is of is no question. */
function names(parts: unknown): string {
  const strings = (parts as { String?: { sval?: string } }[]).map(part => part.String?.sval ?? '*');
  return strings.at(-1) ?? '';
}

function listItems(node: unknown): readonly unknown[] {
  return (node as { List: { items: unknown[] } }).List.items;
}

/** The server writes points in time in its own way and its own time zone, here that of the standard. */
function writeTime(text: string): string {
  if (!/^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}|$)/.test(text)) return text;
  const time = new Date(text.replace(' ', 'T').replace(/[+]00$/, 'Z'));
  return Number.isNaN(time.getTime()) ? text : time.toISOString();
}
