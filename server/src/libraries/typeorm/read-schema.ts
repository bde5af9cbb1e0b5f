import type { DeclarationId } from '../../core/library';
import type { Span } from '../../core/text';
import { flagOf, itemsOf, type LocatedValue, type Options, readOptions, settle, textOf } from '../shared/located-value';
import type { ColumnPart, EmbeddedPart, EntityParts, EntitySource, IndexPart, RelationPart } from './entity-parts';
import { type ColumnMode, readColumnSpec } from './read-column';
import { buildIndex, readFields } from './read-index';
import { readInverse, readJoinColumns, readJoinTable, readRelationSettings } from './read-relation';

/** `new EntitySchema({ name, columns, relations, indices, … })`. */
export function readEntitySchema(
  id: DeclarationId,
  argument: LocatedValue,
  nameSpan: Span,
  span: Span,
): EntitySource | undefined {
  const settled = settle(argument);
  const options = readOptions(settled);
  const name = textOf(options.get('name'));
  if (name === undefined) return undefined;
  const table = options.get('tableName');
  const givenName = textOf(table);
  const schema = textOf(options.get('schema'));
  // What stands in another unit (a spread constant) is shown at the schema's name.
  const place = (part: Span | undefined) => (settled.unit === argument.unit && part ? part : nameSpan);
  return {
    id,
    name,
    ...(table ? { givenName: givenName ?? null } : {}),
    ...(schema === undefined ? {} : { schema }),
    kind: textOf(options.get('type')) === 'view' ? 'view' : 'table',
    nameSpan: place(options.spanOf('name')),
    span,
    parts: readSchemaParts(options, place, nameSpan),
  };
}

/** What the options of a schema say; of the schema of an embedded class as well. */
export function readSchemaParts(
  options: Options,
  place: (span: Span | undefined) => Span,
  nameSpan: Span,
): EntityParts {
  const columns: ColumnPart[] = [];
  const embedded: EmbeddedPart[] = [];
  const relations: RelationPart[] = [];
  const indexes: IndexPart[] = [];
  let { complete } = options;

  const written = readOptions(options.get('columns'));
  complete &&= written.complete;
  for (const property of written.keys) {
    const settings = readOptions(written.get(property));
    const name = textOf(settings.get('name'));
    const span = place(written.spanOf(property));
    const dialect = written.get(property)?.at.dialect ?? 'postgres';
    columns.push({
      property,
      ...(name === undefined ? {} : { name }),
      spec: withGenerated(readColumnSpec(settings, undefined, modeOf(settings), dialect)),
      span,
    });
    if (flagOf(settings.get('unique')) === true) indexes.push({ kind: 'constraint', properties: [property], span });
    if (settings.get('foreignKey')) complete = false;
  }

  const related = readOptions(options.get('relations'));
  complete &&= related.complete;
  for (const property of related.keys) {
    const relation = readRelation(property, readOptions(related.get(property)), place(related.spanOf(property)));
    if (relation) relations.push(relation);
    else complete = false;
  }

  const nested = readOptions(options.get('embeddeds'));
  complete &&= nested.complete;
  for (const property of nested.keys) {
    const settings = readOptions(nested.get(property));
    const type = settings.get('schema');
    const prefix = settings.get('prefix');
    if (!type) complete = false;
    else {
      embedded.push({
        property,
        type,
        prefix: (prefix && (textOf(prefix) ?? flagOf(prefix))) ?? true,
        array: flagOf(settings.get('array')) === true,
        span: place(nested.spanOf(property)),
      });
    }
  }

  for (const [key, kind] of [
    ['indices', 'Index'],
    ['uniques', 'Unique'],
  ] as const) {
    const list = options.get(key);
    const items = itemsOf(list);
    if (list && !items) complete = false;
    for (const item of items ?? []) {
      const settings = readOptions(item);
      const name = textOf(settings.get('name'));
      const properties = readFields(settings.get('columns'));
      const span = item.unit === list?.unit ? place(item.value.span) : nameSpan;
      indexes.push(buildIndex({ kind, name, properties, options: settings, dialect: item.at.dialect, span }));
    }
  }
  if (options.get('foreignKeys') || options.get('inheritance') || options.get('trees')) complete = false;
  return { columns, embedded, relations, indexes, foreignKeys: [], complete };
}

function withGenerated(spec: ColumnPart['spec']): ColumnPart['spec'] {
  if (!spec.generation) return spec;
  return { ...spec, type: spec.generation === 'uuid' ? 'uuid' : (spec.type ?? 'Number') };
}

function modeOf(settings: Options): ColumnMode {
  if (flagOf(settings.get('createDate')) === true) return 'create-date';
  if (flagOf(settings.get('updateDate')) === true) return 'update-date';
  if (flagOf(settings.get('deleteDate')) === true) return 'delete-date';
  if (flagOf(settings.get('version')) === true) return 'version';
  return flagOf(settings.get('treeLevel')) === true ? 'tree-level' : 'regular';
}

const KINDS: ReadonlySet<string> = new Set(['many-to-one', 'one-to-one', 'one-to-many', 'many-to-many']);

function readRelation(property: string, settings: Options, span: Span): RelationPart | undefined {
  const kind = textOf(settings.get('type'));
  const target = settings.get('target');
  if (kind === undefined || !KINDS.has(kind) || !target) return undefined;
  const joinColumn = settings.get('joinColumn');
  const joinTable = settings.get('joinTable');
  const joinColumns = isOn(joinColumn) ? readJoinColumns(flagOf(joinColumn) ? undefined : joinColumn) : undefined;
  const table = isOn(joinTable) ? readJoinTable(flagOf(joinTable) ? undefined : joinTable) : undefined;
  const inverse = readInverse(settings.get('inverseSide'));
  const read = readRelationSettings(settings);
  return {
    property,
    kind: kind as RelationPart['kind'],
    ...(inverse === undefined ? {} : { inverse }),
    target: { kind: 'value', value: target },
    ...read,
    ...(joinColumns ? { joinColumns } : {}),
    ...(table ? { joinTable: table } : {}),
    complete: read.complete && (!isOn(joinColumn) || joinColumns !== undefined) && (!isOn(joinTable) || !!table),
    span,
  };
}

function isOn(located: LocatedValue | undefined): boolean {
  return located !== undefined && flagOf(located) !== false;
}
