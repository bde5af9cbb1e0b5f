import type { Link } from '../../core/facts/calls';
import type { CodeFacts } from '../../core/facts/code';
import type { DeclarationContext, DeclarationId, LocatedUnit, SourceContext } from '../../core/library';
import type { LocatedValue } from '../shared/located-value';
import { type Kind, kindCallsIn, type ModelCall, modelCallsIn } from './model-calls';
import { type IndexDraft, indexOfCall } from './schema-indexes';
import type { AddedIndexes } from './schema-paths';
import type { SchemaSource } from './schema-source';

/** What the program does with its schemas, wherever it does it. */
export interface SchemaUses {
  /** The models that a schema is given to, one for each collection. */
  modelsOf(id: DeclarationId): readonly ModelCall[];
  /** The discriminators of a model. */
  kindsOf(model: ModelCall): readonly Kind[];
  /** The model in whose collection a discriminator is kept; the name itself for any other. */
  rootOf(name: string): string;
  /** Nothing is added to a model that cannot be told. */
  readonly placed: boolean;
  readonly added: AddedIndexes;
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
  const kinds = new Map<string, Kind[]>();
  let placed = true;
  const addKinds = (model: string, more: readonly Kind[]) => kinds.set(model, [...(kinds.get(model) ?? []), ...more]);
  for (const { at, unit } of units) {
    for (const model of modelCallsIn(at, unit)) {
      const { id } = model.schema;
      addKinds(model.name, model.kinds);
      const known = id === undefined ? [] : (models.get(id) ?? []);
      // Modules of NestJS name the models they use, each anew.
      const isNew = known.every(({ name, collection }) => name !== model.name || collection !== model.collection);
      if (id !== undefined && isNew) models.set(id, [...known, model]);
    }
    for (const { kind, of } of kindCallsIn(at, unit)) {
      if (of === undefined) placed = false;
      else addKinds(of, [kind]);
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
    kindsOf: ({ name }) => [...new Map((kinds.get(name) ?? []).map(kind => [kind.name, kind])).values()],
    rootOf: name => [...kinds].find(([, members]) => members.some(kind => kind.name === name))?.[0] ?? name,
    placed,
    added(source) {
      const own = source.ownCalls.map(link => ({ at: source.at, unit: source.unit, link }));
      return readCalls([...own, ...((source.id !== undefined && calls.get(source.id)) || [])], source);
    },
  };
}

/** A plugin, `add` and the discriminators of a path may bring paths and indexes of their own; `index` says all that it brings. */
const CHANGES: ReadonlySet<string> = new Set([
  'index',
  'plugin',
  'add',
  'discriminator',
  'searchIndex',
  'clearIndexes',
  'removeIndex',
]);

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
