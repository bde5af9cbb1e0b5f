import type { KeyResult } from './key-map';
import { capitalized } from './key-query-names';
import { pluralOf } from './plural-name';

/** How a function is called that does for many keys what another one does for one: `loadAuthors`, `findByIds`. */
export function nameForMany(name: string, parameter: string, result: KeyResult): string {
  const [, what = name, by] = /^(.+?)By([A-Z]\w*)$/.exec(name) ?? [];
  // `getPosts` and `find` name no single row whose plural would say more.
  const isSingle = result === 'row' && !VERBS.test(what) && !/[^s]s$/.test(what);
  if (by === undefined && isSingle) return pluralOf(name);
  return `${isSingle ? pluralOf(what) : what}By${capitalized(pluralOf(by ?? parameter))}`;
}

const VERBS = /^(?:find|findOne|fetch|get|load|lookup|query|read|select)$/;
