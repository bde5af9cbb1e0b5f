import type { ColumnFact, ForeignKeyFact, IndexFact } from '../../../core/facts/schema';
import { mysqlColumnType } from './mysql-type';
import { readReferences } from './token-keys';
import type { TokenReader } from './token-reader';

/** A column and the keys that its definition declares. */
export interface ColumnElement {
  readonly column: ColumnFact;
  readonly indexes: readonly IndexFact[];
  readonly foreignKeys: readonly ForeignKeyFact[];
}

/** `name type …`, up to the end of the list element. */
export function readColumn(reader: TokenReader): ColumnElement {
  return new ColumnReading(reader).run();
}

/** A class because the words of a definition may come in any order, each with something to note. */
class ColumnReading {
  private nullable: boolean | undefined;
  private hasDefault = false;
  private defaultText: string | undefined;
  private generated: ColumnFact['generated'];
  private end = 0;
  private readonly indexes: IndexFact[] = [];
  private readonly foreignKeys: ForeignKeyFact[] = [];
  private readonly mysql: boolean;
  private name = '';

  constructor(private readonly reader: TokenReader) {
    this.mysql = reader.flavor === 'mysql';
  }

  run(): ColumnElement {
    const { reader } = this;
    const start = reader.start;
    this.name = reader.name();
    const nameEnd = reader.end;
    const typeStart = reader.start;
    const typeEnd = this.readType();
    const hasType = typeEnd > typeStart;
    const type = hasType ? reader.text.slice(typeStart, typeEnd).replace(/\s+/g, ' ') : '';
    this.end = hasType ? typeEnd : nameEnd;
    if (/^serial$/i.test(type) && this.mysql) this.serial(typeStart);
    while (!reader.atElementEnd) {
      if (reader.accept('FIRST')) continue;
      if (reader.accept('AFTER')) reader.name();
      else this.attribute(reader.start);
    }
    const databaseType = this.mysql ? mysqlColumnType(type) : type === '' ? undefined : type;
    const rowid = !this.mysql && /^integer$/i.test(type) && this.indexes.some(index => index.kind === 'primary');
    const nullable = this.nullable ?? !(rowid || (this.mysql && this.indexes.some(index => index.kind === 'primary')));
    const column: ColumnFact = {
      logicalName: this.name,
      name: this.name,
      type,
      ...(databaseType === undefined ? {} : { databaseType }),
      nullable,
      list: false,
      hasDefault: this.hasDefault || rowid,
      ...(this.defaultText === undefined ? {} : { defaultText: this.defaultText }),
      // A column of that very type is the number of the row itself (SQLite manual, ROWIDs).
      ...(rowid ? { generated: 'identity' } : this.generated === undefined ? {} : { generated: this.generated }),
      ...(hasType ? { typeSpan: { start: typeStart, end: typeEnd } } : {}),
      span: { start, end: this.end },
    };
    return { column, indexes: this.indexes, foreignKeys: this.foreignKeys };
  }

  /** Up to the first word that is no part of a type; SQLite takes any words, and none. */
  private readType(): number {
    const { reader } = this;
    const behind = this.mysql ? AFTER_MYSQL_TYPE : AFTER_SQLITE_TYPE;
    let end = reader.start;
    for (let first = true; !reader.atElementEnd; first = false) {
      if (behind.has(reader.peek()) && !(first && this.mysql)) break;
      reader.skipPart();
      end = reader.end;
    }
    return end;
  }

  /** `serial`: BIGINT UNSIGNED NOT NULL AUTO_INCREMENT UNIQUE (MySQL manual, Numeric Data Type Syntax). */
  private serial(start: number): void {
    this.nullable = false;
    this.hasDefault = true;
    this.generated = 'identity';
    this.index('unique', start);
  }

