import { itemsOf, type LocatedValue, literalOf, resultOf, settle } from './located-value';

/** The values of an enum: of an array, or of an enum of the program without the keys that TypeScript adds by itself. */
export function enumValuesOf(located: LocatedValue | undefined): readonly (string | number)[] | undefined {
  const result = located && resultOf(settle(located));
  if (!result) return undefined;
  const settled = settle(result);
  const values = partsOf(settled)?.map(part => literalOf(part));
  return values?.every(value => typeof value === 'string' || typeof value === 'number') ? values : undefined;
}

function partsOf(settled: LocatedValue): readonly LocatedValue[] | undefined {
  const { value } = settled;
  if (value.kind !== 'object') return itemsOf(settled);
  if (value.open) return undefined;
  return value.entries.filter(({ key }) => !/^-?\d/.test(key)).map(entry => ({ ...settled, value: entry.value }));
}
