import type { Value } from '../../core/facts/values';
import type { CallContext, TableMention } from '../../core/library';

/** The table that a value names: an entity's class, its schema, its name in a string. */
export function entityMention(value: Value | undefined, context: CallContext): TableMention | undefined {
  if (value === undefined) return undefined;
  if (value.kind === 'literal') {
    return typeof value.value === 'string' ? { kind: 'logical', name: value.value } : undefined;
  }
  const found = context.resolve(value);
  if (found?.kind !== 'declared') return undefined;
  // `User.name` is the name of the class.
  const isWhole = found.rest.length === 0 || (found.rest.length === 1 && found.rest[0] === 'name');
  return isWhole ? { kind: 'declared', id: found.id, name: found.name } : undefined;
}

/** The table of a type argument; none for the parameter of a generic class or function (`Repository<T>`). */
export function namedTable(mention: TableMention | undefined): TableMention | undefined {
  const isParameter = mention?.kind === 'logical' && TYPE_PARAMETER.test(mention.name);
  return isParameter ? undefined : mention;
}

/** What people call type parameters; the table of a real entity is known by its declaration. */
const TYPE_PARAMETER = /^(?:[A-Z]?|T[A-Z]\w*|Entity|Model)$/;

/** Spread into a handle or a query; its name is what messages call it by. */
export function about(table: TableMention | undefined): { readonly table?: TableMention; readonly name?: string } {
  return table ? { table, name: table.name } : {};
}
