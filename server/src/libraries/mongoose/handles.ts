import type { Value } from '../../core/facts/values';
import type { CallContext, HandleShape, QueryShape, TableMention } from '../../core/library';
import { ROWS } from '../shared/drafts';
import { about, entityMention, namedTable } from '../shared/entity-mention';

export const CONNECTION: HandleShape = { role: 'connection' };
export const MODELS: HandleShape = { role: 'models' };

/** `model('User', schema)`, `model(User.name, schema)`, `models.User` */
export function modelNamed(given: Value | undefined, context: CallContext): HandleShape {
  const written = given && context.literal(given);
  const mention: TableMention | undefined =
    typeof written === 'string' ? { kind: 'logical', name: written } : entityMention(given, context);
  return modelOf(mention);
}

export function modelOf(table: TableMention | undefined): HandleShape {
  return { role: 'model', ...about(table) };
}

/** `Model<UserDocument>`: what NestJS calls the type of a `User`, after which the model is named. */
export function documentTable(mention: TableMention | undefined): TableMention | undefined {
  const table = namedTable(mention);
  if (table && /^T_/.test(table.name)) return undefined;
  return table && { ...table, name: table.name.replace(/(?<=.)Document$/, '') };
}

export function documentOf({ table, name }: HandleShape, isNew = false): HandleShape {
  return {
    role: isNew ? 'new-document' : 'document',
    ...(table ? { table } : {}),
    ...(name === undefined ? {} : { name }),
  };
}

/** What a query gives: documents, unless it asks for plain objects or for something that is none. */
export function resultOf(handle: HandleShape, { operation, clauses }: QueryShape): HandleShape {
  if (clauses.some(({ key }) => key === 'lean')) return ROWS;
  switch (operation) {
    case 'find-unique':
    case 'find-first':
      return documentOf(handle);
    case 'find-many':
    case 'create-many':
      return { ...documentOf(handle), role: 'documents' };
    case 'create':
      return documentOf(handle);
    default:
      return ROWS;
  }
}
