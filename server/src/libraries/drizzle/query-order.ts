import type { ObjectEntry, Value } from '../../core/facts/values';
import { chainBehind } from './query-names';
import type { ConditionScope } from './query-conditions';

/**
 * The order of rows as `{ column: 'desc' }` for each column, the form that all libraries share; as it is written where it
 * is anything but columns of the query's own table.
 */
export function orderOf(written: Value, scope: ConditionScope): Value {
  const parts = written.kind === 'array' ? written.items : [written];
  const read = parts.map(part => readPart(part, scope));
  const known = read.flatMap(entry => entry ?? []);
  if (known.length < read.length || (written.kind === 'array' && written.open)) return written;
  const items = known.map((entry): Value => ({ kind: 'object', entries: [entry], open: false, spreads: [], span: entry.span }));
  return { kind: 'array', items, open: false, span: written.span };
}

function readPart(part: Value, scope: ConditionScope): ObjectEntry | undefined {
  const chain = chainBehind(part, scope.context);
  const [link, more] = chain?.links ?? [];
  const direction = chain && link && !more ? scope.operator(chain) : undefined;
  if (chain && direction !== 'asc' && direction !== 'desc') return undefined;
  const column = scope.column(link?.args[0]?.value ?? part);
  if (!column?.own) return undefined;
  const { span } = part;
  return { key: column.name, value: { kind: 'literal', value: direction ?? 'asc', span }, span, shorthand: false };
}
