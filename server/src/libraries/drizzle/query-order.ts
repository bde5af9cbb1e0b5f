import type { Value } from '../../core/facts/values';
import { orderBy } from '../shared/query-draft';
import type { ConditionScope } from './query-conditions';
import { chainBehind } from './query-names';

/** `desc(users.createdAt)` as `{ createdAt: 'desc' }`; as it is written where it is no column of the query's own table. */
export function orderOf(written: Value, scope: ConditionScope): Value {
  const chain = chainBehind(written, scope.context);
  const [link, more] = chain?.links ?? [];
  const direction = chain && link && !more ? scope.operator(chain) : undefined;
  if (chain && direction !== 'asc' && direction !== 'desc') return written;
  const column = scope.column(link?.args[0]?.value ?? written);
  return column?.own ? orderBy(column.name, direction === 'desc' ? 'desc' : 'asc', written.span) : written;
}
