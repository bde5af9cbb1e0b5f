import type { StatementLoop, StatementQuery } from '../../../core/facts/migrations';
import type { Span } from '../../../core/text';
import { catchesErrors, type Datums, loopOf } from './plpgsql-loops';
import { parsePlpgsql, parsePostgres } from './postgres';
import { expressionQueries } from './postgres-function-queries';
import { readQuery } from './postgres-queries';
import { StatementSource } from './postgres-source';

/**
 * The queries of a plpgsql body: statements, loops, cursors, and those inside of expressions. PostgreSQL's parser of the
 * language gives their texts and lines; where exactly they stand is found by comparing.
 */
export function extractPlpgsqlQueries(
  source: StatementSource,
  body: Span,
  variables: readonly string[],
): readonly StatementQuery[] {
  if (!QUERY.test(source.slice(body))) return [];
  const tree = parsePlpgsql(source.text);
  if (tree === undefined) return [];
  const found: FoundQuery[] = [];
  const names = new Set(variables);
  collect(tree, { line: 1, perform: false, loops: [], datums: [], counter: { loops: 0 } }, found, names);
  const text = source.slice(body);
  const places = new BodyPlaces(text);
  const all = [...names].filter(name => !name.startsWith('('));
  const queries = found.flatMap(query => {
    const at = places.find(query);
    const read = at === undefined ? [] : readFound(query, body.start + at, source.text, all);
    return query.loops.length === 0 ? read : read.map(one => ({ ...one, loops: query.loops }));
  });
  return queries.sort((a, b) => a.span.start - b.span.start);
}

interface FoundQuery {
  readonly text: string;
  /** How the text is read: RawParseMode in PostgreSQL's parser.h; 0 a statement, 2 an expression, 3 and up assignments. */
  readonly mode: number;
  readonly line: number;
  /** The text says SELECT where the source says PERFORM. */
  readonly perform: boolean;
  readonly loops: readonly StatementLoop[];
}

interface Inside {
  readonly line: number;
  readonly perform: boolean;
  readonly loops: readonly StatementLoop[];
  readonly datums: Datums;
  /** One for the whole tree. */
  readonly counter: { loops: number };
}

/** Walks the tree, whose statements say on which line of the body they start. */
function collect(part: unknown, inside: Inside, found: FoundQuery[], names: Set<string>): void {
  if (typeof part !== 'object' || part === null) return;
  if (Array.isArray(part)) {
    for (const item of part) collect(item, inside, found, names);
    return;
  }
  const members = part as Readonly<Record<string, unknown>>;
  const line = typeof members.lineno === 'number' ? members.lineno : inside.line;
  const datums = Array.isArray(members.datums) ? members.datums : inside.datums;
  const { loops, counter } = inside;
  if (typeof members.refname === 'string') names.add(members.refname);
  for (const [key, value] of Object.entries(members)) {
    if (key === 'PLpgSQL_expr') {
      const { query, parseMode } = value as { readonly query?: string; readonly parseMode?: number };
      if (query !== undefined) {
        found.push({ text: query, mode: parseMode ?? 0, line, perform: inside.perform, loops });
      }
    } else {
      const perform = key.startsWith('PLpgSQL_stmt') ? key === 'PLpgSQL_stmt_perform' : inside.perform;
      const around = { line, perform, datums, counter, loops: catchesErrors(key, value) ? [] : loops };
      const repeated = loopOf(key, value, datums);
      collect(repeated ? repeated.head : value, around, found, names);
      if (repeated) {
        // The parser tells the lines of the statements in it.
        collect(
          repeated.body,
          { ...around, loops: [{ id: counter.loops++, ...repeated.loop }, ...loops] },
          found,
          names,
        );
      }
    }
  }
}

/** Finds texts in a body, each at a place of its own. */
class BodyPlaces {
  private readonly lines: number[] = [0];
  private readonly taken = new Set<number>();

  constructor(private readonly body: string) {
    for (let at = body.indexOf('\n'); at >= 0; at = body.indexOf('\n', at + 1)) this.lines.push(at + 1);
  }

  /** The place of the text; for PERFORM, which is a letter longer than the SELECT in the text, the one of that letter. */
  find({ text, line, perform }: FoundQuery): number | undefined {
    const skipped = perform ? (/^\s*SELECT/.exec(text)?.[0].length ?? 0) : 0;
    const head = /\S+/.exec(text.slice(skipped));
    if (head === null) return undefined;
    const lead = skipped + head.index;
    // A loop's query may stand below the line on which its statement starts.
    for (let at = this.lines[line - 1] ?? 0; ; at++) {
      at = this.body.indexOf(head[0], at);
      if (at < 0) return undefined;
      const start = at - lead;
      if (this.taken.has(at) || !this.matches(text, start, skipped)) continue;
      if (perform && !/^perform$/i.test(this.body.slice(start - 1, start + skipped))) continue;
      this.taken.add(at);
      return start;
    }
  }

  /** INTO and its targets are blanks in the text. */
  private matches(sought: string, at: number, from: number): boolean {
    for (let i = from; i < sought.length; i++) {
      const character = sought[i];
      if (character !== this.body[at + i] && character !== ' ') return false;
    }
    return at >= 0;
  }
}

function readFound(
  { text, mode, perform }: FoundQuery,
  start: number,
  whole: string,
  variables: readonly string[],
): readonly StatementQuery[] {
  const assigned = mode >= 3 ? /^[^:=]*(?::=|=)\s*/.exec(text)?.[0].length : 0;
  if (assigned === undefined) return [];
  // Most expressions ask no table.
  if (mode !== 0 && !/\bselect\b/i.test(text)) return [];
  const prefix = mode === 0 ? '' : 'SELECT ';
  const parsed = parsePostgres(prefix + text.slice(assigned));
  if (!parsed.ok) return [];
  const from = start + assigned;
  const span = { start: perform ? from - 1 : from, end: start + text.length };
  const source = new StatementSource(whole, parsed.offsets, span, from - prefix.length);
  return parsed.statements.flatMap(({ stmt }) => {
    if (stmt === undefined) return [];
    if (mode === 0) return readQuery('function', stmt, { source, span, variables });
    const target = 'SelectStmt' in stmt ? stmt.SelectStmt.targetList?.[0] : undefined;
    const expression = target !== undefined && 'ResTarget' in target ? target.ResTarget.val : undefined;
    return expressionQueries(expression, { source, span, variables });
  });
}

/** Without one of these words a body asks no table. */
const QUERY = /\b(?:select|insert|update|delete|merge|perform)\b/i;
