import type { NamingStrategy } from '../../core/project';

/** How TypeORM derives names that the entities do not give. */
export interface TypeOrmNaming {
  table(className: string): string;
  column(property: string, given: string | undefined, embeddedPrefixes: readonly string[]): string;
  joinColumn(relation: string, referencedProperty: string): string;
  joinTable(firstTable: string, firstProperty: string, secondTable: string): string;
  joinTableColumn(table: string, columnName: string): string;
}

/** `DefaultNamingStrategy` of typeorm, and `SnakeNamingStrategy` of typeorm-naming-strategies. */
export function namingOf(strategy: NamingStrategy): TypeOrmNaming {
  return strategy === 'snake' ? SNAKE : DEFAULT;
}

const DEFAULT: TypeOrmNaming = {
  table: toSnakeCase,
  column(property, given, prefixes) {
    const name = given ?? property;
    return prefixes.length > 0 ? toCamelCase(prefixes.join('_')) + toTitleCase(name) : name;
  },
  joinColumn: (relation, referenced) => toCamelCase(`${relation}_${referenced}`),
  joinTable: joinTableName,
  joinTableColumn: (table, column) => toCamelCase(`${table}_${column}`),
};

const SNAKE: TypeOrmNaming = {
  table: toSnakeCase,
  column: (property, given, prefixes) => toSnakeCase(prefixes.join('_')) + (given ?? toSnakeCase(property)),
  joinColumn: (relation, referenced) => toSnakeCase(`${relation}_${referenced}`),
  joinTable: joinTableName,
  joinTableColumn: (table, column) => toSnakeCase(`${table}_${column}`),
};

function joinTableName(firstTable: string, firstProperty: string, secondTable: string): string {
  return toSnakeCase(`${firstTable}_${firstProperty.replaceAll('.', '_')}_${secondTable}`);
}

/** `UserHTTPLog` → `user_http_log`, as TypeORM's own function does it, in its two steps. */
function toSnakeCase(text: string): string {
  return text
    .replace(/([A-Z])([A-Z])([a-z])/g, '$1_$2$3')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase();
}

/** `author_id` → `authorId`. */
function toCamelCase(text: string): string {
  return text.replace(/^([A-Z])|[\s\-_](\w)/g, (_, first: string | undefined, next: string | undefined) =>
    next === undefined ? (first ?? '').toLowerCase() : next.toUpperCase(),
  );
}

/** `zipCode` → `Zipcode`: the rest of a word becomes lower case. */
function toTitleCase(text: string): string {
  return text.replace(/\w\S*/g, word => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase());
}
