import { numberAfter } from '../../../core/migration-number';
import type { MigrationTool } from '../../../core/project';
import { baseNameOf, type Uri } from '../../../core/uri';

export interface MigrationName {
  readonly uri: Uri;
  /** Of the class, for tools whose migrations are classes. */
  readonly className: string;
}

/** The file of a new migration, called like the last one and behind it in the tool's order. */
export function nameCodeMigration(
  tool: MigrationTool,
  folder: Uri,
  last: Uri,
  words: string,
  timestamp: string,
): MigrationName | undefined {
  const parts = words.split(/[^A-Za-z0-9]+/).filter(part => part !== '');
  const pascal = parts.map(part => part.charAt(0).toUpperCase() + part.slice(1)).join('');
  const name = baseNameOf(last);
  const extension = /\.[cm]?[jt]s$/.exec(name)?.[0] ?? '.js';
  const stem = name.slice(0, name.length - extension.length);
  const leading = /^(\d+)([-_.]?)/.exec(stem);
  if (leading?.[1] !== undefined) {
    const number = numberAfter(leading[1], timestamp);
    if (number === undefined) return undefined;
    const separator = leading[2] === '' ? '_' : leading[2];
    const rest = tool === 'typeorm' && /^[A-Z]/.test(stem.slice(leading[0].length)) ? pascal : slugLike(stem, parts);
    return { uri: `${folder}/${number}${separator}${rest}${extension}`, className: `${pascal}${number}` };
  }
  // `Migration20240131120000_name`, `CreateUsers1612345678901`.
  const trailing = /^([A-Za-z]+?)_?(\d{13,17})(?:_.*)?$/.exec(stem);
  const number = trailing?.[2] === undefined ? undefined : numberAfter(trailing[2], timestamp);
  if (trailing?.[1] === undefined || number === undefined) return undefined;
  if (tool === 'mikro-orm') {
    const className = `${trailing[1]}${number}${/_/.test(stem) ? `_${parts.join('_')}` : ''}`;
    return { uri: `${folder}/${className}${extension}`, className };
  }
  const className = `${pascal}${number}`;
  return { uri: `${folder}/${className}${extension}`, className };
}

/** With the last name's own sign between words. */
function slugLike(stem: string, parts: readonly string[]): string {
  const words = stem.replace(/^\d+[-_.]?/, '');
  const sign = words.includes('-') || (/^\d+-/.test(stem) && !words.includes('_')) ? '-' : '_';
  return parts.map(part => part.toLowerCase()).join(sign);
}
