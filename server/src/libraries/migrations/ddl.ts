import type { SchemaStep } from '../../core/facts/migrations';
import type { ColumnFact, ForeignKeyFact, IndexFact } from '../../core/facts/schema';
import type { Dialect } from '../../core/facts/sql-template';
import type { MigrationContext } from '../../core/library';
import type { Span } from '../../core/text';
import { HOLE, type Located, possibleTexts, textWithHoles } from './evaluate';

export interface TableName {
  readonly schema?: string;
  readonly name: string;
}

export function tableNamed(schema: string | undefined, name: string): TableName {
  return schema === undefined ? { name } : { schema, name };
}

/** ` ON DELETE … ON UPDATE …`, of the words that a tool gives for them. */
export function actionsSql(of: (key: 'onDelete' | 'onUpdate') => string | undefined): string {
  const [onDelete, onUpdate] = [of('onDelete'), of('onUpdate')];
  const words = [onDelete && `ON DELETE ${onDelete}`, onUpdate && `ON UPDATE ${onUpdate}`];
  return words.map(word => (word ? ` ${word}` : '')).join('');
}

/** A column or a constraint of CREATE TABLE, with the place in the program that says it. */
export interface TableElement {
  readonly sql: string;
  readonly span: Span;
  /** Has a default, whose text in `sql` is made up. */
  readonly unknownDefault?: boolean;
}

export interface NewTable {
  readonly table: TableName;
  readonly elements: readonly TableElement[];
  readonly ifNotExists: boolean;
  readonly temporary?: boolean;
  /** False when an element could not be read. */
  readonly complete: boolean;
  readonly nameSpan: Span;
  readonly span: Span;
}

/**
 * What a tool's calls do is said in the SQL that the tool would send, and read from it like any other: types, defaults and
 * the names of constraints then need no second description.
 */
export interface Ddl {
  /** A name as the database gets it. */
  identifier(name: string): string;
  quote(name: string): string;
  table(name: TableName): string;
  columns(names: readonly string[]): string;
  /** A constant as SQL. */
  value(value: string | number | boolean | null): string;
  steps(sql: string, span: Span): readonly SchemaStep[];
  createTable(table: NewTable): readonly SchemaStep[];
  addColumn(table: TableName, column: TableElement, ifNotExists?: boolean): readonly SchemaStep[];
  /** SQL that the program itself writes. `bindings` are spliced in where they are known. */
  raw(text: Located, span: Span): readonly SchemaStep[];
  opaque(span: Span, reason: string, table?: TableName): SchemaStep;
  readonly dialect: Dialect;
}

export function createDdl(context: MigrationContext, identifier = (name: string): string => name): Ddl {
  const { dialect } = context;

  function quote(written: string): string {
    const name = identifier(written);
    if (dialect === 'mysql') return `\`${name.replaceAll('`', '``')}\``;
    return `"${(dialect === 'postgres' ? truncate(name) : name).replaceAll('"', '""')}"`;
  }

  function table({ schema, name }: TableName): string {
    return schema === undefined ? quote(name) : `${quote(schema)}.${quote(name)}`;
  }

  function opaque(span: Span, reason: string, meant?: TableName): SchemaStep {
    return { kind: 'opaque', ...(meant ? { table: meant } : {}), reason, span };
  }

  function steps(sql: string, span: Span): readonly SchemaStep[] {
    return context.readDdl({ kind: 'literal', value: sql, span }).map(withoutParts);
  }

  function createTable({ table: name, elements, nameSpan, span, ...given }: NewTable): readonly SchemaStep[] {
    const columns: ColumnFact[] = [];
    const indexes: IndexFact[] = [];
    const foreignKeys: ForeignKeyFact[] = [];
    let { complete } = given;
    for (const element of elements) {
      const read = steps(`CREATE TABLE ${table(name)} (${element.sql})`, element.span);
      const [step] = read;
      if (step?.kind !== 'create-table' || !step.complete || read.length > 1) complete = false;
      if (step?.kind !== 'create-table') continue;
      columns.push(...(element.unknownDefault ? step.columns.map(withoutDefaultText) : step.columns));
      indexes.push(...step.indexes);
      foreignKeys.push(...step.foreignKeys);
    }
    const primary = indexes.find(({ kind }) => kind === 'primary');
    const isKey = (column: ColumnFact) => primary?.columns.some(part => part.column === column.name) ?? false;
    return [
      {
        kind: 'create-table',
        table: name,
        ifNotExists: given.ifNotExists,
        temporary: given.temporary ?? false,
        columns: columns.map(column => (isKey(column) ? { ...column, nullable: false } : column)),
        indexes,
        foreignKeys,
        complete,
        nameSpan,
        span,
      },
    ];
  }

  function addColumn(name: TableName, column: TableElement, ifNotExists = false): readonly SchemaStep[] {
    const read = steps(
      `ALTER TABLE ${table(name)} ADD COLUMN ${ifNotExists ? 'IF NOT EXISTS ' : ''}${column.sql}`,
      column.span,
    );
    if (!column.unknownDefault) return read;
    return read.map(step => (step.kind === 'add-column' ? { ...step, column: withoutDefaultText(step.column) } : step));
  }

  function raw(located: Located, span: Span): readonly SchemaStep[] {
    const whole = textWithHoles(located);
    if (whole === undefined) return [opaque(span, 'the statement is made while it runs')];
    if (isAboutRows(whole)) return [];
    if (whole.includes(HOLE)) {
      const tables = tableNamedIn(whole) ? [tableNamedIn(whole)] : possibleTexts(located)?.map(tableNamedIn);
      const reason = 'the statement is made while it runs';
      if (!tables?.every(meant => meant !== undefined)) return [opaque(span, reason)];
      return [...new Map(tables.map(meant => [table(meant), meant])).values()].map(meant =>
        opaque(span, reason, meant),
      );
    }
    if (isOwnText(located)) {
      const read = context.readDdl(located.value);
      // What a loop or a parameter gives is not known outside of it.
      if (!read.some(isUnread)) return read.map(step => withoutCoarse(step, located.value.span));
    }
    return steps(whole, span);
  }

  /** The text stands in the unit of the migration: its parts have places there. */
  function isOwnText({ scope }: Located): boolean {
    return scope.site === undefined && scope.context.uri === context.uri && scope.context.unit === context.unit;
  }

  return {
    identifier,
    quote,
    table,
    columns: names => names.map(quote).join(', '),
    value: value => sqlLiteral(value, dialect),
    steps,
    createTable,
    addColumn,
    raw,
    opaque,
    dialect,
  };
}

