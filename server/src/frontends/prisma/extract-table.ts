import type { TableDeclaration } from '../../core/facts/schema';
import type { Dialect } from '../../core/facts/sql-template';
import { extractColumn, isScalar } from './extract-column';
import { extractIndex } from './extract-index';
import { extractForeignKey, extractRelation } from './extract-relation';
import type { FieldMember, Member } from './parse';
import { attributeNamed, stringArgument } from './read-arguments';
import type { BlockRange } from './split-blocks';

/** What a `model` or `view` block says. `text` is the block's; every span counts from its start. */
export function extractTable(
  block: BlockRange,
  members: readonly Member[],
  text: string,
  dialect: Dialect | undefined,
): TableDeclaration {
  const fields = members.filter(member => member.kind === 'field');
  const attributes = members.filter(member => member.kind === 'block-attribute').map(member => member.attribute);
  const name = stringArgument(attributeNamed(attributes, 'map')) ?? block.name;
  const schema = stringArgument(attributeNamed(attributes, 'schema'));
  const view = block.keyword === 'view';
  const columns = fields.filter(mayBeColumn).map(field => extractColumn(field, text, dialect));
  const indexes = { text, table: name, columns, dialect };
  const columnOf = (field: string) => columns.find(column => column.logicalName === field)?.name ?? field;
  const keys = { table: name, fields, columnOf, dialect };
  return {
    kind: 'table',
    language: 'prisma',
    logicalName: block.name,
    name,
    ...(schema === undefined ? {} : { schema }),
    view,
    columns,
    // `@unique` in a view tells the client how to find a row. No database has a key or an index there.
    indexes: view
      ? []
      : [
          ...fields.flatMap(field => field.attributes.map(attribute => extractIndex(attribute, field, indexes))),
          ...attributes.map(attribute => extractIndex(attribute, undefined, indexes)),
        ].filter(index => index !== undefined),
    foreignKeys: view
      ? []
      : fields.map(field => extractForeignKey(field, keys)).filter(foreignKey => foreignKey !== undefined),
    relations: fields.filter(mayBeRelation).map(extractRelation),
    nameSpan: block.nameSpan,
    span: block.span,
    ignored: attributeNamed(attributes, 'ignore') !== undefined,
  };
}

/**
 * The type of a field may be an enum, a composite type or a model that another file declares. Where the line itself does
 * not tell, the field is listed as a column and as a relation, and the model keeps the one that fits.
 */
function mayBeColumn(field: FieldMember): boolean {
  return isScalar(field) || attributeNamed(field.attributes, 'relation') === undefined;
}

function mayBeRelation(field: FieldMember): boolean {
  if (isScalar(field)) return false;
  return !field.attributes.some(
    ({ name }) => ['default', 'map', 'id', 'unique', 'updatedAt'].includes(name) || name.includes('.'),
  );
}
