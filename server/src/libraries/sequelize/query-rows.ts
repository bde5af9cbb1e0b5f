import type { Link } from '../../core/facts/calls';
import type { ClassFact, CodeFacts } from '../../core/facts/code';
import type {
  CallContext,
  HandleShape,
  LibraryCall,
  QueryShape,
  SourceContext,
  TableMention,
} from '../../core/library';
import type { Operation } from '../../core/query';
import { argumentAt } from '../shared/call-arguments';
import { unreadQuery } from '../shared/query-draft';
import { isMixinType } from './query-handles';

const METHODS: ReadonlyMap<string, Operation> = new Map([
  ['save', 'upsert'],
  ['update', 'update'],
  ['destroy', 'delete'],
  ['restore', 'update'],
  ['increment', 'update'],
  ['decrement', 'update'],
  ['reload', 'find-unique'],
]);

/** What a verb does with the rows that a relation leads to. */
const VERBS: Readonly<Record<string, Operation>> = {
  get: 'find-many',
  count: 'count',
  has: 'count',
  set: 'update',
  add: 'update',
  remove: 'update',
  create: 'create',
};

const VERB = /^(get|count|has|set|add|remove|create)([A-Z]\w*)$/;

/** Methods of every row whose names look like those of relations. */
const OF_EVERY_ROW = new Set([
  'getDataValue',
  'setDataValue',
  'setAttributes',
  'addHook',
  'hasHook',
  'hasHooks',
  'removeHook',
]);

export const ROW_CALLS: readonly string[] = [...METHODS.keys(), ...Object.keys(VERBS).map(verb => `$${verb}`)];

/** Calls that load or change relations are named after them: `getPosts`. */
function isRelationCall(name: string): boolean {
  return VERB.test(name) && !OF_EVERY_ROW.has(name);
}

export function readRowCall(handle: HandleShape, link: Link, context: CallContext): LibraryCall | undefined {
  if (link.form !== 'call') return undefined;
  const { table } = handle;
  const operation = METHODS.get(link.name);
  if (operation) {
    const query = { ...unreadQuery(operation), ...(table ? { table } : {}) };
    return { query, awaited: { ...handle, role: 'found-row' } };
  }
  if (link.name.startsWith('$')) {
    const verb = VERBS[link.name.slice(1)];
    const given = argumentAt(link, 0);
    const relation = given && context.literal(given);
    return verb && typeof relation === 'string' ? relationCall(verb, relation, handle) : undefined;
  }
  const [, verb = '', name = ''] = isRelationCall(link.name) ? (VERB.exec(link.name) ?? []) : [];
  const doing = VERBS[verb];
  if (!doing || (handle.role === 'found-row' && !isGiven(table, link.name, context))) return undefined;
  return relationCall(doing, lowerFirst(name), handle);
}

/** A method that the class declares by its type: `declare getPosts: HasManyGetAssociationsMixin<Post>`. */
export function readAssociationCall(handle: HandleShape, link: Link, context: CallContext): LibraryCall | undefined {
  // The handle itself is called; its name stands where it is called.
  const called = context.unit.facts.calls.flatMap(({ links }) => links).find(({ span }) => span === link.span);
  const [, verb = '', name = ''] = VERB.exec(called?.name ?? link.name) ?? [];
  const doing = VERBS[verb];
  return doing && relationCall(doing, lowerFirst(name), { role: handle.role }, handle.table);
}

function relationCall(
  operation: Operation,
  relation: string,
  { table: owner }: HandleShape,
  target?: TableMention,
): LibraryCall {
  const query: QueryShape = {
    ...unreadQuery(operation),
    relation,
    label: owner ? `${relation} of ${owner.name}` : relation,
    ...(target ? { table: target } : {}),
  };
  return { query };
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** Classes that extend each other; nobody nests deeper. */
const MAX_BASES = 8;

/** Sequelize gives the method to rows: the class has none of that name that it wrote itself. */
function isGiven(table: TableMention | undefined, method: string, context: CallContext): boolean {
  if (table?.kind !== 'declared') return table?.kind === 'logical';
  const found = context.declaration(table);
  if (found?.kind !== 'declared') return false;
  const fact = found.unit.classes.find(candidate => candidate.name === found.name);
  // A model that is no class has no methods of its own.
  return fact ? !declares({ fact, unit: found.unit, at: found.at }, method, 0) : true;
}

interface LocatedClass {
  readonly fact: ClassFact;
  readonly unit: CodeFacts;
  readonly at: SourceContext;
}

function declares({ fact, at }: LocatedClass, method: string, steps: number): boolean {
  if (fact.methods.includes(method) || steps > MAX_BASES) return true;
  const field = fact.fields.find(({ name }) => name === method);
  if (field) return !(field.type?.kind === 'reference' && isMixinType(field.type.name.at(-1) ?? ''));
  const base = fact.extends && at.resolve(fact.extends);
  if (base?.kind === 'package') return false;
  const parent = base?.kind === 'declared' ? base.unit.classes.find(({ name }) => name === base.name) : undefined;
  if (base?.kind !== 'declared' || !parent) return true;
  return declares({ fact: parent, unit: base.unit, at: base.at }, method, steps + 1);
}
