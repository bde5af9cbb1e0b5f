import type { ColumnFact } from '../../core/facts/schema';
import type { Dialect } from '../../core/facts/sql-template';
import { databaseTypeOf } from './database-type';
import type { FieldMember } from './parse';
import type { Attribute, Expression } from './parse-attribute';
import { argument, attributeNamed, stringArgument } from './read-arguments';

const SCALARS: ReadonlySet<string> = new Set([
  'String',
  'Boolean',
  'Int',
  'BigInt',
  'Float',
  'Decimal',
  'DateTime',
  'Json',
  'Bytes',
]);

export function isScalar(field: FieldMember): boolean {
  return SCALARS.has(field.type.name) || field.type.name.startsWith('Unsupported');
}

/** What a field says of its column. `text` is the block's. */
export function extractColumn(field: FieldMember, text: string, dialect: Dialect | undefined): ColumnFact {
  const { name: type, optional, list } = field.type;
  const byDefault = defaultOf(field);
  const native = nativeAttribute(field.attributes);
  const nativeType = native && text.slice(native.span.start, native.span.end).replace(/^@\w+\./, '');
  const databaseType = databaseTypeOf(type, nativeType, list, dialect);
  const generated = generatedBy(byDefault, dialect);
  return {
    logicalName: field.name,
    name: stringArgument(attributeNamed(field.attributes, 'map')) ?? field.name,
    type,
    ...(nativeType === undefined ? {} : { nativeType }),
    ...(databaseType === undefined ? {} : { databaseType }),
    // A list of scalars is made without NOT NULL: the client reads null as an empty list.
    nullable: optional || list,
    list,
    hasDefault: byDefault !== undefined && !isMadeByClient(byDefault),
    ...(byDefault === undefined ? {} : { defaultText: text.slice(byDefault.span.start, byDefault.span.end) }),
    ...(generated === undefined ? {} : { generated }),
    typeSpan: field.type.nameSpan,
    span: field.span,
  };
}

/** `@db.VarChar(20)`; the first part is the name of the datasource. */
export function nativeAttribute(attributes: readonly Attribute[]): Attribute | undefined {
  return attributes.find(({ name }) => name.includes('.'));
}

function defaultOf(field: FieldMember): Expression | undefined {
  const attribute = attributeNamed(field.attributes, 'default');
  return attribute && argument(attribute, 'value', 0);
}

/** The client makes these when it writes a row; the table has no default of its own. */
const CLIENT_FUNCTIONS: ReadonlySet<string> = new Set(['uuid', 'cuid', 'nanoid', 'ulid', 'auto']);

function isMadeByClient(value: Expression): boolean {
  if (value.kind !== 'call') return false;
  // `dbgenerated()` says that there is a default, and leaves it to whoever makes the table.
  return CLIENT_FUNCTIONS.has(value.name) || (value.name === 'dbgenerated' && value.arguments.length === 0);
}

function generatedBy(value: Expression | undefined, dialect: Dialect | undefined): ColumnFact['generated'] {
  if (value?.kind !== 'call') return undefined;
  if (value.name === 'sequence') return 'identity';
  if (value.name !== 'autoincrement') return undefined;
  if (dialect === 'postgres' || dialect === 'cockroach') return 'serial';
  return dialect === undefined ? undefined : 'identity';
}
