import type { Link } from '../../core/facts/calls';
import type { Span } from '../../core/text';
import { type BuilderType, readBuilderType, readOwnType } from './column-type';
import { coreNameOf } from './core-modules';
import { type EnumType, readEnumType } from './enums';
import {
  argumentOf,
  calleeOf,
  chainOf,
  enter,
  entryOf,
  type Located,
  type LocatedChain,
  locate,
  resultOf,
  type Scope,
  textOf,
  valueOfDeclared,
} from './scope';

/** A builder with what is called on it: `varchar('email', { length: 320 }).notNull().unique()`. */
export interface ColumnChain {
  /** As the source calls it: `varchar`, `roleEnum`, `citext`. */
  readonly builder: string;
  readonly type: BuilderType;
  readonly enumType?: EnumType;
  readonly name: ColumnName;
  readonly links: readonly LocatedLink[];
  /** The builder's own call. */
  readonly span: Span;
  readonly scope: Scope;
}

/** `derived` from the key; `unknown` where it is given in a way that cannot be read. */
export type ColumnName = { readonly kind: 'given'; readonly name: string } | { readonly kind: 'derived' | 'unknown' };

export interface LocatedLink {
  readonly link: Link;
  readonly scope: Scope;
}

/** Undefined for a value that is no chain of calls. */
export function readColumnChain(located: Located): ColumnChain | undefined {
  const found = chainOf(located);
  const [first, ...others] = found?.chain.links ?? [];
  if (!found || !first) return undefined;
  const { scope } = found;
  const rest = others.map(link => ({ link, scope }));
  const callee = calleeOf(found);
  const core = coreNameOf(callee);
  if (core && core.rest.length === 0) {
    const args = argumentsOf(first, scope);
    const type = readBuilderType(core.dialect, core.name, args);
    return { ...basics(found, first, core.name), type: type ?? {}, links: rest };
  }
  if (callee?.kind === 'declared') {
    const declared = valueOfDeclared(callee, found.scope);
    if (declared && callee.rest.length === 0) {
      return readOwnBuilder(declared, found, first, callee.name) ?? unknownBuilder(found, first, callee.name, rest);
    }
    // `baseId.notNull()`: a builder in a constant, and more said of it.
    const shared = declared && callee.rest.length === 1 ? readColumnChain(declared) : undefined;
    if (shared) return { ...shared, links: [...shared.links, { link: first, scope }, ...rest] };
  }
  return unknownBuilder(found, first, nameOfCallee(found, first), rest);
}

function basics(found: LocatedChain, first: Link, builder: string): Omit<ColumnChain, 'type' | 'links'> {
  return { builder, name: nameOf(first, found.scope), span: first.span, scope: found.scope };
}

function unknownBuilder(found: LocatedChain, first: Link, builder: string, links: readonly LocatedLink[]): ColumnChain {
  return { ...basics(found, first, builder), type: {}, links };
}

function nameOfCallee({ chain }: LocatedChain, first: Link): string {
  if (first.name !== '' || chain.root.kind !== 'ref') return first.name;
  const { root, path } = chain.root;
  return path.at(-1) ?? (root.kind === 'outer' ? root.name : '');
}

function argumentsOf(link: Link, scope: Scope): readonly Located[] {
  return link.args.flatMap((_, index) => argumentOf(link, index, scope) ?? []);
}

/** The first argument, where it is a text; an object or a list there are options. */
function nameOf(link: Link, scope: Scope): ColumnName {
  const first = argumentOf(link, 0, scope);
  if (!first) return { kind: link.args.length === 0 ? 'derived' : 'unknown' };
  if (first.value.kind === 'object' || first.value.kind === 'array') return { kind: 'derived' };
  const name = textOf(first.value, first.scope);
  if (name === undefined) return { kind: 'unknown' };
  return name === '' ? { kind: 'derived' } : { kind: 'given', name };
}

/** `roleEnum('role')`, `citext('email')` of a custom type, `id()` of a function of the project. */
function readOwnBuilder(declared: Located, found: LocatedChain, first: Link, builder: string): ColumnChain | undefined {
  const { scope } = found;
  const rest = found.chain.links.slice(1).map(link => ({ link, scope }));
  const made = locate(declared.value, declared.scope);
  const enumType = readEnumType(made);
  if (enumType) {
    const { schema, name } = enumType;
    const databaseType = schema === undefined ? name : `${schema}.${name}`;
    return { ...basics(found, first, builder), type: { databaseType }, enumType, links: rest };
  }
  const custom = readCustomType(
    made,
    argumentsOf(first, scope).find(({ value }) => value.kind === 'object'),
  );
  if (custom) return { ...basics(found, first, builder), type: custom, links: rest };
  const result = resultOf(made, first, scope);
  const inner = result && readColumnChain(result);
  return inner && { ...inner, links: [...inner.links, ...rest] };
}

/** `customType({ dataType: config => `varchar(${config.length})` })`, with the options of the column that uses it. */
function readCustomType(made: Located, options: Located | undefined): BuilderType | undefined {
  const found = chainOf(made);
  const [first] = found?.chain.links ?? [];
  const core = found && coreNameOf(calleeOf(found));
  if (!found || !first || core?.name !== 'customType') return undefined;
  const dataType = entryOf(argumentOf(first, 0, found.scope), 'dataType');
  const returned =
    dataType && enter(locate(dataType.value, dataType.scope), index => (index === 0 ? options : undefined));
  const text = returned && textOf(returned.value, returned.scope);
  const databaseType = text === undefined ? undefined : readOwnType(core.dialect, text);
  return databaseType === undefined ? {} : { databaseType };
}
