import type { StatementLoop } from '../../../core/facts/migrations';
import { parsePostgres } from './postgres';
import { readQuery } from './postgres-queries';
import { StatementSource } from './postgres-source';

type Members = Readonly<Record<string, unknown>>;

/** The variables of a function by their numbers, as PostgreSQL's parser lists them. */
export type Datums = readonly unknown[];

/** A loop of the tree, with its body apart from what is evaluated before the first round. */
export interface LoopNode {
  readonly loop: Omit<StatementLoop, 'id'>;
  readonly head: Members;
  readonly body: unknown;
}

/** What a statement repeats; undefined for one that is no loop. */
export function loopOf(kind: string, statement: unknown, datums: Datums): LoopNode | undefined {
  if (!LOOPS.has(kind) || typeof statement !== 'object' || statement === null) return undefined;
  const { body, ...head } = statement as Members;
  const element = kind === 'PLpgSQL_stmt_foreach_a' ? datumAt(datums, head.varno) : head.var;
  const elements = new Set(namesOf(element));
  spread(body, datums, elements);
  return {
    loop: { over: rounds(kind, head, datums), elements: [...elements], separate: hasSeparateRounds(body) },
    head,
    body,
  };
}

/** The statements of a block that catches errors: what fails for one row must not undo the others. */
export function catchesErrors(kind: string, statement: unknown): boolean {
  return kind === 'PLpgSQL_stmt_block' && (statement as Members | null)?.exceptions !== undefined;
}

const LOOPS: ReadonlySet<string> = new Set([
  'PLpgSQL_stmt_fors',
  'PLpgSQL_stmt_forc',
  'PLpgSQL_stmt_foreach_a',
  'PLpgSQL_stmt_dynfors',
  'PLpgSQL_stmt_fori',
  'PLpgSQL_stmt_while',
  'PLpgSQL_stmt_loop',
]);

function rounds(kind: string, head: Members, datums: Datums): StatementLoop['over'] {
  switch (kind) {
    case 'PLpgSQL_stmt_fors':
      return readsTable(queryOf(head.query)) ? 'rows' : 'other';
    case 'PLpgSQL_stmt_forc':
      return readsTable(queryOf(bodyOfNode(datumAt(datums, head.curvar))?.cursor_explicit_expr)) ? 'rows' : 'other';
    case 'PLpgSQL_stmt_foreach_a':
      return /^\s*(?:array\s*\[|')/i.test(queryOf(head.expr)) ? 'other' : 'array';
    default:
      return 'other';
  }
}

/** Rows of a table of the user: lists in the text, what functions give, and the catalogue are short or not known. */
function readsTable(text: string): boolean {
  const parsed = parsePostgres(text);
  if (!parsed.ok) return false;
  const source = new StatementSource(text, parsed.offsets);
  const queries = parsed.statements.flatMap(({ stmt }) =>
    stmt === undefined ? [] : readQuery('function', stmt, { source, span: source.span, variables: [] }),
  );
  const relations = queries.flatMap(({ facts }) => facts.blocks.flatMap(({ from }) => from));
  const tables = relations.filter(({ table }) => table !== undefined);
  return tables.length > 0 && !tables.some(({ schema, table = '' }) => isCatalogue(schema, table));
}

function isCatalogue(schema: string | undefined, table: string): boolean {
  return schema === 'pg_catalog' || schema === 'information_schema' || table.startsWith('pg_');
}

/** Variables that a round fills from its element are as new in each round as the element. */
function spread(part: unknown, datums: Datums, elements: Set<string>): void {
  if (Array.isArray(part)) {
    for (const item of part) spread(item, datums, elements);
    return;
  }
  if (typeof part !== 'object' || part === null) return;
  const members = part as Members;
  const assigned = members.PLpgSQL_stmt_assign as Members | undefined;
  if (assigned && mentions(queryOf(assigned.expr), elements)) {
    for (const name of namesOf(datumAt(datums, assigned.varno))) elements.add(name);
  }
  const executed = members.PLpgSQL_stmt_execsql as Members | undefined;
  if (executed?.into === true && mentions(queryOf(executed.sqlstmt), elements)) {
    for (const name of namesOf(executed.target)) elements.add(name);
  }
  for (const value of Object.values(members)) spread(value, datums, elements);
}

function mentions(text: string, names: ReadonlySet<string>): boolean {
  const words = text.toLowerCase().match(/(?<![\w.$])[a-z_][\w$]*/g) ?? [];
  return words.some(word => names.has(word));
}

/** EXIT and RETURN end a search, COMMIT makes each round one of its own, and what a function does is done row by row. */
function hasSeparateRounds(part: unknown): boolean {
  if (Array.isArray(part)) return part.some(hasSeparateRounds);
  if (typeof part !== 'object' || part === null) return false;
  return Object.entries(part).some(([key, value]) => {
    if (key === 'PLpgSQL_stmt_exit') return (value as Members).is_exit === true;
    // `PERFORM notify(r.id)`; with FROM it asks whether there are rows.
    if (key === 'PLpgSQL_stmt_perform') return !/\bfrom\b/i.test(queryOf((value as Members).expr));
    return SEPARATE.has(key) || hasSeparateRounds(value);
  });
}

const SEPARATE: ReadonlySet<string> = new Set([
  'PLpgSQL_stmt_return',
  'PLpgSQL_stmt_commit',
  'PLpgSQL_stmt_rollback',
  'PLpgSQL_stmt_call',
  'PLpgSQL_stmt_dynexecute',
]);

function datumAt(datums: Datums, index: unknown): unknown {
  return typeof index === 'number' ? datums[index] : undefined;
}

/** The names of a record, a variable, or the variables of a list of them. */
function namesOf(datum: unknown): readonly string[] {
  const body = bodyOfNode(datum);
  if (!body) return [];
  if (Array.isArray(body.fields)) {
    return body.fields.flatMap(({ name }: { readonly name?: unknown }) => (typeof name === 'string' ? [name] : []));
  }
  return typeof body.refname === 'string' ? [body.refname] : [];
}

/** A node is an object whose one member says what it is. */
function bodyOfNode(node: unknown): Members | undefined {
  if (typeof node !== 'object' || node === null) return undefined;
  return Object.values(node)[0] as Members | undefined;
}

function queryOf(expression: unknown): string {
  const query = bodyOfNode(expression)?.query;
  return typeof query === 'string' ? query : '';
}
