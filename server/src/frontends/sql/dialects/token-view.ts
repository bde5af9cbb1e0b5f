import type { QualifiedName, SchemaStep } from '../../../core/facts/migrations';
import type { Span } from '../../../core/text';
import type { TokenReader } from './token-reader';

export interface ViewStart {
  readonly replace: boolean;
  readonly temporary: boolean;
}

/** Behind CREATE VIEW. */
export function readCreateView(
  reader: TokenReader,
  span: Span,
  { replace, temporary }: ViewStart,
  about: (name: QualifiedName) => QualifiedName,
): SchemaStep {
  const ifNotExists = reader.accept('IF', 'NOT', 'EXISTS');
  const start = reader.start;
  const view = about(reader.qualifiedName());
  const nameSpan = { start, end: reader.end };
  const named = reader.peek() === '(' ? reader.names() : undefined;
  const columns = named ?? (reader.accept('AS') ? readOutputs(reader) : undefined);
  return {
    kind: 'create-view',
    view,
    materialized: false,
    replace,
    temporary,
    ...(columns === undefined ? {} : { columns }),
    ifNotExists,
    nameSpan,
    span,
  };
}

/** The names of what a SELECT gives, where every one of them can be told. */
function readOutputs(reader: TokenReader): readonly string[] | undefined {
  reader.accept('(');
  if (!reader.accept('SELECT')) return undefined;
  while (reader.acceptAny(SELECT_OPTIONS) !== undefined);
  const names: string[] = [];
  do {
    const name = readOutput(reader);
    if (name === undefined) return undefined;
    names.push(name);
  } while (reader.accept(','));
  return names;
}

/** `a`, `t.a`, `… AS a`. An alias without AS looks like the end of an expression, and `*` has no name. */
function readOutput(reader: TokenReader): string | undefined {
  let parts = 0;
  let name: string | undefined;
  let isNamed = false;
  while (!reader.atElementEnd && !BEHIND_TARGETS.has(reader.peek())) {
    if (reader.accept('AS')) {
      if (reader.kind() === 'string') return undefined;
      name = reader.name();
      isNamed = true;
      continue;
    }
    if (isNamed) return undefined;
    if (reader.atName && parts % 2 === 0) {
      name = reader.name();
      parts++;
    } else if (reader.accept('.')) parts++;
    else {
      name = undefined;
      parts = Number.NaN;
      reader.skipPart();
    }
  }
  return isNamed || parts % 2 === 1 ? name : undefined;
}

const SELECT_OPTIONS = new Set([
  'ALL',
  'DISTINCT',
  'DISTINCTROW',
  'STRAIGHT_JOIN',
  'SQL_NO_CACHE',
  'SQL_CALC_FOUND_ROWS',
]);
const BEHIND_TARGETS = new Set('FROM WHERE GROUP HAVING ORDER LIMIT UNION EXCEPT INTERSECT'.split(' '));
