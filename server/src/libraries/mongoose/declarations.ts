import type { CodeFacts } from '../../core/facts/code';
import type { ColumnFact, IndexFact, RelationFact, TableDeclaration } from '../../core/facts/schema';
import { type DeclarationContext, declarationId } from '../../core/library';
import type { Span } from '../../core/text';
import { flagOf, literalOf, readOptions, settle, textOf } from '../shared/located-value';
import { collectionName } from './collection-name';
import { withKinds } from './discriminators';
import { type ModelCall, modelCallsIn } from './model-calls';
import { indexFact } from './schema-indexes';
import { type PathDraft, readSchema, type SchemaDraft } from './schema-paths';
import { type SchemaSource, schemaOfChain } from './schema-source';
import { type SchemaUses, schemaUses } from './schema-uses';

/**
 * A collection for each model, said where its schema stands. A schema that is given to no model is a part of others. An
 * index that is added elsewhere (`schema.index(…)` in a statement of its own) is placed at the schema's name.
 */
export function readDeclarations(unit: CodeFacts, context: DeclarationContext): readonly TableDeclaration[] {
  const declared: TableDeclaration[] = [];
  for (const binding of unit.bindings) {
    if (binding.value?.kind !== 'call' || binding.path.length > 0 || binding.value.path.length > 0) continue;
    const { call } = binding.value;
    const chain = unit.calls.find(({ id }) => id === call);
    const schema = chain && schemaOfChain(chain, context, unit, declarationId(context.uri, binding.name));
    if (!schema?.id || binding.id !== binding.name) continue;
    const uses = schemaUses(context);
    for (const model of uses.modelsOf(schema.id)) declared.push(tableOf(model, schema, uses, binding.span));
  }
  // `model('User', new Schema({…}))`
  for (const model of modelCallsIn(context, unit)) {
    if (model.schema.id === undefined)
      declared.push(tableOf(model, model.schema, schemaUses(context), model.schema.span));
  }
  return declared;
}

function tableOf(model: ModelCall, schema: SchemaSource, uses: SchemaUses, nameSpan: Span): TableDeclaration {
  const draft = withKinds(readSchema(schema, uses.added), schema, uses.kindsOf(model), uses);
  const paths = [...idPath(draft), ...draft.paths, ...timestampPaths(schema, draft)];
  return {
    kind: 'table',
    language: 'mongoose',
    logicalName: model.name,
    name: model.collection ?? collectionName(model.name),
    view: false,
    ...(draft.complete && uses.placed ? {} : { complete: false }),
    columns: paths.map(path => columnFact(path, nameSpan)),
    indexes: [idIndex(nameSpan), ...draft.indexes.map(index => indexFact(index, nameSpan))],
    foreignKeys: [],
    relations: paths.flatMap(path => relationFact(path, uses, nameSpan)),
    nameSpan,
    span: nameSpan,
    ignored: false,
  };
}

/** Every collection has an index on `_id`. */
function idIndex(span: Span): IndexFact {
  return { kind: 'primary', name: '_id_', columns: [{ column: '_id' }], include: [], constraint: true, span };
}

function idPath({ paths }: SchemaDraft): readonly PathDraft[] {
  if (paths.some(({ name }) => name === '_id')) return [];
  return [{ name: '_id', type: 'ObjectId', list: false, required: true, hasDefault: true }];
}

/** `timestamps: true`, or the names of the two: `{ createdAt: 'created', updatedAt: false }`. */
function timestampPaths({ options }: SchemaSource, { paths }: SchemaDraft): readonly PathDraft[] {
  const setting = readOptions(options).get('timestamps');
  if (!setting) return [];
  const named = settle(setting).value.kind === 'object' ? readOptions(setting) : undefined;
  if (!named && flagOf(setting) !== true) return [];
  return ['createdAt', 'updatedAt'].flatMap((key): readonly PathDraft[] => {
    const own = named?.get(key);
    if (own && literalOf(own) === false) return [];
    const name = textOf(own) ?? key;
    if (paths.some(path => path.name === name)) return [];
    return [{ name, type: 'Date', list: false, required: false, hasDefault: true }];
  });
}

function columnFact({ name, type, list, required, hasDefault, span }: PathDraft, otherwise: Span): ColumnFact {
  return {
    logicalName: name,
    name,
    type,
    nullable: !required && name !== '_id',
    list,
    hasDefault,
    span: span ?? otherwise,
  };
}

function relationFact(
  { name, list, required, ref, span }: PathDraft,
  uses: SchemaUses,
  otherwise: Span,
): readonly RelationFact[] {
  if (ref === undefined) return [];
  return [
    {
      logicalName: name,
      target: uses.rootOf(ref),
      list,
      nullable: !required,
      fields: [name],
      references: ['_id'],
      span: span ?? otherwise,
    },
  ];
}
