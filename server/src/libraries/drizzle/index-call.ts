import type { Link } from '../../core/facts/calls';
import type { IndexColumn, IndexFact, IndexPredicate } from '../../core/facts/schema';
import type { Ref } from '../../core/facts/values';
import type { Span } from '../../core/text';
import type { TableSubject } from './column';
import { storedName } from './constraint-names';
import { argumentOf, chainOf, type Located, type LocatedChain, locate, type Scope, textOf } from './scope';
import { notNullOnly, quoteName, sqlTextOf } from './sql-values';
import { ownColumnOf } from './targets';

/** `unknown` for an index of which a part cannot be read: it may be any. */
export type IndexReading = IndexFact | 'unknown';

/** `index('name').on(t.a, t.b.desc())`, `.using('gin', t.a)`, `uniqueIndex`, `unique('name').on(t.a)`. */
export function readIndexCall(
  builder: 'index' | 'uniqueIndex' | 'unique',
  { chain, scope }: LocatedChain,
  subject: TableSubject,
  span: Span,
): IndexReading {
  const [first, ...links] = chain.links;
  if (!first) return 'unknown';
  const byName = new Map(links.map(link => [link.name, link] as const));
  const using = byName.get('using');
  const method = using && methodOf(using, scope);
  const listed = byName.get('on') ?? byName.get('onOnly') ?? using;
  const columns = listed && columnsOf(listed, listed === using ? 1 : 0, scope, subject);
  if (!columns || (using && method === undefined)) return 'unknown';
  const where = byName.get('where');
  const predicate = where && readPredicate(where, scope, subject);
  const methodSpan = using?.args[0]?.value.span;
  const isInsideUnit = span === chain.span;
  return {
    kind: builder === 'index' ? 'index' : 'unique',
    name: storedName(nameOf(first, scope) ?? defaultName(builder, columns, subject), subject.dialect),
    // btree is what there is without a word.
    ...(method === undefined || method === 'btree' ? {} : { method }),
    columns: isInsideUnit ? columns : columns.map(({ span: _, ...part }) => part),
    include: [],
    ...(predicate ? { predicate } : {}),
    ...(builder === 'unique' ? { constraint: true } : {}),
    ...(byName.has('nullsNotDistinct') ? { nullsNotDistinct: true } : {}),
    ...(methodSpan && isInsideUnit ? { methodSpan } : {}),
    span,
  };
}

function nameOf(first: Link, scope: Scope): string | undefined {
  const given = argumentOf(first, 0, scope);
  return given && (textOf(given.value, given.scope) || undefined);
}

/** As drizzle-kit names it. */
function defaultName(builder: string, columns: readonly IndexColumn[], subject: TableSubject): string {
  const [names, suffix] = builder === 'unique' ? [subject.uncasedNames, 'unique'] : [subject.columnNames, 'index'];
  return [subject.name, ...columns.map(({ column = '' }) => names.get(column) ?? column), suffix].join('_');
}

function methodOf(using: Link, scope: Scope): string | undefined {
  const given = argumentOf(using, 0, scope);
  return (
    given &&
    sqlTextOf(given, () => undefined)
      ?.replace(/^'(.*)'$/, '$1')
      .toLowerCase()
  );
}

function columnsOf(link: Link, from: number, scope: Scope, subject: TableSubject): readonly IndexColumn[] | undefined {
  const parts = link.args.slice(from).map(({ value, spread }) => {
    return spread ? undefined : readIndexColumn(locate(value, scope), subject);
  });
  return parts.length > 0 && parts.every(part => part !== undefined) ? parts : undefined;
}

/** `t.a`, `t.a.desc().nullsLast()`, `` sql`lower(${t.a})` ``. */
function readIndexColumn(located: Located, subject: TableSubject): IndexColumn | undefined {
  const { span } = located.value;
  const column = ownColumnOf(located, subject);
  if (column !== undefined) return { column, span };
  const found = chainOf(located);
  if (found?.chain.root.kind === 'ref') {
    const root: Ref = found.chain.root;
    const own = ownColumnOf({ kind: 'value', value: root, scope: found.scope }, subject);
    if (own !== undefined) return { column: own, ...orderOf(found), span };
  }
  const expression = sqlTextOf(located, writerOf(subject));
  if (expression === undefined) return undefined;
  return { ...readWritten(expression, subject), span };
}

/** What stands in SQL as PostgreSQL reads it: an expression, an operator class, an order. */
function readWritten(text: string, { columnNames }: TableSubject): IndexColumn {
  const match = WRITTEN.exec(text);
  const [, expression = text, operatorClass, direction, nulls] = match ?? [];
  const quoted = /^(?:"([^"]+)"|`([^`]+)`|(\w+))$/.exec(expression);
  const name = quoted?.[1] ?? quoted?.[2] ?? quoted?.[3];
  const key = [...columnNames].find(([, known]) => known === name)?.[0];
  return {
    ...(key === undefined ? { expression } : { column: key }),
    ...(operatorClass === undefined ? {} : { operatorClass }),
    ...(direction?.toLowerCase() === 'desc' ? { order: 'desc' } : {}),
    ...(nulls === undefined ? {} : { nulls: nulls.toLowerCase() === 'first' ? 'first' : 'last' }),
  };
}

/** A name or something in parentheses, then what may follow it in the list of an index's columns. */
const WRITTEN =
  /^\s*("[^"]+"|`[^`]+`|\w+|[\s\S]*\))(?:\s+(?!asc\b|desc\b|nulls\b)([\w.]+))?(?:\s+(asc|desc))?(?:\s+nulls\s+(first|last))?\s*$/i;

/**
 * Drizzle writes NULLS LAST for every column that does not say otherwise, and the order not at all beside an operator class
 * (drizzle-kit, statements of CREATE INDEX).
 */
function orderOf({ chain, scope }: LocatedChain): Partial<IndexColumn> {
  const names = new Set(chain.links.map(({ name }) => name));
  const op = chain.links.find(({ name }) => name === 'op');
  const operatorClass = op && argumentOf(op, 0, scope);
  const text = operatorClass && textOf(operatorClass.value, operatorClass.scope);
  if (text !== undefined) return { operatorClass: text };
  const nulls = names.has('nullsFirst') ? 'first' : 'last';
  if (names.has('desc')) return { order: 'desc', nulls };
  return nulls === 'first' ? { nulls } : {};
}

function readPredicate(where: Link, scope: Scope, subject: TableSubject): IndexPredicate | undefined {
  const condition = where.args[0];
  if (!condition) return undefined;
  const text = sqlTextOf({ kind: 'value', value: condition.value, scope }, writerOf(subject));
  // An empty text is one that cannot be read.
  return text === undefined ? { text: '', notNullOnly: [] } : { text, notNullOnly: notNullOnly(text) };
}

function writerOf(subject: TableSubject): (located: Located) => string | undefined {
  return located => {
    const key = ownColumnOf(located, subject);
    return key === undefined ? undefined : quoteName(subject.columnNames.get(key) ?? key, subject.dialect);
  };
}
