import type { Ref } from '../../core/facts/values';
import { readColumnChain } from './column-chain';
import { readColumnList } from './column-list';
import { deriveColumnName } from './column-names';
import { type Located, locate, parameterOf, type Scope, valueOfDeclared } from './scope';
import { readTableCall } from './table-call';

/** A column of a table, named as the program and as the database name them. */
export interface Target {
  /** The table's `DeclarationId`. */
  readonly table: string;
  readonly tableName: string;
  readonly column: string;
  readonly columnName: string;
}

/** The table that asks, for which its own callbacks' parameter stands. */
export interface Asker {
  readonly id: string;
  readonly name: string;
  /** The names of its columns in the database by their keys, as far as they have been read. */
  readonly columnNames: ReadonlyMap<string, string>;
}

/** `users.id`, or `t.id` in a callback of the table itself. */
export function readTarget({ value, scope }: Located, asker: Asker): Target | undefined {
  if (value.kind !== 'ref') return undefined;
  const own = ownColumn(value, scope);
  if (own !== undefined) {
    return { table: asker.id, tableName: asker.name, column: own, columnName: asker.columnNames.get(own) ?? own };
  }
  const resolved = scope.at.resolve(value);
  if (resolved?.kind !== 'declared') return undefined;
  const [column, more] = resolved.rest;
  const declared = valueOfDeclared(resolved, scope);
  const call = declared && readTableCall(locate(declared.value, declared.scope));
  if (column === undefined || more !== undefined || !call || !declared) return undefined;
  const entry = readColumnList(call, declared.scope, value.span).entries.find(({ key }) => key === column);
  const chain = entry && readColumnChain(locate(entry.value.value, entry.value.scope));
  const named = chain?.name.kind === 'given' ? chain.name.name : deriveColumnName(column, scope.at.naming);
  return { table: resolved.id, tableName: call.name ?? '', column, columnName: named ?? column };
}

/** The key of a column of the table itself: `t.a`, or `users.a` inside `users`. */
export function ownColumnOf({ value, scope }: Located, asker: Asker): string | undefined {
  if (value.kind !== 'ref') return undefined;
  const own = ownColumn(value, scope);
  if (own !== undefined) return own;
  const resolved = scope.at.resolve(value);
  return resolved?.kind === 'declared' && resolved.id === asker.id && resolved.rest.length === 1
    ? resolved.rest[0]
    : undefined;
}

/** The column of the table itself that a name in one of its callbacks stands for. */
function ownColumn(ref: Ref, scope: Scope): string | undefined {
  const given = parameterOf(ref, scope);
  if (!given) return undefined;
  const { parameter, path } = given;
  if (parameter.kind === 'row') return path.length === 1 ? path[0] : undefined;
  if (parameter.kind !== 'value' || parameter.value.kind !== 'ref') return undefined;
  return ownColumn({ ...parameter.value, path: [...parameter.value.path, ...path] }, parameter.scope);
}
