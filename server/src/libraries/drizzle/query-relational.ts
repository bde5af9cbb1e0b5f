import type { Link } from '../../core/facts/calls';
import type { ObjectEntry, Value } from '../../core/facts/values';
import type { CallContext, HandleShape, LibraryCall, QueryShape, TableMention } from '../../core/library';
import { type Conditions, UNREAD } from '../shared/conditions';
import { builds } from '../shared/drafts';
import { addConditions, newDraft, partly } from '../shared/query-draft';
import { type ConditionScope, callbackScope, conditionScope, readCondition } from './query-conditions';
import { readObjectWhere } from './query-object-where';
import { orderOf } from './query-order';

/** `db.query.users.findMany({ where, with, columns, limit })`. */
export function readRelationalCall(
  { name = '', transaction }: HandleShape,
  link: Link,
  context: CallContext,
): LibraryCall | undefined {
  const operation = link.name === 'findMany' ? 'find-many' : link.name === 'findFirst' ? 'find-first' : undefined;
  if (!operation || link.form !== 'call') return undefined;
  const table: TableMention = { kind: 'logical', name };
  const { label: _, ...draft } = newDraft(operation, table, '');
  const query = readConfig(draft, link.args[0]?.value, context);
  return builds({ role: 'builder', name, ...(transaction ? { transaction } : {}) }, query, context);
}

function readConfig(draft: QueryShape, config: Value | undefined, context: CallContext): QueryShape {
  if (!config) return draft;
  if (config.kind !== 'object') return partly(draft);
  const scope = conditionScope(draft.table, context);
  const where = config.entries.find(({ key }) => key === 'where')?.value;
  const read = where ? addConditions(draft, readWhere(where, scope)) : draft;
  const clauses = config.entries.map((entry): ObjectEntry => {
    const key = NAMES[entry.key] ?? entry.key;
    return key === 'orderBy' ? { ...entry, value: readOrder(entry.value, scope) } : { ...entry, key };
  });
  return { ...(config.open ? partly(read) : read), clauses };
}

/** Prisma's names for the same. */
const NAMES: Readonly<Record<string, string>> = { with: 'include', columns: 'select', limit: 'take', offset: 'skip' };

function readWhere(where: Value, scope: ConditionScope): Conditions {
  if (where.kind === 'object') return readObjectWhere(where, scope.context);
  const returned = returnedBy(where, scope);
  return returned ? readCondition(returned.value, returned.scope) : UNREAD;
}

function readOrder(order: Value, scope: ConditionScope): Value {
  if (order.kind === 'object') return order;
  const returned = returnedBy(order, scope);
  if (!returned) return order;
  const { value, scope: inner } = returned;
  return value.kind === 'array'
    ? { ...value, items: value.items.map(item => orderOf(item, inner)) }
    : orderOf(value, inner);
}

/** What a callback gives, in terms of its parameters; any other value as it is. */
function returnedBy(
  value: Value,
  scope: ConditionScope,
): { readonly value: Value; readonly scope: ConditionScope } | undefined {
  if (value.kind !== 'function') return { value, scope };
  const returns = scope.context.unit.fn(value.function)?.returns ?? [];
  const [only, more] = returns;
  return only && !more ? { value: only, scope: callbackScope(scope, value.function) } : undefined;
}
