import type { ColumnFact } from '../../core/facts/schema';
import type { Value } from '../../core/facts/values';
import type { CoreDialect } from './core-modules';
import { readMySqlType, readOwnMySqlType } from './mysql-type';
import { readOwnPostgresType, readPostgresType } from './postgres-type';
import { booleanOf, entryOf, type Located, numberOf, textOf } from './scope';
import { readSqliteType } from './sqlite-type';

/** What a builder says of a column's type. */
export interface BuilderType {
  /** As the database spells it; absent where that is not known. */
  readonly databaseType?: string;
  readonly generated?: ColumnFact['generated'];
  /** The type itself says NOT NULL. */
  readonly notNull?: boolean;
  /** The type itself makes a unique index (MySQL's SERIAL). */
  readonly unique?: boolean;
}

/** The options of a builder, by name. */
export interface BuilderOptions {
  number(key: string): number | undefined;
  flag(key: string): boolean;
  text(key: string): string | undefined;
  /** The texts of the list that a builder was given (`mysqlEnum('role', ['a', 'b'])`). */
  readonly list: readonly string[] | undefined;
}

/** Undefined for a builder that is not known. */
export function readBuilderType(
  dialect: CoreDialect,
  builder: string,
  args: readonly Located[],
): BuilderType | undefined {
  const options = optionsOf(args);
  switch (dialect) {
    case 'pg':
      return readPostgresType(builder, options);
    case 'mysql':
      return readMySqlType(builder, options);
    case 'sqlite':
      return readSqliteType(builder, options);
  }
}

/** The type that a project writes itself (`customType`); undefined where the database may print it in another way. */
export function readOwnType(dialect: CoreDialect, text: string): string | undefined {
  switch (dialect) {
    case 'pg':
      return readOwnPostgresType(text);
    case 'mysql':
      return readOwnMySqlType(text);
    case 'sqlite':
      return text.trim().toLowerCase();
  }
}

function optionsOf(args: readonly Located[]): BuilderOptions {
  const object = args.find(({ value }) => value.kind === 'object');
  const list = args.map(textsOf).find(texts => texts !== undefined);
  const read = <T>(key: string, as: (value: Value, scope: Located['scope']) => T | undefined): T | undefined => {
    const entry = entryOf(object, key);
    return entry && as(entry.value, entry.scope);
  };
  return {
    number: key => read(key, numberOf),
    flag: key => read(key, booleanOf) === true,
    text: key => read(key, textOf),
    list,
  };
}

/** The texts of a list, or of the values of an object that stands for an enumeration. */
export function textsOf({ value, scope }: Located): readonly string[] | undefined {
  const values =
    value.kind === 'array' && !value.open
      ? value.items
      : value.kind === 'object' && !value.open
        ? value.entries.map(entry => entry.value)
        : undefined;
  const texts = values?.map(item => textOf(item, scope));
  return texts?.every(text => text !== undefined) ? texts : undefined;
}