  private attribute(start: number): void {
    const { reader } = this;
    if (reader.accept('CONSTRAINT')) {
      if (!AFTER_SYMBOL.has(reader.peek())) reader.name();
    } else if (reader.accept('NOT', 'NULL')) {
      this.nullable = false;
      this.take();
    } else if (reader.accept('NULL')) {
      this.nullable = true;
      this.take();
    } else if (reader.accept('PRIMARY', 'KEY') || (this.mysql && reader.accept('KEY'))) {
      if (!reader.accept('ASC')) reader.accept('DESC');
      this.take();
      this.index('primary', start);
    } else if (reader.accept('UNIQUE')) {
      if (this.mysql) reader.accept('KEY');
      this.take();
      this.index('unique', start);
    } else if (reader.accept('AUTO_INCREMENT') || reader.accept('AUTOINCREMENT')) {
      this.hasDefault = true;
      if (this.mysql) this.generated = 'identity';
      this.take();
    } else if (reader.accept('SERIAL', 'DEFAULT', 'VALUE')) {
      this.take();
      this.serial(start);
    } else if (reader.accept('DEFAULT')) this.readDefault();
    else if (reader.accept('GENERATED', 'ALWAYS', 'AS') || reader.accept('AS')) this.readComputed();
    else if (reader.peek() === 'REFERENCES') this.references(start);
    else this.other();
  }

  private references(start: number): void {
    const { reader } = this;
    const key = readReferences(reader, start, undefined, [this.name]);
    this.take();
    // MySQL below 9 parses an inline REFERENCES and ignores it (CREATE TABLE, FOREIGN KEY Constraints).
    if (!this.mysql) this.foreignKeys.push(key);
  }

  private readDefault(): void {
    const { reader } = this;
    const start = reader.start;
    if (reader.peek() === '(') reader.group();
    else {
      if (reader.peek() === '-' || reader.peek() === '+') reader.skip();
      // `_utf8mb4'x'`, `DATE '2020-01-01'`: a word that says what the literal behind it is.
      if (reader.kind() === 'word' && reader.kind(1) === 'string') reader.skip();
      if (reader.accept('NEXT', 'VALUE', 'FOR')) reader.qualifiedName();
      else reader.skip();
      if (reader.peek() === '(') reader.group();
    }
    this.take();
    const text = reader.text.slice(start, this.end);
    this.hasDefault = !/^\(?\s*null\s*\)?$/i.test(text);
    if (this.hasDefault) this.defaultText = text;
  }

  private readComputed(): void {
    const { reader } = this;
    if (reader.peek() === 'ROW') {
      // System versioning (MariaDB): the server fills the column.
      reader.skip();
      reader.skip();
      this.generated = 'stored';
    } else {
      reader.group();
      this.generated = 'virtual';
      if (reader.accept('STORED') || reader.accept('PERSISTENT')) this.generated = 'stored';
      else reader.accept('VIRTUAL');
    }
    this.hasDefault = true;
    this.take();
  }

  /** What says nothing about the column's type, value or keys. */
  private other(): void {
    const { reader } = this;
    if (reader.accept('ON', 'UPDATE')) {
      reader.skip();
      if (reader.peek() === '(') reader.group();
    } else if (reader.accept('COLLATE') || reader.accept('ON', 'CONFLICT')) reader.skip();
    else reader.skipPart();
    this.take();
  }

  private index(kind: 'primary' | 'unique', start: number): void {
    const primaryName = kind === 'primary' && this.mysql ? { name: 'PRIMARY' } : {};
    this.indexes.push({
      kind,
      ...primaryName,
      columns: [{ column: this.name }],
      include: [],
      constraint: true,
      span: { start, end: this.end },
    });
  }

  private take(): void {
    this.end = this.reader.end;
  }
}

const AFTER_BOTH =
  'NOT NULL DEFAULT PRIMARY UNIQUE REFERENCES CHECK COLLATE CONSTRAINT GENERATED AS AUTOINCREMENT AUTO_INCREMENT';
const AFTER_SQLITE_TYPE = new Set(AFTER_BOTH.split(' '));
const AFTER_MYSQL_TYPE = new Set(
  `${AFTER_BOTH} KEY COMMENT SERIAL ON FIRST AFTER INVISIBLE VISIBLE STORAGE COLUMN_FORMAT SRID REF_SYSTEM_ID ENGINE_ATTRIBUTE SECONDARY_ENGINE_ATTRIBUTE COMPRESSED WITH WITHOUT`.split(
    ' ',
  ),
);
const AFTER_SYMBOL = new Set(['PRIMARY', 'UNIQUE', 'CHECK', 'REFERENCES', 'NOT', 'NULL', 'DEFAULT', 'FOREIGN']);
