import type { NamingStrategy } from '../../core/project';

/**
 * The name of a column that the source does not name, from its key. Undefined where nobody knows how the project derives
 * names and that makes a difference.
 */
export function deriveColumnName(key: string, naming: NamingStrategy): string | undefined {
  switch (naming) {
    case 'default':
      return key;
    case 'snake':
      return toSnakeCase(key);
    case 'camel':
      return toCamelCase(key);
    case 'unknown':
      return toSnakeCase(key) === key && toCamelCase(key) === key ? key : undefined;
  }
}

function toSnakeCase(key: string): string {
  return wordsOf(key)
    .map(word => word.toLowerCase())
    .join('_');
}

function toCamelCase(key: string): string {
  return wordsOf(key)
    .map((word, index) => (index === 0 ? word.toLowerCase() : word.charAt(0).toUpperCase() + word.slice(1)))
    .join('');
}

/** Cut as Drizzle cuts them: `userID2fa` is `user`, `ID`, `2fa`; checked against its own functions in the tests. */
function wordsOf(key: string): readonly string[] {
  return key.replace(/['\u2019]/g, '').match(/[0-9a-z]+|[A-Z]+(?![a-z])|[A-Z][0-9a-z]+/g) ?? [];
}
