import type { Value } from '../../core/facts/values';
import type { CallContext } from '../../core/library';
import type { Filter } from '../../core/query';
import { allOf, type Conditions, UNREAD } from './conditions';

const OPERATORS: Readonly<Record<string, Filter['operator']>> = {
  $eq: 'equals',
  $in: 'in',
  $ne: 'not',
  $nin: 'not',
  $not: 'not',
  $gt: 'compare',
  $gte: 'compare',
  $lt: 'compare',
  $lte: 'compare',
  $regex: 'like',
};

export const EVERYTHING: Conditions = { filters: [], complete: true };

/** `{ age: { $gte: 18 }, name }`: what a filter document asks of the documents of a collection. */
export function readMongoFilter(filter: Value | undefined, context: CallContext): Conditions {
  if (filter === undefined) return EVERYTHING;
  if (filter.kind !== 'object') return UNREAD;
  const parts = filter.entries.map(({ key, value, span }): Conditions => {
    if (key === '$and' && value.kind === 'array') {
      return allOf([
        { ...EVERYTHING, complete: !value.open },
        ...value.items.map(item => readMongoFilter(item, context)),
      ]);
    }
    if (key.startsWith('$')) return UNREAD;
    return readField(key, value, span, context);
  });
  return allOf([{ ...EVERYTHING, complete: !filter.open }, ...parts]);
}

function readField(column: string, value: Value, span: Filter['span'], context: CallContext): Conditions {
  if (value.kind !== 'object' || !value.entries.some(({ key }) => key.startsWith('$'))) {
    return { filters: [{ column, operator: equalityOf(value, context), value, span }], complete: true };
  }
  const options = value.entries.find(({ key }) => key === '$options')?.value;
  const insensitive = options?.kind === 'literal' && String(options.value).includes('i') ? { insensitive: true } : {};
  const filters = value.entries
    .filter(({ key }) => key !== '$options')
    .map(({ key, value: operand }): Filter => {
      const operator = (Object.hasOwn(OPERATORS, key) && OPERATORS[key]) || 'other';
      return { column, operator, ...(operator === 'like' ? insensitive : {}), value: operand, span };
    });
  return { filters, complete: !value.open };
}

/** A regular expression as a value is matched, not compared. */
function equalityOf(value: Value, { unit }: CallContext): Filter['operator'] {
  if (value.kind === 'opaque' && value.uses.length === 0 && value.hint === undefined) return 'other';
  const root = value.kind === 'call' && value.path.length === 0 ? unit.call(value.call)?.root : undefined;
  const isRegExp = root?.kind === 'ref' && root.root.kind === 'outer' && root.root.name === 'RegExp';
  return isRegExp ? 'like' : 'equals';
}

/** The conditions of the stages with which a pipeline begins; undefined where it is not written in place. */
export function readPipeline(
  pipeline: Value | undefined,
  context: CallContext,
): { readonly conditions: Conditions; readonly writes: boolean } {
  if (pipeline?.kind !== 'array') return { conditions: UNREAD, writes: false };
  const stages = pipeline.items.flatMap(stage => (stage.kind === 'object' ? stage.entries : []));
  const later = stages.findIndex(({ key }) => key !== '$match');
  const first = later < 0 ? stages : stages.slice(0, later);
  return {
    conditions: allOf([
      { ...EVERYTHING, complete: !pipeline.open && pipeline.items.every(({ kind }) => kind === 'object') },
      ...first.map(({ value }) => readMongoFilter(value, context)),
    ]),
    writes: stages.some(({ key }) => key === '$merge' || key === '$out'),
  };
}
