import type { Value } from '../../core/facts/values';
import type { CallContext } from '../../core/library';
import { tableNamed, type WrittenTable } from '../shared/written-names';

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
