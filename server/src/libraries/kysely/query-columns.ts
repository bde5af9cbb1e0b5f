import type { Value } from '../../core/facts/values';
import type { CallContext, HandleShape, TableMention } from '../../core/library';
import type { ColumnName } from '../shared/conditions';

/** A table in the text of a builder: `'auth.users as u'`. */
export interface WrittenTable {
  readonly mention: TableMention;
  /** What qualifies its columns. */
  readonly alias: string;
}

export function tableIn(
  value: Value | undefined,
  schema: string | undefined,
  context: CallContext,
): WrittenTable | undefined {
  const text = value && context.literal(value);
  const [, written = '', alias] = (typeof text === 'string' && /^\s*(\S+?)(?:\s+as\s+(\S+))?\s*$/i.exec(text)) || [];
  const [name, own = schema] = written.split('.').reverse();
  if (name === undefined || name === '') return undefined;
  return {
    mention: { kind: 'database', name, ...(own === undefined ? {} : { schema: own }) },
    alias: alias ?? name,
  };
}

/** `'id'`, `'u.id'`: the column of a builder's own table, whose name there is the builder's. */
export function columnIn(
  value: Value | undefined,
  { name: alias, draft }: HandleShape,
  context: CallContext,
): ColumnName | undefined {
  const text = value && context.literal(value);
  if (typeof text !== 'string' || !/^[\w$.-]+$/.test(text)) return undefined;
  const parts = text.split('.');
  const column = parts.at(-1) ?? text;
  const joined = draft?.clauses.some(({ key }) => key === 'join') === true;
  // Without a qualifier a column of a join may belong to any of its tables.
  const own = parts.length === 1 ? !joined : parts.at(-2) === alias;
  return { name: own || parts.length > 1 ? (own ? column : text) : `?.${column}`, own };
}
