import type { ColumnTypeChange, FixIntent, RenderContext, TextEdit, WorkspaceChange } from '../../../core/fix';
import { containsSpan } from '../../../core/text';
import { isScalar, nativeAttribute } from '../extract-column';
import type { FieldMember } from '../parse';
import { lineStart } from './lines';
import { type Declined, type LocatedModel, locateModel } from './locate-model';
import { removeAttribute } from './remove-attribute';

type SetColumnType = Extract<FixIntent, { readonly kind: 'set-column-type' }>;
type Change = Pick<ColumnTypeChange, 'column' | 'type' | 'nativeType'>;

/** Changes a field's type and the mark of the database's own type; `also` in the same go, or not at all. */
export function renderSetColumnType(intent: SetColumnType, context: RenderContext): WorkspaceChange | Declined {
  const edits: TextEdit[] = [];
  let change: WorkspaceChange | Declined = { edits: [], create: [] };
  for (const { at, ...one } of [intent, ...(intent.also ?? [])]) {
    if (at.uri !== intent.at.uri) return { declined: 'One of the fields stands in another file.' };
    const model = locateModel(at, context);
    if ('declined' in model) return model;
    const made = editField(model, one);
    if ('declined' in made) return made;
    edits.push(...made);
    change = { edits: [{ uri: at.uri, expect: model.file.expect, edits }], create: [] };
  }
  edits.sort((a, b) => a.span.start - b.span.start);
  return change;
}

function editField(model: LocatedModel, { column, type, nativeType }: Change): readonly TextEdit[] | Declined {
  const { block, members, source } = model;
  const { text } = source;
  const fields = members.filter(member => member.kind === 'field');
  const named = fields.find(({ span, name }) => containsSpan(span, model.at) && isCalled(model, name, column));
  if (!named) return { declined: `The model ${block.name} no longer has the field ${column}.` };
  if (!isScalar(named) || named.type.name.startsWith('Unsupported')) {
    return { declined: `The type of ${named.name} is not one of Prisma's own.` };
  }
  const native = nativeAttribute(named.attributes);
  const written = native && text.slice(native.span.start, native.span.end);
  const prefix = /^@\w+\./.exec(written ?? '')?.[0] ?? `@${datasourceName(model)}.`;
  const mark = nativeType === undefined ? undefined : prefix + nativeType;
  const edits: TextEdit[] = [];
  if (named.type.name !== type) edits.push(...replaceType(named, type, fields, text));
  if (native && mark !== undefined && written !== mark) edits.push({ span: native.span, newText: mark });
  if (native && mark === undefined) edits.push(removeAttribute(text, native, named.attributes));
  if (!native && mark !== undefined) {
    const end = named.attributes[named.attributes.length - 1]?.span.end ?? named.type.span.end;
    edits.push({ span: { start: end, end }, newText: ` ${mark}` });
  }
  return edits.length > 0 ? edits : { declined: `The field ${named.name} has this type.` };
}

function isCalled({ table }: LocatedModel, field: string, column: string): boolean {
  return field === column || table.columns.some(({ logicalName, name }) => logicalName === field && name === column);
}

/** What stands before the dot of `@db.Text`; a schema of several files has its datasource in one of them. */
function datasourceName({ blocks }: LocatedModel): string {
  return blocks.find(({ keyword, name }) => keyword === 'datasource' && name !== '')?.name ?? 'db';
}

/** The type, and the blanks behind it where they hold the attributes of the fields in one column. */
function replaceType(
  field: FieldMember,
  type: string,
  fields: readonly FieldMember[],
  text: string,
): readonly TextEdit[] {
  const { nameSpan, span } = field.type;
  const edits: TextEdit[] = [{ span: nameSpan, newText: type }];
  const [first] = field.attributes;
  if (!first) return edits;
  const blanks = text.slice(span.end, first.span.start);
  const column = columnAt(text, first.span.start);
  const isAligned =
    blanks.length > 1 ||
    fields.some(
      other => other !== field && other.attributes[0] && columnAt(text, other.attributes[0].span.start) === column,
    );
  if (!isAligned || blanks.trim() !== '' || blanks.includes('\t')) return edits;
  const grown = type.length - (nameSpan.end - nameSpan.start);
  const width = Math.max(1, blanks.length - grown);
  if (width !== blanks.length)
    edits.push({ span: { start: span.end, end: first.span.start }, newText: ' '.repeat(width) });
  return edits;
}

function columnAt(text: string, offset: number): number {
  return offset - lineStart(text, offset);
}
