import type { RelationFact } from '../../core/facts/schema';
import type { DeclarationContext, LocatedUnit } from '../../core/library';
import type { Span } from '../../core/text';
import { ormNameOf } from './core-modules';
import {
  argumentOf,
  calleeOf,
  chainOf,
  entryOf,
  type Located,
  type LocatedChain,
  locate,
  scopeOf,
  textOf,
} from './scope';

type Relation = Omit<RelationFact, 'span'>;

/**
 * What `relations(users, ({ one, many }) => ({ … }))` anywhere in the schema says of a table. Its place is the table's: the
 * statement that says it is another unit.
 */
export function relationsOf(table: string, span: Span, context: DeclarationContext): readonly RelationFact[] {
  const units = context.schemaUnits();
  let known = KNOWN.get(units);
  if (!known) {
    known = readRelations(units);
    KNOWN.set(units, known);
  }
  return (known.get(table) ?? []).map(relation => ({ ...relation, span }));
}

/** Read once for all tables of one reading of the schema. */
const KNOWN = new WeakMap<readonly LocatedUnit[], ReadonlyMap<string, readonly Relation[]>>();

function readRelations(units: readonly LocatedUnit[]): ReadonlyMap<string, readonly Relation[]> {
  const relations = new Map<string, Relation[]>();
  for (const { at, unit } of units) {
    for (const chain of unit.calls) {
      if (chain.in !== '' || chain.links.length !== 1) continue;
      const found = { chain, scope: scopeOf(at, unit) };
      if (ormNameOf(calleeOf(found)) !== 'relations') continue;
      const table = tableOf(argumentAt(found, 0));
      if (table === undefined) continue;
      relations.set(table, [...(relations.get(table) ?? []), ...readEntries(found)]);
    }
  }
  return relations;
}

function argumentAt({ chain, scope }: LocatedChain, index: number): Located | undefined {
  const value = chain.links[0]?.args[index]?.value;
  return value && { kind: 'value', value, scope };
}

/** The table that a name stands for; it may not be followed to its value, which is a call. */
function tableOf(located: Located | undefined): string | undefined {
  if (located?.value.kind !== 'ref') return undefined;
  const resolved = located.scope.at.resolve(located.value);
  return resolved?.kind === 'declared' && resolved.rest.length === 0 ? resolved.id : undefined;
}

function readEntries(found: LocatedChain): readonly Relation[] {
  const callback = argumentAt(found, 1);
  if (callback?.value.kind !== 'function') return [];
  const { value, scope } = callback;
  const [returned] = scope.unit.functions.find(({ id }) => id === value.function)?.returns ?? [];
  if (returned?.kind !== 'object') return [];
  return returned.entries.flatMap(entry => {
    const made = chainOf({ kind: 'value', value: entry.value, scope });
    const relation = made && readRelation(entry.key, made);
    return relation ? [relation] : [];
  });
}

function readRelation(logicalName: string, found: LocatedChain): Relation | undefined {
  const { chain, scope } = found;
  const [first] = chain.links;
  const form = first && formOf(found);
  const target = tableOf(argumentAt(found, 0));
  if (!first || !form || target === undefined) return undefined;
  const options = argumentOf(first, 1, scope);
  const relationName = entryOf(options, 'relationName');
  const text = relationName && textOf(relationName.value, relationName.scope);
  return {
    logicalName,
    target,
    list: form === 'many',
    nullable: form === 'one',
    ...(text === undefined ? {} : { relationName: text }),
    fields: columnsIn(options, 'fields'),
    references: columnsIn(options, 'references'),
  };
}

/** The callback is handed `{ one, many }`. */
function formOf({ chain, scope }: LocatedChain): 'one' | 'many' | undefined {
  const { root, links } = chain;
  if (root.kind !== 'ref' || root.root.kind !== 'local') return undefined;
  const { binding: id } = root.root;
  const binding = scope.unit.bindings.find(one => one.id === id);
  if (!binding?.parameter) return undefined;
  const name = [...binding.path, ...root.path, links[0]?.name ?? ''].filter(step => step !== '');
  return name.length === 1 && (name[0] === 'one' || name[0] === 'many') ? name[0] : undefined;
}

function columnsIn(options: Located | undefined, key: string): readonly string[] {
  const entry = entryOf(options, key);
  const list = entry && locate(entry.value, entry.scope);
  if (list?.value.kind !== 'array' || list.value.open) return [];
  const columns = list.value.items.map(item => (item.kind === 'ref' ? item.path.at(-1) : undefined));
  return columns.every(column => column !== undefined) ? columns : [];
}
