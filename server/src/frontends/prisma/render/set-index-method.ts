import type { FixIntent, RenderContext, TextEdit, WorkspaceChange } from '../../../core/fix';
import type { Attribute } from '../parse-attribute';
import { attributeAt } from './attribute-at';
import { type Declined, locateModel } from './locate-model';

type SetIndexMethod = Extract<FixIntent, { readonly kind: 'set-index-method' }>;

/** Writes, changes or takes away the `type: …` of an `@@index`: Prisma's default is a B-tree. */
export function renderSetIndexMethod(intent: SetIndexMethod, context: RenderContext): WorkspaceChange | Declined {
  const model = locateModel(intent.at, context);
  if ('declined' in model) return model;
  const { file, block, source } = model;
  const found = attributeAt(model);
  if (found?.attribute.name !== 'index') return { declined: `The model ${block.name} no longer has this index.` };
  const edit = editType(found.attribute, intent.method, source.text);
  if (!edit) return { declined: 'The index has this method.' };
  return { edits: [{ uri: intent.at.uri, expect: file.expect, edits: [edit] }], create: [] };
}

const NAMES: Readonly<Record<string, string>> = { btree: 'BTree', spgist: 'SpGist' };

function editType({ arguments: given, span }: Attribute, method: string, text: string): TextEdit | undefined {
  const name = NAMES[method] ?? method.charAt(0).toUpperCase() + method.slice(1);
  const position = given.findIndex(argument => argument.name === 'type');
  const type = given[position];
  const last = given.at(-1);
  if (!type) {
    if (method === 'btree' || !last) return undefined;
    return { span: { start: last.span.end, end: last.span.end }, newText: `, type: ${name}` };
  }
  if (method !== 'btree') {
    const isThere = text.slice(type.value.span.start, type.value.span.end) === name;
    return isThere ? undefined : { span: type.value.span, newText: name };
  }
  // With the comma that parts it from its neighbours.
  const before = given[position - 1];
  const after = given[position + 1];
  if (before) return { span: { start: before.span.end, end: type.span.end }, newText: '' };
  return { span: { start: type.span.start, end: after?.span.start ?? span.end - 1 }, newText: '' };
}
