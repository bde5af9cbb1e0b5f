import type { ForeignKeyFact, ReferentialAction, RelationFact } from '../../core/facts/schema';
import type { Dialect } from '../../core/facts/sql-template';
import type { Span } from '../../core/text';
import { defaultName } from './constraint-names';
import { isScalar } from './extract-column';
import type { FieldMember } from './parse';
import type { Attribute, Expression } from './parse-attribute';
import { argument, attributeNamed, namesOf, stringArgument } from './read-arguments';

const ACTIONS: Readonly<Record<string, ReferentialAction>> = {
  Cascade: 'cascade',
  Restrict: 'restrict',
  NoAction: 'no-action',
  SetNull: 'set-null',
  SetDefault: 'set-default',
};

export function extractRelation(field: FieldMember): RelationFact {
  const relation = relationAttribute(field);
  const relationName = stringArgument(relation);
  return {
    logicalName: field.name,
    target: field.type.name,
    list: field.type.list,
    nullable: field.type.optional,
    ...(relationName === undefined ? {} : { relationName }),
    fields: namesOf(relation && argument(relation, 'fields')),
    references: namesOf(relation && argument(relation, 'references')),
    span: relationSpan(field, relation),
  };
}

/** What a foreign key's name and actions follow from beside its own line. */
export interface KeyContext {
  /** The database's name of the table that holds the key. */
  readonly table: string;
  readonly fields: readonly FieldMember[];
  /** The database's name of a field's column. */
  columnOf(field: string): string;
  readonly dialect: Dialect | undefined;
}

/** The key that a relation field holds; undefined on the other side, and where the line is being typed. */
export function extractForeignKey(field: FieldMember, context: KeyContext): ForeignKeyFact | undefined {
  const relation = relationAttribute(field);
  const columns = namesOf(relation && argument(relation, 'fields'));
  const references = namesOf(relation && argument(relation, 'references'));
  if (!relation || columns.length === 0 || references.length === 0) return undefined;
  const { table, dialect } = context;
  const map = argument(relation, 'map');
  const name =
    map?.kind === 'string'
      ? map.value
      : defaultName({ table, columns: columns.map(context.columnOf), dialect }, 'fkey');
  return {
    ...(name === undefined ? {} : { name }),
    logicalName: field.name,
    columns,
    references: { table: field.type.name, columns: references },
    onDelete: actionOf(argument(relation, 'onDelete')) ?? defaultOnDelete(field, columns, context),
    onUpdate: actionOf(argument(relation, 'onUpdate')) ?? 'cascade',
    span: relationSpan(field, relation),
  };
}

/** Prisma's own choice: a key that can be empty is emptied, any other forbids that its target goes. SQL Server knows no RESTRICT. */
function defaultOnDelete(field: FieldMember, columns: readonly string[], context: KeyContext): ReferentialAction {
  const isRequired = (name: string) => context.fields.find(other => other.name === name)?.type.optional === false;
  if (field.type.optional && !columns.some(isRequired)) return 'set-null';
  return context.dialect === 'sqlserver' ? 'no-action' : 'restrict';
}

function relationAttribute(field: FieldMember): Attribute | undefined {
  return isScalar(field) ? undefined : attributeNamed(field.attributes, 'relation');
}

/** From the field's name to the end of its `@relation(…)`. */
function relationSpan(field: FieldMember, relation: Attribute | undefined): Span {
  return { start: field.nameSpan.start, end: relation?.span.end ?? field.type.span.end };
}

function actionOf(value: Expression | undefined): ReferentialAction | undefined {
  return value?.kind === 'constant' ? ACTIONS[value.name] : undefined;
}
