import type { KeyResult } from './key-map';
import type { NameWishes } from './key-query';
import { pluralOf } from './plural-name';

/** Names after what the rows are called in the program: `users`, `Post`, `user_roles`, `this.userRepository`. */
export function namesAfter(written: string, keyField: string, result: KeyResult): NameWishes {
  const name = camelCase(/([\w-]+)\W*$/.exec(written)?.[1]?.replace(/(?:Repository|Repo|Model)$/, '') || 'row');
  const base = name.charAt(0).toLowerCase() + name.slice(1);
  const isPlural = /[^s]s$/.test(base);
  const one = isPlural ? singularOf(base) : base;
  const many = isPlural ? base : pluralOf(base);
  return {
    rows: [many, `${one}Rows`],
    map: `${result === 'rows' ? many : one}By${capitalized(keyField)}`,
    row: one === many ? 'row' : one,
    group: one === 'group' ? 'list' : 'group',
  };
}

function singularOf(plural: string): string {
  if (/[^aeiou]ies$/.test(plural)) return `${plural.slice(0, -3)}y`;
  return plural.replace(/(?<=s|x|z|ch|sh)es$|s$/, '');
}

function camelCase(name: string): string {
  return name.replace(/[^a-z0-9]+([a-z0-9])/gi, (_, next: string) => next.toUpperCase());
}

export function capitalized(field: string): string {
  const name = camelCase(field);
  return name.charAt(0).toUpperCase() + name.slice(1);
}
