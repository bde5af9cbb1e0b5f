import type { ColumnFact, ForeignKeyFact, IndexFact, ReferentialAction } from '../../core/facts/schema';
import type { Span } from '../../core/text';
import { type ColumnChain, type LocatedLink, readColumnChain } from './column-chain';
import type { ColumnEntry } from './column-list';
import { deriveColumnName } from './column-names';
import { foreignKeyName, storedName } from './constraint-names';
import type { CoreDialect } from './core-modules';
import { argumentOf, enter, entryOf, type Located, locate, type Scope, textOf } from './scope';
import { readDefault } from './sql-values';
import { type Asker, readTarget } from './targets';

/** What a column needs to know of its table. */
export interface TableSubject extends Asker {
  readonly dialect: CoreDialect;
  readonly scope: Scope;
  /** What drizzle-kit calls columns in the names of UNIQUE constraints: by their keys, before those are turned to snake case. */
  readonly uncasedNames: ReadonlyMap<string, string>;
}

export interface ReadColumn {
  readonly column: ColumnFact;
  readonly uncasedName: string;
  readonly indexes: readonly IndexFact[];
  readonly foreignKeys: readonly ForeignKeyFact[];
  /** False when the column's name in the database is a guess. */
  readonly nameKnown: boolean;
  /** False for what is no chain of calls: more may be said there than can be read. */
  readonly complete: boolean;
}

export function readColumn(entry: ColumnEntry, subject: TableSubject): ReadColumn {
  const located = locate(entry.value.value, entry.value.scope);
  const chain = readColumnChain(located);
  const given = columnNameOf(entry.key, chain, subject.scope);
  const name = given ?? entry.key;
  if (!chain) {
    const column = { logicalName: entry.key, name, type: 'unknown', nullable: true, list: false, hasDefault: false };
    return {
      column: { ...column, span: entry.span },
      uncasedName: entry.key,
      indexes: [],
      foreignKeys: [],
      nameKnown: false,
      complete: false,
    };
  }
  const reading = new Map(chain.links.map(located => [located.link.name, located] as const));
  const place = placer(subject.scope, entry.span);
  const uncasedName = chain.name.kind === 'given' ? chain.name.name : entry.key;
  return {
    uncasedName,
    column: buildColumn(entry, name, chain, reading, subject, place),
    indexes: readInlineIndexes(entry.key, uncasedName, chain, reading, subject, place),
    foreignKeys: chain.links.flatMap(one => readReference(entry.key, name, one, subject, place) ?? []),
    nameKnown: given !== undefined,
    complete: true,
  };
}

/** The name in the database; undefined where it cannot be told. */
function columnNameOf(key: string, chain: ColumnChain | undefined, { at }: Scope): string | undefined {
  if (chain?.name.kind === 'given') return chain.name.name;
  return chain?.name.kind === 'derived' ? deriveColumnName(key, at.naming) : undefined;
}

type Reading = ReadonlyMap<string, LocatedLink>;
type Placer = (scope: Scope, span: Span) => Span;

/** What stands in the table's own unit has a place there; what a helper says is shown where the helper is used. */
export function placer(home: Scope, otherwise: Span): Placer {
  return (scope, span) => (scope.at.uri === home.at.uri && scope.at.unit === home.at.unit ? span : otherwise);
}

function buildColumn(
  entry: ColumnEntry,
  name: string,
  chain: ColumnChain,
  reading: Reading,
  { dialect }: TableSubject,
  place: Placer,
): ColumnFact {
  const { type } = chain;
  const generated = generatedBy(chain, reading, dialect);
  const byDefault = readDefault(reading);
  const isList = reading.has('array');
  const databaseType = type.databaseType === undefined ? undefined : `${type.databaseType}${isList ? '[]' : ''}`;
  const typeSpan = place(chain.scope, chain.span);
  return {
    logicalName: entry.key,
    name,
    type: chain.builder,
    ...(databaseType === undefined ? {} : { databaseType }),
    nullable: !(
      type.notNull === true ||
      reading.has('notNull') ||
      reading.has('primaryKey') ||
      generated === 'identity'
    ),
    list: isList,
    hasDefault: byDefault !== undefined || generated !== undefined,
    ...(byDefault?.text === undefined ? {} : { defaultText: byDefault.text }),
    ...(generated === undefined ? {} : { generated }),
    ...(typeSpan === entry.span ? {} : { typeSpan }),
    span: entry.span,
  };
}

