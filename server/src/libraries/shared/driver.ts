import type { Link } from '../../core/facts/calls';
import type { CallContext, HandleShape, Library, LibraryCall, TableMention } from '../../core/library';

/** What a call on a handle does. `link` has the name `''` where the handle itself is called. */
export type Step = (link: Link, handle: HandleShape, context: CallContext) => LibraryCall | undefined;

/** What can be done with a handle. */
export interface Role {
  /** By the name of the method; `''` is a call, or a tag, of the handle itself. */
  readonly calls?: Readonly<Record<string, Step>>;
  /** Methods that are not listed. */
  readonly otherCalls?: Step;
  /** What `new` of it makes. */
  readonly makes?: (link: Link, handle: HandleShape, context: CallContext) => HandleShape | undefined;
  readonly member?: (name: string, handle: HandleShape) => HandleShape | undefined;
}

export interface DriverParts {
  /** By exported name; `default` and `*` are the module itself unless they are listed. */
  readonly exports: Readonly<Record<string, HandleShape>>;
  readonly types: Readonly<Record<string, HandleShape>>;
  /** What a type says with its arguments; asked before `types`. */
  readonly typed?: (name: readonly string[], typeArguments: readonly TableMention[]) => HandleShape | undefined;
  readonly roles: Readonly<Record<string, Role>>;
}

const MODULE: HandleShape = { role: 'module' };

/** The part of a library that most drivers share: roles with methods, each of which gives a handle or runs something. */
export function driver(parts: DriverParts): Pick<Library, 'exported' | 'typed' | 'member' | 'call'> {
  function exported(name: string): HandleShape | undefined {
    return own(parts.exports, name) ?? (name === '*' || name === 'default' ? MODULE : undefined);
  }

  function member(handle: HandleShape, name: string): HandleShape | undefined {
    const found = own(parts.roles, handle.role)?.member?.(name, handle);
    if (found || handle.role !== MODULE.role) return found;
    return exported(name);
  }

  function call(handle: HandleShape, link: Link, context: CallContext): LibraryCall | undefined {
    const role = own(parts.roles, handle.role);
    if (link.form === 'new' && link.name === '') {
      const result = role?.makes?.(link, handle, context);
      return result && { result };
    }
    const step = link.form === 'new' ? undefined : own(role?.calls ?? {}, link.name);
    if (step) return step(link, handle, context);
    const called = link.name === '' ? undefined : member(handle, link.name);
    if (called) return call(called, { ...link, name: '' }, context);
    return link.form === 'call' && link.name !== '' ? role?.otherCalls?.(link, handle, context) : undefined;
  }

  return {
    exported,
    typed(name, typeArguments) {
      const given = parts.typed?.(name, typeArguments);
      const last = name.at(-1);
      return given ?? (last === undefined ? undefined : own(parts.types, last));
    },
    member,
    call,
  };
}

/** Names come from source text: one may be `constructor`. */
function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** A call that gives a handle, whatever its arguments. */
export function gives(result: HandleShape): Step {
  return link => (link.form === 'call' ? { result } : undefined);
}

export function makes(result: HandleShape): NonNullable<Role['makes']> {
  return () => result;
}

/** The same handle again: `request.input(…)`. */
export const itself: Step = (_, handle) => ({ result: handle });

/** A call that hands a handle to its callback, wherever among its arguments that stands: `transaction(async tx => …)`. */
export function hands(handle: HandleShape, parameter = 0, result?: HandleShape): Step {
  return link => ({
    callbacks: link.args.flatMap(({ value }, argument) =>
      value.kind === 'function' ? [{ argument, parameter, handle }] : [],
    ),
    ...(result ? { result } : {}),
  });
}

/** Several methods that do the same. */
export function each(names: readonly string[], step: Step): Readonly<Record<string, Step>> {
  return Object.fromEntries(names.map(name => [name, step]));
}

/** Imports by their quoted names, as hints. */
export function imports(...packages: readonly string[]): readonly string[] {
  return packages.flatMap(name => [`'${name}`, `"${name}`]);
}
