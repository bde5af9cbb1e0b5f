import type { Value } from '../../core/facts/values';
import type { CallContext, HandleShape, TableMention } from '../../core/library';
import type { ColumnName } from '../shared/conditions';

/** A table as a builder is given it, and what qualifies its columns. */
export interface WrittenTable {
  readonly mention: TableMention;
  readonly alias: string;
}

/** `'users'`, `'auth.users as u'`, `{ u: 'users' }`. */
export function tableIn(value: Value | undefined, context: CallContext): WrittenTable | undefined {
  if (value?.kind === 'object') {
    const [entry, more] = value.entries;
    const table = entry && !more && !value.open ? tableIn(entry.value, context) : undefined;
    return table && entry && { ...table, alias: entry.key };
  }
  const text = value && context.literal(value);
  return typeof text === 'string' ? tableNamed(text) : undefined;
}

export function tableNamed(text: string): WrittenTable | undefined {
  const [, written = '', alias] = /^\s*(\S+?)(?:\s+(?:as\s+)?(\S+))?\s*$/i.exec(text) ?? [];
  const [name = '', schema] = written.replaceAll(/["`]/g, '').split('.').reverse();
  if (name === '') return undefined;
  return { mention: { kind: 'database', name, ...(schema === undefined ? {} : { schema }) }, alias: alias ?? name };
}

export function columnIn(value: Value | undefined, builder: HandleShape, context: CallContext): ColumnName | undefined {
  const text = value && context.literal(value);
  return typeof text === 'string' ? columnNamed(text, builder) : undefined;
}

/** `id`, `users.id`: the column of a builder's own table, whose name there is the builder's. */
export function columnNamed(text: string, { name: alias, draft }: HandleShape): ColumnName | undefined {
  if (!/^[\w$.-]+$/.test(text)) return undefined;
  const [column = text, qualifier] = text.split('.').reverse();
  const joined = draft?.clauses.some(({ key }) => key === 'join') === true;
  if (qualifier === undefined && joined) {
    // A column of a join may belong to any of its tables.
    return { name: `?.${column}`, own: false };
  }
  const own = qualifier === undefined || qualifier === alias;
  return { name: own ? column : text, own };
}
