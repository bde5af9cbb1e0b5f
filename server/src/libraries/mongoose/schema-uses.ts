import type { Link } from '../../core/facts/calls';
import type { CodeFacts } from '../../core/facts/code';
import type { DeclarationContext, DeclarationId, LocatedUnit, SourceContext } from '../../core/library';
import type { Span } from '../../core/text';
import { type LocatedValue, readOptions, textOf } from '../shared/located-value';
import { type IndexDraft, indexOfCall } from './schema-indexes';
import type { AddedIndexes } from './schema-paths';
import { mongooseName, type SchemaSource, schemaOf } from './schema-source';

/** What the program does with its schemas, wherever it does it. */
export interface SchemaUses {
  /** The models that a schema is given to. */
  modelsOf(id: DeclarationId): readonly ModelCall[];
  readonly added: AddedIndexes;
}

/** `model('User', userSchema, 'people')` */
export interface ModelCall {
  readonly name: string;
  readonly collection?: string;
  readonly schema: SchemaSource;
  readonly span: Span;
}

/** Read once for all units of a database that are read in one go. */
const KNOWN = new WeakMap<readonly LocatedUnit[], SchemaUses>();

export function schemaUses(context: DeclarationContext): SchemaUses {
  const units = context.schemaUnits();
  const known = KNOWN.get(units);
  if (known) return known;
  const uses = readUses(units);
  KNOWN.set(units, uses);
  return uses;
}

interface SchemaCall {
  readonly at: SourceContext;
  readonly unit: CodeFacts;
  readonly link: Link;
}

function readUses(units: readonly LocatedUnit[]): SchemaUses {
  const models = new Map<DeclarationId, ModelCall[]>();
  const calls = new Map<DeclarationId, SchemaCall[]>();
  for (const { at, unit } of units) {
    for (const model of modelCallsIn(at, unit)) {
      if (model.schema.id !== undefined) models.set(model.schema.id, [...(models.get(model.schema.id) ?? []), model]);
    }
    for (const { root, links } of unit.calls) {
      if (root.kind !== 'ref' || !links.some(({ name }) => CHANGES.has(name))) continue;
      const resolved = at.resolve(root);
      if (resolved?.kind !== 'declared' || resolved.rest.length > 0) continue;
      const found = links.map(link => ({ at, unit, link }));
      calls.set(resolved.id, [...(calls.get(resolved.id) ?? []), ...found]);
    }
  }
  return {
    modelsOf: id => models.get(id) ?? [],
    added(source) {
      const own = source.ownCalls.map(link => ({ at: source.at, unit: source.unit, link }));
      return readCalls([...own, ...((source.id !== undefined && calls.get(source.id)) || [])], source);
    },
  };
}

/** A plugin and `add` may bring paths and indexes of their own; `index` says all that it brings. */
const CHANGES: ReadonlySet<string> = new Set(['index', 'plugin', 'add', 'searchIndex', 'clearIndexes', 'removeIndex']);

function readCalls(calls: readonly SchemaCall[], source: SchemaSource): ReturnType<AddedIndexes> {
  const indexes: IndexDraft[] = [];
  let complete = true;
  for (const { at, unit, link } of calls) {
    if (!CHANGES.has(link.name) || link.name === 'searchIndex') continue;
    const [fields, options] = link.args.map(({ value }): LocatedValue => ({ at, unit, value }));
    // A place counts in the unit that declares the table.
    const isHere = at.uri === source.at.uri && at.unit === source.at.unit;
    const index = link.name === 'index' ? indexOfCall(fields, options, isHere ? link.span : undefined) : undefined;
    if (index) indexes.push(index);
    else complete = false;
  }
  return { indexes, complete };
}

/** Also of a connection (`connection.model(…)`): what is given a name and a schema there is a model. */
export function modelCallsIn(at: SourceContext, unit: CodeFacts): readonly ModelCall[] {
  return unit.calls.flatMap(chain =>
    chain.links.flatMap((link, i): ModelCall[] => {
      const isModel =
        link.name === 'model' || (i === 0 && link.name === '' && mongooseName(chain, link, at) === 'model');
      const [first, second, third] = link.args.map(({ value }): LocatedValue => ({ at, unit, value }));
      const name = isModel && first ? textOf(first) : undefined;
      const schema = name !== undefined && second ? schemaOf(second) : undefined;
      if (name === undefined || !schema) return [];
      const collection = textOf(third) ?? textOf(readOptions(schema.options).get('collection'));
      return [{ name, ...(collection === undefined ? {} : { collection }), schema, span: link.argumentsSpan }];
    }),
  );
}