function withoutDefaultText({ defaultText, ...column }: ColumnFact): ColumnFact {
  return column;
}

function isUnread(step: SchemaStep): boolean {
  return step.kind === 'opaque' && step.table === undefined;
}

/** PostgreSQL cuts names at 63 bytes. */
export function truncate(name: string): string {
  if (name.length * 3 < 63) return name;
  let bytes = 0;
  let cut = '';
  for (const character of name) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (bytes > 63) return cut;
    cut += character;
  }
  return name;
}

function sqlLiteral(value: string | number | boolean | null, dialect: Dialect): string {
  if (value === null) return 'NULL';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return dialect === 'postgres' ? String(value) : value ? '1' : '0';
  return `'${value.replaceAll("'", "''")}'`;
}

/** A statement on rows or on what is no table: whatever is spliced into it, no table gets another shape. */
function isAboutRows(sql: string): boolean {
  const first = sql.replace(/^(?:\s+|--[^\n]*\n|\/\*[\s\S]*?\*\/)+/, '');
  // Several statements may follow each other, and the first says nothing about the rest.
  if (/;\s*\S/.test(first)) return false;
  return /^(?:select|insert|update|delete|replace|merge|with|truncate|analyze|vacuum|comment|grant|revoke|begin|commit|set\s+(?:local\s+)?(?:lock_timeout|statement_timeout)|refresh|explain|reindex|lock|notify|create\s+(?:or\s+replace\s+)?(?:function|procedure|trigger|policy|role|user|extension|rule|event|publication|sequence)|drop\s+(?:function|procedure|trigger|policy|role|user|extension|rule|event|publication)|alter\s+(?:function|procedure|trigger|policy|role|user|extension|sequence|publication))\b/i.test(
    first,
  );
}

const NAME = String.raw`(?:"([^"\0]+)"|\x60([^\x60\0]+)\x60|([\w$]+))`;
const ON_TABLE = new RegExp(
  String.raw`^\s*(?:ALTER\s+TABLE|CREATE\s+TABLE|DROP\s+TABLE)\s+(?:IF\s+(?:NOT\s+)?EXISTS\s+)?(?:ONLY\s+)?(?:${NAME}\.)?${NAME}(?=[\s(;]|$)`,
  'i',
);
const ON_INDEX = new RegExp(
  String.raw`^\s*CREATE\s+(?:UNIQUE\s+)?INDEX\b[^;]*?\sON\s+(?:ONLY\s+)?(?:${NAME}\.)?${NAME}(?=[\s(;]|$)`,
  'i',
);

/** The table of a statement of which only a part is known. */
function tableNamedIn(sql: string): TableName | undefined {
  if (/;\s*\S/.test(sql)) return undefined;
  const match = ON_TABLE.exec(sql) ?? ON_INDEX.exec(sql);
  if (!match) return undefined;
  const schema = match[1] ?? match[2] ?? match[3];
  const name = match[4] ?? match[5] ?? match[6]?.toLowerCase();
  return name === undefined ? undefined : { ...(schema === undefined ? {} : { schema }), name };
}

/** The parts of a generated statement stand nowhere: a fix must not aim at them. */
function withoutParts<T>(value: T): T {
  return strip(value, () => true);
}

/** Where the text holds escapes, its parts cannot be told apart from the whole. */
function withoutCoarse<T>(value: T, whole: Span): T {
  return strip(value, span => span.start === whole.start && span.end === whole.end);
}

function strip<T>(value: T, drops: (span: Span) => boolean): T {
  if (Array.isArray(value)) return value.map(item => strip(item, drops)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const result: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) {
    if ((key === 'typeSpan' || key === 'methodSpan') && drops(inner as Span)) continue;
    result[key] = strip(inner, drops);
  }
  return result as T;
}
