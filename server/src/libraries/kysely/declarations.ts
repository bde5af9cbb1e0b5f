import type { CodeFacts, TypeFact } from '../../core/facts/code';
import type { ColumnFact, TableDeclaration } from '../../core/facts/schema';
import type { TypeAnnotation, TypeMember } from '../../core/facts/type-annotation';
import type { DeclarationContext, LocatedUnit, SourceContext } from '../../core/library';
import { readColumnType } from './column-type';

/** The tables of every interface that is a client's database: `new Kysely<Database>(…)`, `(db: Kysely<Database>) => …`. */
export function readDeclarations(unit: CodeFacts, context: DeclarationContext): readonly TableDeclaration[] {
  if (unit.types.length === 0) return [];
  const types = knownTypes(context.schemaUnits());
  return unit.types
    .filter(type => isDatabase(type, context, types))
    .flatMap(type => membersOf(type, context, types) ?? [])
    .map(member => tableOf(member, context, types));
}

interface LocatedType {
  readonly at: SourceContext;
  readonly type: TypeFact;
}

interface KnownTypes {
  named(name: string, near: SourceContext): LocatedType | undefined;
  /** The names in `Kysely<…>`, wherever such a type is written. */
  readonly databases: ReadonlySet<string>;
}

/** Read once for all units of a database that are read in one go. */
const KNOWN = new WeakMap<readonly LocatedUnit[], KnownTypes>();

function knownTypes(units: readonly LocatedUnit[]): KnownTypes {
  const known = KNOWN.get(units) ?? readTypes(units);
  KNOWN.set(units, known);
  return known;
}

function readTypes(units: readonly LocatedUnit[]): KnownTypes {
  const byName = new Map<string, LocatedType[]>();
  const databases = new Set<string>();
  for (const { at, unit } of units) {
    for (const type of unit.types) byName.set(type.name, [...(byName.get(type.name) ?? []), { at, type }]);
    const annotations = [
      ...unit.bindings.map(binding => binding.type),
      ...unit.functions.map(fn => fn.returnType),
      ...unit.classes.flatMap(({ fields }) => fields.map(field => field.type)),
      ...unit.types.flatMap(type => [type.alias, ...type.members.map(member => member.type)]),
    ];
    for (const annotation of annotations) if (annotation) addDatabases(annotation, databases);
  }
  return {
    databases,
    named(name, near) {
      const found = byName.get(name) ?? [];
      const here = found.filter(({ at }) => at.uri === near.uri);
      const candidates = here.length > 0 ? here : found;
      // Interfaces of one name in one file are one interface; those of several files are somebody else's.
      return candidates.length === 1 ? candidates[0] : undefined;
    },
  };
}

function addDatabases(type: TypeAnnotation, databases: Set<string>): void {
  if (type.kind === 'union') for (const one of type.of) addDatabases(one, databases);
  if (type.kind === 'array') addDatabases(type.of, databases);
  if (type.kind !== 'reference') return;
  const [name, more] = type.name;
  const [argument] = type.arguments;
  if (CLIENTS.has(name ?? '') && more === undefined && argument?.kind === 'reference' && argument.name.length === 1) {
    databases.add(argument.name[0] ?? '');
    return;
  }
  for (const inner of type.arguments) addDatabases(inner, databases);
}

const CLIENTS: ReadonlySet<string> = new Set(['Kysely', 'Transaction']);

/** The type arguments of a call are not among the facts: an interface of tables alone may also go by its usual names. */
const USUAL_NAME = /^(?:DB|\w*Database(?:Schema)?|\w+DB)$/;

function isDatabase(type: TypeFact, at: SourceContext, types: KnownTypes): boolean {
  if (!types.databases.has(type.name) && !USUAL_NAME.test(type.name)) return false;
  const members = membersOf(type, at, types) ?? [];
  return members.every(isNamed) && members.some(member => columnsOf(member.type, at, types));
}

function isNamed({ type }: TypeMember): boolean {
  return type.kind === 'object' || (type.kind === 'reference' && type.name.length === 1 && !type.query);
}

/** The members with those it inherits; undefined where some of them cannot be seen. */
function membersOf(type: TypeFact, at: SourceContext, types: KnownTypes, depth = 0): readonly TypeMember[] | undefined {
  if (depth > DEEPEST) return undefined;
  const own = type.alias ? (type.alias.kind === 'object' ? type.alias.members : undefined) : type.members;
  const inherited = type.extends.map(name => {
    const base = name.length === 1 ? types.named(name[0] ?? '', at) : undefined;
    return base && membersOf(base.type, base.at, types, depth + 1);
  });
  if (!own || inherited.some(members => !members)) return undefined;
  return [...inherited.flatMap(members => members ?? []), ...own];
}

const DEEPEST = 8;

function columnsOf(type: TypeAnnotation, at: SourceContext, types: KnownTypes): readonly TypeMember[] | undefined {
  if (type.kind === 'object') return type.members;
  if (type.kind !== 'reference') return undefined;
  const named = types.named(type.name[0] ?? '', at);
  return named && membersOf(named.type, named.at, types);
}

/** `'auth.session'` names the schema as well. */
function tableOf(
  { name: written, type }: TypeMember,
  context: DeclarationContext,
  types: KnownTypes,
): TableDeclaration {
  const columns = columnsOf(type, context, types);
  const [name = written, schema] = written.split('.').reverse();
  return {
    kind: 'table',
    language: 'kysely',
    logicalName: written,
    namesOnly: true,
    // The interface of its columns stands out of sight.
    ...(columns ? {} : { complete: false }),
    // A plugin turns the names of the program into others.
    ...(context.naming === 'default' ? {} : { namesKnown: false }),
    name,
    ...(schema === undefined ? {} : { schema }),
    view: false,
    columns: (columns ?? []).map((member): ColumnFact => {
      return { logicalName: member.name, name: member.name, ...readColumnType(member.type), span: START };
    }),
    indexes: [],
    foreignKeys: [],
    relations: [],
    nameSpan: START,
    span: START,
    ignored: false,
  };
}

const START = { start: 0, end: 0 };
