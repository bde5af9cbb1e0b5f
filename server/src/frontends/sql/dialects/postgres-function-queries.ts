import type { Node } from 'libpg-query';
import type { StatementQuery } from '../../../core/facts/migrations';
import type { Span } from '../../../core/text';
import { extractPlpgsqlQueries } from './plpgsql-queries';
import { parsePostgres } from './postgres';
import { readQuery } from './postgres-queries';
import { bodiesOf, bodyOf, type NodeBody, StatementSource, stringsOf } from './postgres-source';

/** The queries in the body of CREATE FUNCTION, CREATE PROCEDURE or DO. */
export function extractFunctionQueries(node: Node, source: StatementSource): readonly StatementQuery[] {
  if ('DoStmt' in node) {
    const options = bodiesOf(node.DoStmt.args, 'DefElem');
    const language = textOf(options, 'language') ?? 'plpgsql';
    const body = bodySpan(source, textOf(options, 'as'));
    if (language !== 'plpgsql' || body === undefined) return [];
    // It runs once, when the script does: what it repeats is no matter.
    return extractPlpgsqlQueries(source, body, []).map(({ loops: _, ...query }) => query);
  }
  const definition = bodyOf(node, 'CreateFunctionStmt');
  if (definition === undefined) return [];
  const parameters = bodiesOf(definition.parameters, 'FunctionParameter').flatMap(({ name }) => name ?? []);
  if (definition.sql_body !== undefined) return atomicQueries(definition.sql_body, source, parameters);
  const options = bodiesOf(definition.options, 'DefElem');
  const body = bodySpan(source, textOf(options, 'as'));
  if (body === undefined) return [];
  switch (textOf(options, 'language')?.toLowerCase()) {
    case 'sql':
      return scriptQueries(source, body, parameters);
    case 'plpgsql':
      return extractPlpgsqlQueries(source, body, triggerVariables(definition, parameters));
    default:
      return [];
  }
}

/** BEGIN ATOMIC … END, RETURN …: parsed with the statement. */
function atomicQueries(body: Node, source: StatementSource, variables: readonly string[]): readonly StatementQuery[] {
  const place = { source, span: source.span, variables };
  if ('ReturnStmt' in body) return expressionQueries(body.ReturnStmt.returnval, place);
  return bodiesOf(bodyOf(body, 'List')?.items, 'List').flatMap(list =>
    (list.items ?? []).flatMap(statement =>
      'ReturnStmt' in statement
        ? expressionQueries(statement.ReturnStmt.returnval, place)
        : readQuery('function', statement, place),
    ),
  );
}

/** The queries inside of a lone expression. */
export function expressionQueries(
  expression: Node | undefined,
  place: Parameters<typeof readQuery>[2],
): readonly StatementQuery[] {
  if (expression === undefined) return [];
  return readQuery('function', { SelectStmt: { targetList: [{ ResTarget: { val: expression } }] } }, place);
}

function scriptQueries(source: StatementSource, body: Span, variables: readonly string[]): readonly StatementQuery[] {
  const parsed = parsePostgres(source.slice(body));
  if (!parsed.ok) return [];
  return parsed.statements.flatMap(({ stmt, stmt_location, stmt_len }) => {
    if (stmt === undefined) return [];
    const start = body.start + parsed.offsets.fromByte(stmt_location ?? 0);
    const length = stmt_len ?? 0;
    const end = length === 0 ? body.end : body.start + parsed.offsets.fromByte((stmt_location ?? 0) + length);
    const inner = new StatementSource(source.text, parsed.offsets, { start, end }, body.start);
    const first = inner.startAt(0);
    return readQuery('function', stmt, {
      source: inner,
      span: { start: first, end: inner.endAt(inner.tokens.length - 1) },
      variables,
    });
  });
}

/** A trigger function's row, table and arguments. */
function triggerVariables(
  definition: NodeBody<'CreateFunctionStmt'>,
  parameters: readonly string[],
): readonly string[] {
  const returns = stringsOf(definition.returnType?.names).at(-1) ?? '';
  return TRIGGERS.has(returns) ? [...parameters, ...TRIGGER_VARIABLES] : parameters;
}

function textOf(options: readonly NodeBody<'DefElem'>[], name: string): string | undefined {
  const argument = options.find(({ defname }) => defname === name)?.arg;
  const list = bodyOf(argument, 'List')?.items;
  return stringsOf(list ?? (argument === undefined ? [] : [argument]))[0];
}

/** Where the text of a body stands; undefined where escapes make it another text than the source's. */
function bodySpan(source: StatementSource, text: string | undefined): Span | undefined {
  if (text === undefined) return undefined;
  for (const token of source.tokens) {
    if (token.kind !== 'string') continue;
    const literal = source.slice(token);
    const quote = /^(?:\$[^$]*\$|')/.exec(literal)?.[0].length ?? 0;
    const span = { start: token.start + quote, end: token.end - quote };
    if (quote > 0 && source.slice(span) === text) return span;
  }
  return undefined;
}

const TRIGGERS = new Set(['trigger', 'event_trigger']);
const TRIGGER_VARIABLES = [
  'new',
  'old',
  'tg_name',
  'tg_when',
  'tg_level',
  'tg_op',
  'tg_relid',
  'tg_relname',
  'tg_table_name',
  'tg_table_schema',
  'tg_nargs',
  'tg_argv',
  'tg_event',
  'tg_tag',
];
