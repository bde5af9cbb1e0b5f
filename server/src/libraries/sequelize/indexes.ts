import type { IndexColumn, IndexFact } from '../../core/facts/schema';
import type { SourceContext } from '../../core/library';
import type { Span } from '../../core/text';
import { items, type Located, literal, member, members, text } from '../migrations/evaluate';
import { decoratedFields, exportedName } from './model-source';
import { underscore } from './names';
import type { BuiltModel } from './own-model';

interface Declared {
  readonly facts: readonly IndexFact[];
  readonly complete: boolean;
}

/** The primary key, what `unique` makes, `indexes` of the options and `@Index`. */
export function declareIndexes(model: BuiltModel, { dialect }: SourceContext): Declared {
  const { source, tableName, namesKnown, columns } = model;
  const facts: IndexFact[] = [];
  let complete = true;
  const named = (name: string) => (namesKnown && dialect === 'postgres' ? { name } : {});
  const keys = columns.filter(({ attribute }) => attribute.primaryKey);
  if (keys.length > 0) {
    facts.push({
      kind: 'primary',
      ...named(`${tableName}_pkey`),
      columns: keys.map(({ attribute }) => ({ column: attribute.key })),
      include: [],
      constraint: true,
      span: keys[0]?.attribute.span ?? source.nameSpan,
    });
  }
  const groups = new Map<string, { readonly columns: IndexColumn[]; readonly names: string[]; readonly span: Span }>();
  for (const { attribute, name } of columns) {
    if (attribute.unique === undefined) continue;
    const group = attribute.unique === true ? `\0${attribute.key}` : attribute.unique;
    const known = groups.get(group) ?? { columns: [], names: [], span: attribute.span };
    known.columns.push({ column: attribute.key });
    known.names.push(name);
    groups.set(group, known);
  }
  for (const { columns: parts, names, span } of groups.values()) {
    facts.push({
      kind: 'unique',
      ...named(`${tableName}_${names.join('_')}_key`),
      columns: parts,
      include: [],
      constraint: true,
      span,
    });
  }
  const given = member(model.options, 'indexes');
  const list = given ? items(given) : [];
  if (!list) complete = false;
  for (const located of list ?? []) {
    const fact = optionIndex(located, model);
    if (fact) facts.push(fact);
    else complete = false;
  }
  const decorated = decoratedIndexes(model);
  return { facts: [...facts, ...decorated.facts], complete: complete && decorated.complete };
}

/** `{ fields: ['author_id'], unique: true, name, using, where }`. */
function optionIndex(located: Located, model: BuiltModel): IndexFact | undefined {
  const options = members(located);
  const fields = items(member(options, 'fields'));
  if (!options || options.open || !fields || member(options, 'where')) return undefined;
  const parts = fields.map(field => part(field, model));
  if (!parts.every(one => one !== undefined)) return undefined;
  const unique =
    literal(member(options, 'unique')) === true || text(member(options, 'type'))?.toUpperCase() === 'UNIQUE';
  const method = (text(member(options, 'using')) ?? text(member(options, 'method')))?.toLowerCase();
  const operator = text(member(options, 'operator'));
  const name =
    text(member(options, 'name')) ??
    derivedName(
      model,
      parts.map(({ written }) => written),
    );
  const inModel = located.scope.unit === model.source.scope.unit;
  return {
    kind: unique ? 'unique' : 'index',
    ...(name === undefined ? {} : { name }),
    ...(method === undefined ? {} : { method }),
    columns: parts.map(({ column }) => (operator === undefined ? column : { operatorClass: operator, ...column })),
    include: [],
    span: inModel ? located.value.span : model.source.nameSpan,
  };
}

/** Sequelize takes columns here, and attributes for those that it knows. */
function part(
  field: Located,
  model: BuiltModel,
): { readonly column: IndexColumn; readonly written: string } | undefined {
  const options = members(field);
  const written = text(field) ?? text(member(options, 'name')) ?? text(member(options, 'attribute'));
  if (written === undefined) return undefined;
  const known = model.columns.find(({ attribute, name }) => name === written || attribute.key === written);
  const order = text(member(options, 'order'))?.toLowerCase();
  const operatorClass = text(member(options, 'operator'));
  const collation = text(member(options, 'collate'));
  const length = literal(member(options, 'length'));
  return {
    written: known?.name ?? written,
    column: {
      column: known?.attribute.key ?? written,
      ...(order === 'desc' || order === 'asc' ? { order } : {}),
      ...(operatorClass === undefined ? {} : { operatorClass }),
      ...(collation === undefined ? {} : { collation }),
      ...(typeof length === 'number' ? { length } : {}),
    },
  };
}

function derivedName({ tableName, namesKnown }: BuiltModel, columns: readonly string[]): string | undefined {
  return namesKnown ? underscore(`${tableName}_${columns.join('_')}`) : undefined;
}

/** `@Index`, `@Index('name')`, `@Index({ name, unique })`: those of one name are one index. */
function decoratedIndexes(model: BuiltModel): Declared {
  const { source } = model;
  const groups = new Map<string, IndexFact>();
  let complete = true;
  for (const { field, scope, inherited } of decoratedFields(source).list) {
    for (const decorator of field.decorators) {
      if (exportedName(decorator, scope) !== 'Index') continue;
      const [value] = decorator.args;
      const given: Located | undefined = value && { value, scope };
      const options = members(given);
      const name = text(given) ?? text(member(options, 'name'));
      if (value && name === undefined && !options) {
        complete = false;
        continue;
      }
      const column = model.columns.find(({ attribute }) => attribute.key === field.name);
      const group = name ?? `\0${field.name}`;
      const known = groups.get(group);
      const method = text(member(options, 'using'))?.toLowerCase();
      const own = name ?? derivedName(model, [column?.name ?? field.name]);
      groups.set(group, {
        kind: literal(member(options, 'unique')) === true ? 'unique' : 'index',
        ...(own === undefined ? {} : { name: own }),
        ...(method === undefined ? {} : { method }),
        include: [],
        span: inherited ? source.nameSpan : decorator.span,
        ...known,
        columns: [...(known?.columns ?? []), { column: field.name }],
      });
    }
  }
  return { facts: [...groups.values()], complete };
}