function generatedBy(
  { type }: ColumnChain,
  reading: Reading,
  dialect: TableSubject['dialect'],
): ColumnFact['generated'] {
  if (reading.has('generatedAlwaysAsIdentity') || reading.has('generatedByDefaultAsIdentity')) return 'identity';
  if (reading.has('autoincrement')) return 'identity';
  // An integer key of SQLite is the number of the row itself.
  if (dialect === 'sqlite' && reading.has('primaryKey') && type.databaseType === 'integer') return 'identity';
  const computed = reading.get('generatedAlwaysAs');
  if (!computed) return type.generated;
  if (dialect === 'pg') return 'stored';
  const mode = entryOf(argumentOf(computed.link, 1, computed.scope), 'mode');
  return mode && textOf(mode.value, mode.scope) === 'stored' ? 'stored' : 'virtual';
}

function readInlineIndexes(
  key: string,
  uncasedName: string,
  { type, span, scope }: ColumnChain,
  reading: Reading,
  { name: table, dialect }: TableSubject,
  place: Placer,
): readonly IndexFact[] {
  const indexes: IndexFact[] = [];
  const columns = [{ column: key }];
  const primary = reading.get('primaryKey');
  if (primary) {
    const named = dialect === 'pg' ? { name: storedName(`${table}_pkey`, dialect) } : {};
    indexes.push({
      kind: 'primary',
      ...named,
      columns,
      include: [],
      constraint: true,
      span: place(primary.scope, callSpan(primary)),
    });
  }
  if (type.unique) {
    indexes.push({
      kind: 'unique',
      name: uncasedName,
      columns,
      include: [],
      constraint: true,
      span: place(scope, span),
    });
  }
  const unique = reading.get('unique');
  if (unique) {
    const given = argumentOf(unique.link, 0, unique.scope);
    const nulls = entryOf(argumentOf(unique.link, 1, unique.scope), 'nulls');
    const distinct = nulls && textOf(nulls.value, nulls.scope) === 'not distinct';
    indexes.push({
      kind: 'unique',
      name: storedName((given && textOf(given.value, given.scope)) ?? `${table}_${uncasedName}_unique`, dialect),
      columns,
      include: [],
      constraint: true,
      ...(distinct ? { nullsNotDistinct: true } : {}),
      span: place(unique.scope, callSpan(unique)),
    });
  }
  return indexes;
}

/** `.unique('name')` alone, without what stands before it. */
function callSpan({ link }: LocatedLink): Span {
  return { start: link.nameSpan.start, end: link.span.end };
}

/** `.references(() => users.id, { onDelete: 'cascade' })`. */
function readReference(
  key: string,
  name: string,
  located: LocatedLink,
  subject: TableSubject,
  place: Placer,
): ForeignKeyFact | undefined {
  const { link, scope } = located;
  if (link.name !== 'references') return undefined;
  const callback = argumentOf(link, 0, scope);
  const returned = callback && enter(callback, () => undefined);
  const target = returned && readTarget(returned, subject);
  if (!target) return undefined;
  const actions = argumentOf(link, 1, scope);
  return {
    ...foreignKeyName(subject, [name], [target]),
    columns: [key],
    references: { table: target.table, columns: [target.column] },
    ...actionOf(entryOf(actions, 'onDelete'), 'onDelete'),
    ...actionOf(entryOf(actions, 'onUpdate'), 'onUpdate'),
    span: place(scope, callSpan(located)),
  };
}

export function actionOf<K extends 'onDelete' | 'onUpdate'>(
  located: Located | undefined,
  key: K,
): { readonly [P in K]?: ReferentialAction } {
  const text = located && textOf(located.value, located.scope);
  const action = text === undefined ? undefined : ACTIONS[text];
  return (action === undefined ? {} : { [key]: action }) as { readonly [P in K]?: ReferentialAction };
}

const ACTIONS: Readonly<Record<string, ReferentialAction>> = {
  cascade: 'cascade',
  restrict: 'restrict',
  'no action': 'no-action',
  'set null': 'set-null',
  'set default': 'set-default',
};
