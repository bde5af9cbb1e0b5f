import type { TypeAnnotation } from '../../core/facts/type-annotation';
import type { TableMention } from '../../core/library';
import type { Uri } from '../../core/uri';
import { contextOfPackage } from './builder-contexts';
import { type Entity, firstEntity, type UnitPlace } from './entity';
import type { Resolution } from './resolution';
import type { ResolutionContext } from './resolution-context';
import type { Mentions } from './table-mentions';

/** What a value of an annotated type denotes. */
export interface TypeResolution {
  resolve(at: UnitPlace, type: TypeAnnotation): Entity | undefined;
  /** `ctx.prisma` of which only the type of `ctx` is known. */
  member(entity: Entity & { readonly kind: 'typed' }, name: string): Entity | undefined;
  /** The declaration of the type that the annotation names. */
  named(at: UnitPlace, type: TypeAnnotation): NamedType | undefined;
}

export interface NamedType {
  readonly at: UnitPlace;
  readonly name: string;
  /** What it stands for; the members of an interface as an object type. */
  readonly definition?: TypeAnnotation;
  readonly enumeration: boolean;
}

export function createTypeResolution(
  { guarded, shared, scopeOf, codeOf, libraryOf, ownerOfGlobal, moduleOf, handleModuleOf, passesOn }: ResolutionContext,
  mentions: Mentions,
  resolution: Resolution,
): TypeResolution {
  function resolve(at: UnitPlace, type: TypeAnnotation): Entity | undefined {
    if (type.kind === 'union') return firstEntity(type.of.map(option => () => resolve(at, option)));
    if (type.kind === 'array') return rowsOf(resolve(at, type.of));
    if (type.kind === 'object') return { kind: 'typed', at, members: type.members, extends: [] };
    if (type.kind === 'handed') {
      const giver = resolve(at, type.of);
      return giver && resolution.handed(giver, type.method ?? '', type.argument, type.parameter);
    }
    if (type.kind !== 'reference') return undefined;
    const [head, ...rest] = type.name;
    if (head === undefined) return undefined;
    if (TRANSPARENT_TYPES.has(head) && rest.length === 0) {
      const inner = type.arguments[0];
      return inner && resolve(at, inner);
    }
    if (LISTS.has(head) && rest.length === 0) {
      const [element] = type.arguments;
      return element && rowsOf(resolve(at, element));
    }
    const form = MADE_BY.get(type.name.at(-1) ?? head);
    const maker = form && type.arguments[0];
    if (form && maker) {
      const entity = resolve(at, maker);
      return entity && resolution.made(entity, form);
    }
    const context = frameworkContext(at, type);
    if (context) return context;
    if (type.from !== undefined) {
      return type.query ? undefined : resolveImported(at.uri, type.from, head, rest, argumentsOf(at, type));
    }
    return type.query ? resolution.named(at, head, rest) : resolveName(at.uri, head, rest, argumentsOf(at, type));
  }

  /** `Context<Env>` of Hono, `ParameterizedContext<State>` of Koa: made of what the program says. */
  function frameworkContext(at: UnitPlace, type: TypeAnnotation & { kind: 'reference' }): Entity | undefined {
    const [given] = type.arguments;
    const [head = '', ...rest] = type.name;
    const imported = given && rest.length === 0 ? scopeOf(at.uri).imports[head] : undefined;
    if (!given || !imported) return undefined;
    const make = contextOfPackage(imported.from, imported.imported);
    const settings = make && resolve(at, given);
    return settings && make(name => resolution.member(settings, name), settings);
  }

  /** Lists of anything but rows are lists of a few things that a program sets up itself. */
  function rowsOf(row: Entity | undefined): Entity | undefined {
    return row?.kind === 'instance' && resolution.rowOf(row) ? { kind: 'rows', row } : undefined;
  }

  function member({ at, members, extends: bases }: Entity & { kind: 'typed' }, name: string): Entity | undefined {
    const own = members.find(candidate => candidate.name === name);
    if (own) return resolve(at, own.type);
    if (bases.length === 0) return undefined;
    return guarded(`inherited type ${at.uri} ${at.unit} ${JSON.stringify(bases)} ${name}`, () =>
      firstEntity(
        bases.map(type => () => {
          const base = resolve(at, type);
          return base && resolution.member(base, name);
        }),
      ),
    );
  }

  /** `Repository<User>`: the tables that its type arguments name. */
  function argumentsOf(at: UnitPlace, type: TypeAnnotation & { kind: 'reference' }): readonly TableMention[] {
    return type.arguments.map(argument => mentions.ofType(at, argument));
  }

  function resolveName(
    uri: Uri,
    name: string,
    rest: readonly string[],
    given: readonly TableMention[] = NO_ARGUMENTS,
  ): Entity | undefined {
    return shared(`type ${uri} ${name} ${rest.join('.')} ${given.map(mentionKey).join()}`, () => {
      const scope = scopeOf(uri);
      const imported = scope.imports[name];
      if (imported) return resolveImported(uri, imported.from, imported.imported, rest, given);
      const unit = scope.classes[name];
      if (unit !== undefined) return { kind: 'instance', at: { uri, unit }, name };
      return scope.types[name] === undefined ? ofRuntime(name, given) : declared(uri, name);
    });
  }

  function ofRuntime(name: string, given: readonly TableMention[]): Entity | undefined {
    const owner = ownerOfGlobal(name);
    const shape = owner?.library.typed([name], given);
    return owner && shape ? { kind: 'handle', ...owner, shape } : undefined;
  }

  function resolveImported(
    uri: Uri,
    specifier: string,
    name: string,
    rest: readonly string[],
    given: readonly TableMention[],
  ): Entity | undefined {
    const target = handleModuleOf(uri, specifier);
    if (!target) return undefined;
    if (target.kind === 'file') {
      const [exported, ...below] = name === '*' ? rest : [name, ...rest];
      return exported === undefined ? undefined : resolveExported(target.uri, exported, below, given);
    }
    const owner = libraryOf(target);
    const shape = owner?.library.typed(name === '*' || name === 'default' ? rest : [name, ...rest], given);
    return owner && shape ? { kind: 'handle', ...owner, shape } : undefined;
  }

  function resolveExported(
    uri: Uri,
    name: string,
    rest: readonly string[],
    given: readonly TableMention[],
  ): Entity | undefined {
    return shared(`exported type ${uri} ${name} ${rest.join('.')} ${given.map(mentionKey).join()}`, () => {
      const scope = scopeOf(uri);
      const fact = scope.exports[name]?.fact;
      if (fact?.kind === 'from') return resolveImported(uri, fact.from, fact.imported, rest, given);
      const found = resolveName(uri, fact?.kind === 'local' ? fact.local : name, rest, given);
      if (found) return found;
      return firstEntity(passesOn(uri, name).map(from => () => resolveImported(uri, from, name, rest, given)));
    });
  }

  /** An interface or alias that stands for something: `type Db = PrismaClient`, `interface Context { prisma: Db }`. */
  function declared(uri: Uri, name: string): Entity | undefined {
    const unit = scopeOf(uri).types[name];
    const fact = unit === undefined ? undefined : codeOf(uri, unit)?.types.find(type => type.name === name);
    if (unit === undefined || !fact) return undefined;
    const at = { uri, unit };
    if (fact.alias) return resolve(at, fact.alias);
    const bases = fact.extends.map(
      (base, index): TypeAnnotation => ({
        kind: 'reference',
        name: base,
        arguments: fact.extendsArguments?.[index] ?? [],
        query: false,
      }),
    );
    if (fact.members.length > 0) return { kind: 'typed', at, name, members: fact.members, extends: bases };
    // `interface Db extends PrismaClient {}` is another name for it.
    return firstEntity(bases.map(base => () => resolve(at, base)));
  }

  function named(at: UnitPlace, type: TypeAnnotation): NamedType | undefined {
    if (type.kind !== 'reference' || type.query || type.name.length !== 1) return undefined;
    const [name] = type.name;
    return name === undefined ? undefined : findType(at.uri, name);
  }

  function findType(uri: Uri, name: string): NamedType | undefined {
    return shared(`named type ${uri} ${name}`, () => {
      const scope = scopeOf(uri);
      const unit = scope.types[name];
      if (unit !== undefined) {
        const fact = codeOf(uri, unit)?.types.find(type => type.name === name);
        const definition: TypeAnnotation | undefined =
          fact?.alias ?? (fact && { kind: 'object', members: fact.members });
        return { at: { uri, unit }, name, enumeration: false, ...(definition ? { definition } : {}) };
      }
      const valueUnit = scope.bindings[name];
      if (valueUnit !== undefined && scope.imports[name] === undefined) {
        const enumeration = codeOf(uri, valueUnit)?.bindings.some(({ id, kind }) => id === name && kind === 'enum');
        return enumeration ? { at: { uri, unit: valueUnit }, name, enumeration } : undefined;
      }
      const exported = scope.exports[name]?.fact;
      const source = scope.imports[name] ?? (exported?.kind === 'from' ? exported : undefined);
      const target = source && moduleOf(uri, source.from);
      return target?.kind === 'file' ? findType(target.uri, source?.imported ?? name) : undefined;
    });
  }

  return { resolve, member, named };
}

const NO_ARGUMENTS: readonly TableMention[] = [];

function mentionKey(mention: TableMention): string {
  return mention.kind === 'declared' ? mention.id : mention.name;
}

/** What matters is their first argument: a pool in a `Promise<Pool>` is still a pool. */
const TRANSPARENT_TYPES = new Set([
  'Promise',
  'Awaited',
  'Readonly',
  'NonNullable',
  'Omit',
  'Pick',
  'Required',
  'Partial',
]);

const LISTS = new Set(['Array', 'ReadonlyArray', 'Set']);

/** `ReturnType<typeof createClient>`, `InstanceType<typeof PrismaClient>`. */
const MADE_BY: ReadonlyMap<string, 'call' | 'new'> = new Map([
  ['ReturnType', 'call'],
  ['InstanceType', 'new'],
  // tRPC's own, of before there was `Awaited`.
  ['inferAsyncReturnType', 'call'],
]);
