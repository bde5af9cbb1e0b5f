import { readOptions, textOf } from '../shared/located-value';
import type { Kind } from './model-calls';
import type { IndexDraft } from './schema-indexes';
import { type PathDraft, readSchema, type SchemaDraft } from './schema-paths';
import type { SchemaSource } from './schema-source';
import type { SchemaUses } from './schema-uses';

/**
 * What a collection holds whose model has discriminators: the paths of all of them, and the one that tells them apart. Their
 * indexes cover their own documents.
 */
export function withKinds(
  base: SchemaDraft,
  { options }: SchemaSource,
  kinds: readonly Kind[],
  uses: SchemaUses,
): SchemaDraft {
  if (kinds.length === 0) return base;
  const setting = readOptions(options).get('discriminatorKey');
  const key = setting ? textOf(setting) : '__t';
  let complete = base.complete && key !== undefined;
  const paths = [...base.paths];
  const indexes = [...base.indexes];
  const add = (path: PathDraft) => {
    if (!paths.some(({ name }) => name === path.name)) paths.push(path);
  };
  if (key !== undefined) add({ name: key, type: 'String', list: false, required: false, hasDefault: false });
  for (const { name, value = name, schema } of kinds) {
    const draft = schema && readSchema(schema, uses.added);
    if (!draft?.complete) complete = false;
    // Another kind of document has none of these, and they stand where the other schema does.
    for (const { span: _, ...path } of draft?.paths ?? []) add({ ...path, required: false });
    for (const { span: _, ...index } of draft?.indexes ?? []) indexes.push(ofKind(index, key ?? '__t', value));
  }
  return { paths, indexes, complete };
}

/** Mongoose adds the condition to every index that is not sparse. */
function ofKind(index: IndexDraft, key: string, value: string): IndexDraft {
  return index.sparse || index.partial !== undefined
    ? index
    : { ...index, partial: `{ ${key}: ${JSON.stringify(value)} }` };
}
