import { textsOf } from './column-type';
import { coreNameOf } from './core-modules';
import { argumentOf, calleeOf, chainOf, type Located, textOf } from './scope';
import { schemaNameOf } from './table-call';

export interface EnumType {
  readonly name: string;
  readonly schema?: string;
  /** Undefined where they cannot be read. */
  readonly values: readonly string[] | undefined;
}

/** `pgEnum('role', ['admin', 'member'])`, `auth.enum('role', […])`. */
export function readEnumType(made: Located): EnumType | undefined {
  const found = chainOf(made);
  const [first, second] = found?.chain.links ?? [];
  if (!found || !first) return undefined;
  const { scope } = found;
  const isEnum = coreNameOf(calleeOf(found))?.name === 'pgEnum';
  const schema = isEnum ? undefined : schemaNameOf(found);
  const call = isEnum ? first : schema === undefined ? undefined : first.name === 'enum' ? first : second;
  if (!call || (!isEnum && call.name !== 'enum')) return undefined;
  const name = argumentOf(call, 0, scope);
  const text = name && textOf(name.value, name.scope);
  const values = argumentOf(call, 1, scope);
  if (text === undefined) return undefined;
  return { name: text, ...(schema === undefined ? {} : { schema }), values: values && textsOf(values) };
}
