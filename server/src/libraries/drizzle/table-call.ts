import type { Link } from '../../core/facts/calls';
import { type CoreDialect, coreNameOf } from './core-modules';
import {
  argumentOf,
  calleeOf,
  chainOf,
  enter,
  type Located,
  type LocatedChain,
  locate,
  resultOf,
  type Scope,
  textOf,
  valueOfDeclared,
} from './scope';

/** The call that makes a table or a view. */
export interface TableCall {
  readonly dialect: CoreDialect;
  readonly view: boolean;
  readonly schema?: string;
  /** Undefined where it cannot be read. */
  readonly name: string | undefined;
  readonly columns: Located | undefined;
  /** The third argument: indexes and constraints. */
  readonly extra: Located | undefined;
  /** What is called on the result: `.as(…)` of a view, `.enableRLS()`. */
  readonly links: readonly Link[];
}

/** Reads the chain that a name is bound to; undefined when it makes no table. */
export function readTableCall(made: Located): TableCall | undefined {
  const found = chainOf(made);
  return found && findCall(found);
}

function findCall(found: LocatedChain): TableCall | undefined {
  const { chain, scope } = found;
  const [first, second] = chain.links;
  if (!first) return undefined;
  const callee = calleeOf(found);
  const core = coreNameOf(callee);
  if (core) {
    const form = TABLES[core.name];
    const isPlain = core.rest.length === 0 || (core.rest.length === 1 && core.rest[0] === 'withRLS');
    if (form && isPlain) return build(core.dialect, form, first, scope, chain.links.slice(1));
    if (CREATORS.test(core.name) && second?.name === '') {
      return build(core.dialect, 'table', second, scope, chain.links.slice(2), argumentOf(first, 0, scope));
    }
    if (!SCHEMAS.test(core.name) || !second) return undefined;
    return inSchema(found, core.dialect, second, chain.links.slice(2));
  }
  if (callee?.kind !== 'declared') return undefined;
  const declared = valueOfDeclared(callee, found.scope);
  const base = declared && locate(declared.value, declared.scope);
  const maker = base && chainOf(base);
  const made = maker && coreNameOf(calleeOf(maker));
  const [making] = maker?.chain.links ?? [];
  if (made && making && maker) {
    const isAlone = maker.chain.links.length === 1 && made.rest.length === 0;
    if (isAlone && CREATORS.test(made.name) && callee.rest.length === 0) {
      const naming = argumentOf(making, 0, maker.scope);
      return build(made.dialect, 'table', first, scope, chain.links.slice(1), naming);
    }
    if (isAlone && SCHEMAS.test(made.name) && callee.rest.length === 1) {
      return inSchema(found, made.dialect, first, chain.links.slice(1));
    }
    return undefined;
  }
  // A function of the project that makes tables: what it returns, with the arguments filled in.
  const result = base && callee.rest.length === 0 ? resultOf(base, first, scope) : undefined;
  const inner = result && chainOf(result);
  const call = inner && findCall(inner);
  return call && { ...call, links: [...call.links, ...chain.links.slice(1)] };
}

const TABLES: Readonly<Record<string, 'table' | 'view'>> = {
  pgTable: 'table',
  mysqlTable: 'table',
  sqliteTable: 'table',
  pgView: 'view',
  pgMaterializedView: 'view',
  mysqlView: 'view',
  sqliteView: 'view',
  view: 'view',
};
const CREATORS = /^(?:pg|mysql|sqlite)TableCreator$/;
const SCHEMAS = /^(?:pg|mysql)Schema$|^mysqlDatabase$/;
const SCHEMA_METHODS: Readonly<Record<string, 'table' | 'view'>> = {
  table: 'table',
  view: 'view',
  materializedView: 'view',
};

function inSchema(found: LocatedChain, dialect: CoreDialect, call: Link, rest: readonly Link[]): TableCall | undefined {
  const form = SCHEMA_METHODS[call.name];
  const schema = schemaNameOf(found);
  return form && schema !== undefined ? { ...build(dialect, form, call, found.scope, rest), schema } : undefined;
}

/** The schema whose method a chain calls: `pgSchema('auth').table(…)`, `auth.enum(…)`. */
export function schemaNameOf(found: LocatedChain): string | undefined {
  const callee = calleeOf(found);
  const core = coreNameOf(callee);
  if (core) return SCHEMAS.test(core.name) ? nameIn(found) : undefined;
  if (callee?.kind !== 'declared' || callee.rest.length !== 1) return undefined;
  const declared = valueOfDeclared(callee, found.scope);
  const maker = declared && chainOf(locate(declared.value, declared.scope));
  const made = maker && coreNameOf(calleeOf(maker));
  return maker && made && SCHEMAS.test(made.name) ? nameIn(maker) : undefined;
}

function nameIn({ chain, scope }: LocatedChain): string | undefined {
  const [first] = chain.links;
  const name = first && argumentOf(first, 0, scope);
  return name && textOf(name.value, name.scope);
}

function build(
  dialect: CoreDialect,
  form: 'table' | 'view',
  call: Link,
  scope: Scope,
  links: readonly Link[],
  naming?: Located,
): TableCall {
  const given = argumentOf(call, 0, scope);
  const named = given && (naming ? enter(naming, index => (index === 0 ? given : undefined)) : given);
  return {
    dialect,
    view: form === 'view',
    name: named && textOf(named.value, named.scope),
    columns: argumentOf(call, 1, scope),
    extra: argumentOf(call, 2, scope),
    links,
  };
}
