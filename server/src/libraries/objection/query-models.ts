import type { Value } from '../../core/facts/values';
import type { HandleShape, SubclassFact } from '../../core/library';
import { tableNamed } from '../shared/written-names';

export const MODEL: HandleShape = { role: 'model', name: 'Model' };

/** `class Person extends Model { static tableName = 'persons' }`, or a getter that gives the name. */
export function subclass(base: HandleShape, { name, fields }: SubclassFact): HandleShape | undefined {
  if (base.role !== 'model' && base.role !== 'instance') return undefined;
  const field = fields.find(one => one.static && one.name === 'tableName');
  const text = field && textOf(field.value ?? field.assigned[0]);
  const table = text === undefined ? undefined : tableNamed(text)?.mention;
  return table ? { ...base, name, table } : { ...base, name };
}

function textOf(value: Value | undefined): string | undefined {
  return value?.kind === 'literal' && typeof value.value === 'string' ? value.value : undefined;
}

/** An object of a model. */
export function instanceOf({ name, table }: HandleShape): HandleShape {
  return { role: 'instance', ...(name === undefined ? {} : { name }), ...(table ? { table } : {}) };
}

/** What a query's promise gives: an object of the model, or a list of them. */
export function rowsOf(model: HandleShape, one: boolean): HandleShape {
  const instance = instanceOf(model);
  return one ? instance : { ...instance, role: 'rows' };
}
