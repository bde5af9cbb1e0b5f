import type { Value } from '../../core/facts/values';
import type { CallContext, HandleShape, TableMention } from '../../core/library';
import type { ColumnName } from './conditions';

/** A table in the words of a query builder, and what qualifies its columns there. */
export interface WrittenTable {
  readonly mention: TableMention;
  readonly alias: string;
}

/** `users`, `auth.users as u`. */
export function tableNamed(text: string, schema?: string): WrittenTable | undefined {
  const [, written = '', alias] = /^\s*(\S+?)(?:\s+(?:as\s+)?(\S+))?\s*$/i.exec(text) ?? [];
  const [name = '', own = schema] = written.replaceAll(/["`]/g, '').split('.').reverse();
  if (name === '') return undefined;
  return { mention: { kind: 'database', name, ...(own === undefined ? {} : { schema: own }) }, alias: alias ?? name };
}

export function columnIn(value: Value | undefined, builder: HandleShape, context: CallContext): ColumnName | undefined {
  const text = value && context.literal(value);
  return typeof text === 'string' ? columnNamed(text, builder) : undefined;
}

/** `id`, `u.id`: the column of a builder's own table, whose name there is the builder's. */
export function columnNamed(text: string, { name: alias, draft }: HandleShape): ColumnName | undefined {
  if (!/^[\w$.-]+$/.test(text)) return undefined;
  const [column = text, qualifier] = text.split('.').reverse();
  if (qualifier === undefined) {
    // Without a qualifier a column of a join may belong to any of its tables.
    const joined = draft?.clauses.some(({ key }) => key === 'join') === true;
    return joined ? { name: `?.${column}`, own: false } : { name: column, own: true };
  }
  const own = qualifier === alias;
  return { name: own ? column : text, own };
}
