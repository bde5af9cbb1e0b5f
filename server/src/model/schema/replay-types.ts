import type { SchemaStep } from '../../core/facts/migrations';
import { type Catalogue, creationSchema, findType } from './catalogue';
import { dropColumn, retypeColumns, typeNamed, withoutDefault } from './replay-columns';
import { dropViewsOfType } from './replay-drop';
import { placeOf, type Sourced, type TypeState } from './table-state';

type StepOf<K extends SchemaStep['kind']> = SchemaStep & { readonly kind: K };

/** CREATE TYPE of what exists fails: what there is stays. */
export function createType(
  catalogue: Catalogue,
  step: StepOf<'create-enum' | 'create-type'>,
  source: Omit<Sourced<unknown>, 'fact'>,
): void {
  const schema = step.name.schema ?? creationSchema(catalogue);
  if (findType(catalogue, { schema, name: step.name.name })) return;
  const base = step.kind === 'create-type' ? typeNamed(catalogue, step.baseType) : undefined;
  catalogue.types.push({
    schema,
    name: step.name.name,
    ...(step.kind === 'create-enum' ? { values: step.values } : {}),
    ...(base ? { base } : {}),
    place: placeOf(source, step.span),
  });
}

export function addEnumValue(catalogue: Catalogue, step: StepOf<'add-enum-value'>): void {
  const type = enumOf(catalogue, step.name);
  if (!type?.values || type.values.includes(step.value)) return;
  const values = [...type.values];
  const before = step.before === undefined ? -1 : values.indexOf(step.before);
  const after = step.after === undefined ? -1 : values.indexOf(step.after);
  values.splice(before >= 0 ? before : after >= 0 ? after + 1 : values.length, 0, step.value);
  type.values = values;
}

export function renameEnumValue(catalogue: Catalogue, step: StepOf<'rename-enum-value'>): void {
  const type = enumOf(catalogue, step.name);
  if (type?.values) type.values = type.values.map(value => (value === step.value ? step.to : value));
}

/** One that no step has made is changed: the history begins in the middle. */
function enumOf(catalogue: Catalogue, name: Parameters<typeof findType>[1]): TypeState | undefined {
  const type = findType(catalogue, name);
  if (!type) catalogue.complete = false;
  return type;
}

export function moveType(
  catalogue: Catalogue,
  type: TypeState,
  to: { readonly schema?: string; readonly name: string },
  defaultSchema: string,
): void {
  type.schema = to.schema ?? type.schema;
  type.name = to.name;
  retypeColumns(catalogue, type, type.schema === defaultSchema);
}

/** CASCADE takes columns, defaults, domains and views of the type along; without CASCADE the statement fails while there are any. */
export function dropType(catalogue: Catalogue, type: TypeState): void {
  catalogue.types.splice(catalogue.types.indexOf(type), 1);
  for (const table of [...catalogue.tables]) {
    for (const column of table.columns.filter(one => one.type === type)) {
      dropColumn(catalogue, table, column.fact.name, true);
    }
    table.columns = table.columns.map(column => {
      const { defaultType, ...rest } = column;
      return defaultType === type ? { ...rest, fact: withoutDefault(column.fact) } : column;
    });
  }
  dropViewsOfType(catalogue, type);
  for (const domain of catalogue.types.filter(({ base }) => base === type)) dropType(catalogue, domain);
}
