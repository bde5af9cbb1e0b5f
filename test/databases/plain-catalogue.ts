import type { ForeignKeyFact, IndexFact } from '../../server/src/core/facts/schema';
import type { Dialect } from '../../server/src/core/facts/sql-template';
import { sqlFrontend } from '../../server/src/frontends/sql/index';
import { createReplay } from '../../server/src/model/schema/replay';

/** A schema in words that can be compared line by line, whether a database says it or the replay of its migrations. */
export type PlainCatalogue = ReadonlyMap<string, readonly string[]>;

export interface PlainColumn {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
  readonly hasDefault: boolean;
  readonly generated?: string | undefined;
}

export interface PlainIndex {
  readonly name?: string | undefined;
  readonly kind: IndexFact['kind'];
  readonly method?: string | undefined;
  /** `a`, `a(10)`, `a desc`, `(lower(a))`. */
  readonly columns: readonly string[];
  readonly predicate?: string | undefined;
}

export interface PlainForeignKey {
  readonly name?: string | undefined;
  readonly columns: readonly string[];
  readonly table: string;
  readonly references: readonly string[];
  readonly onDelete?: string | undefined;
  readonly onUpdate?: string | undefined;
}

export interface PlainTable {
  readonly name: string;
  readonly columns: readonly PlainColumn[];
  readonly indexes: readonly PlainIndex[];
  readonly foreignKeys: readonly PlainForeignKey[];
  /** The names of a view's columns are all that is compared of it; absent where they cannot be told. */
  readonly view?: readonly string[] | 'unknown';
}

/** What the replay of migrations gives. */
export function replayTables(texts: readonly string[], dialect: Dialect): readonly PlainTable[] {
  const replay = createReplay(dialect, '');
  for (const [n, text] of texts.entries()) {
    const uri = `file:///migrations/${n}.sql`;
    for (const unit of sqlFrontend.extract({ uri, text, dialect }).facts.units) {
      if (unit.kind !== 'statement') continue;
      for (const step of unit.steps) {
        if (step.kind === 'opaque') throw new Error(`not understood: ${unit.id}`);
        replay.apply(step, uri, unit.id);
      }
    }
  }
  return replay.tables().map(table => ({
    name: table.name,
    columns: table.columns.map(({ fact }) => ({ ...fact, type: fact.databaseType ?? `? ${fact.type}` })),
    indexes: table.indexes.map(({ fact }) => plainIndex(fact)),
    foreignKeys: table.foreignKeys.map(({ fact, target }) => plainKey(fact, target?.name)),
    ...(table.view ? { view: table.columnsComplete ? table.columns.map(({ fact }) => fact.name) : 'unknown' } : {}),
  }));
}

function plainIndex({ name, kind, method, columns, predicate }: IndexFact): PlainIndex {
  return {
    name,
    kind,
    method,
    columns: columns.map(({ column, expression, length, order, collation }) =>
      [
        `${column ?? `(${plainText(expression)})`}${length === undefined ? '' : `(${length})`}`,
        ...(collation === undefined ? [] : [collation.toLowerCase()]),
        ...(order === 'desc' ? ['desc'] : []),
      ].join(' '),
    ),
    predicate: predicate && plainText(predicate.text),
  };
}

export function plainText(text: string | undefined): string {
  return (text ?? '').replace(/[\s"`[\]]+/g, '').toLowerCase();
}

function plainKey(fact: ForeignKeyFact, target: string | undefined): PlainForeignKey {
  const { name, columns, references, onDelete, onUpdate } = fact;
  return { name, columns, table: target ?? references.table, references: references.columns, onDelete, onUpdate };
}

export function describeTables(tables: readonly PlainTable[]): PlainCatalogue {
  return new Map(
    [...tables]
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map(table => [
        table.name,
        table.view ? [`view of ${table.view === 'unknown' ? '?' : table.view.join(', ')}`] : lines(table),
      ]),
  );
}

function lines({ columns, indexes, foreignKeys }: PlainTable): readonly string[] {
  return [
    ...columns.map(({ name, type, nullable, hasDefault, generated }) =>
      words('column', name, type, nullable ? 'null' : 'not null', hasDefault && 'default', generated),
    ),
    ...indexes.map(({ name, kind, method, columns: parts, predicate }) =>
      words(kind, name, method, `(${parts.join(', ')})`, predicate && `where ${predicate}`),
    ),
    ...foreignKeys.map(({ name, columns: own, table, references, onDelete, onUpdate }) =>
      words(
        'foreign key',
        name,
        `(${own.join(', ')}) -> ${table} (${references.join(', ')})`,
        `delete ${actionOf(onDelete)} update ${actionOf(onUpdate)}`,
      ),
    ),
  ].sort();
}

/** NO ACTION and RESTRICT do the same where constraints are checked at once, and MariaDB says RESTRICT for both. */
function actionOf(action: string | undefined): string {
  return action === undefined || action === 'no-action' ? 'restrict' : action;
}

function words(...parts: readonly (string | false | undefined)[]): string {
  return parts.filter(part => part !== false && part !== undefined && part !== '').join(' ');
}
