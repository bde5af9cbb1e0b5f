import type { CallChain } from '../../core/facts/calls';
import type { Value } from '../../core/facts/values';
import type { CallContext, ResolvedName, TableMention } from '../../core/library';
import type { ColumnName } from '../shared/conditions';

type Declared = Extract<ResolvedName, { readonly kind: 'declared' }>;

/** The table that an argument names: its variable, wherever it is declared. */
export function tableNamed(value: Value | undefined, context: CallContext): TableMention | undefined {
  const found = value && declaredBy(value, context);
  return found?.rest.length === 0 ? { kind: 'declared', id: found.id, name: found.name } : undefined;
}

/** `users.email`; a column of another table than the query's own is qualified. */
export function columnNamed(
  value: Value,
  table: TableMention | undefined,
  context: CallContext,
): ColumnName | undefined {
  const found = declaredBy(value, context);
  const [name, more] = found?.rest ?? [];
  if (!found || name === undefined || more !== undefined) return undefined;
  const own = table?.kind === 'declared' ? table.id === found.id : table?.name === found.name;
  return { name: own ? name : `${found.name}.${name}`, own };
}

/** Follows a name also through objects that gather tables: `schema.users` of `const schema = { users }`. */
function declaredBy(value: Value, context: CallContext): Declared | undefined {
  let found = context.resolve(value);
  for (let depth = 0; found?.kind === 'declared' && depth < DEEPEST; depth++) {
    const { unit, at, name: holder, rest } = found;
    const held = unit.bindings.find(({ id, path }) => id === holder && path.length === 0)?.value;
    const entry = held?.kind === 'object' ? held.entries.findLast(({ key }) => key === rest[0])?.value : undefined;
    if (entry?.kind !== 'ref') return found;
    found = at.resolve({ ...entry, path: [...entry.path, ...rest.slice(1)] });
  }
  return undefined;
}

const DEEPEST = 8;

/** The export of Drizzle that a chain begins by calling: `eq` of `eq(users.id, id)`, `sql` of a template, `sql.raw`. */
export function functionCalled({ root, links }: CallChain, context: CallContext): string | undefined {
  const name = links[0]?.name;
  if (root.kind !== 'ref' || name === undefined) return undefined;
  const found = context.resolve(name === '' ? root : { ...root, path: [...root.path, name] });
  if (found?.kind !== 'package' || !/^drizzle-orm(?:\/|$)/.test(found.module)) return undefined;
  return [found.name, ...found.rest].join('.');
}

/** The chain that a value is the result of, also through a name. */
export function chainBehind(value: Value | undefined, context: CallContext): CallChain | undefined {
  if (!value) return undefined;
  const located = context.constant(value);
  const isHere = located?.at.uri === context.unit.uri && located.at.unit === context.unit.unit;
  const made = located && isHere ? located.value : value;
  return made.kind === 'call' && made.path.length === 0 ? context.unit.call(made.call) : undefined;
}
