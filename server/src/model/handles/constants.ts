import type { Binding } from '../../core/facts/code';
import type { Ref, Value } from '../../core/facts/values';
import type { LocatedValue } from '../../core/model';
import type { Uri } from '../../core/uri';
import type { UnitPlace } from './entity';
import type { ResolutionContext } from './resolution-context';

/** Follows names to the values they are bound to for good: constants of the unit, the file and other modules. */
export interface Constants {
  /** Undefined for anything that may change or comes from outside: parameters, reassigned variables, loop elements. */
  locate(at: UnitPlace, value: Value): LocatedValue | undefined;
}

export function createConstants(context: ResolutionContext): Constants {
  const { guarded, shared, scopeOf, codeOf } = context;

  function locate(at: UnitPlace, value: Value): LocatedValue | undefined {
    if (value.kind !== 'ref') return { at, value };
    return guarded(`constant ${at.uri} ${at.unit} ${JSON.stringify(value.root)} ${value.path.join('.')}`, () => {
      const found = locateRoot(at, value);
      return found && follow(found.target, value.path.slice(found.taken));
    });
  }

  function locateRoot(at: UnitPlace, ref: Ref): { target: LocatedValue; taken: number } | undefined {
    switch (ref.root.kind) {
      case 'local':
        return wrap(locateBinding(at, ref.root.binding), 0);
      case 'outer':
        return wrap(locateMember(at.uri, ref.root.name, ref.path[0]), 1) ?? wrap(locateOuter(at.uri, ref.root.name), 0);
      case 'this':
        return wrap(locateOwnField(at, ref.path[0]), 1);
      case 'super':
        return undefined;
    }
  }

  function locateBinding(at: UnitPlace, id: string): LocatedValue | undefined {
    const binding = codeOf(at.uri, at.unit)?.bindings.find(candidate => candidate.id === id);
    if (!binding?.value || !isConstant(binding) || isAssignedElsewhere(at.uri, binding)) return undefined;
    const target = locate(at, binding.value);
    return target && follow(target, binding.path);
  }

  /** `let table = 'users'` at module level, set by a function. */
  function isAssignedElsewhere(uri: Uri, { id, name }: Binding): boolean {
    return id === name && scopeOf(uri).assigned[name] !== undefined;
  }

  function locateOuter(uri: Uri, name: string): LocatedValue | undefined {
    const scope = scopeOf(uri);
    const imported = scope.imports[name];
    if (imported) return locateImported(uri, imported.from, imported.imported);
    const unit = scope.bindings[name];
    return unit === undefined ? undefined : locateBinding({ uri, unit }, name);
  }

  function locateImported(uri: Uri, specifier: string, name: string): LocatedValue | undefined {
    const target = context.moduleOf(uri, specifier);
    return target?.kind === 'file' && name !== '*' ? locateExport(target.uri, name) : undefined;
  }

  function locateExport(uri: Uri, name: string): LocatedValue | undefined {
    return shared(`constant export ${uri} ${name}`, () => {
      const scope = scopeOf(uri);
      const own = scope.exports[name];
      switch (own?.fact.kind) {
        case 'local':
          return locateOuter(uri, own.fact.local);
        case 'value':
          return locate({ uri, unit: own.unit }, own.fact.value);
        case 'from':
          return locateImported(uri, own.fact.from, own.fact.imported);
        default:
      }
      for (const from of context.passesOn(uri, name)) {
        const found = locateImported(uri, from, name);
        if (found) return found;
      }
      return undefined;
    });
  }

  /** `names.TABLE` of a whole module, `Repository.TABLE` of a class. */
  function locateMember(uri: Uri, name: string, member: string | undefined): LocatedValue | undefined {
    if (member === undefined) return undefined;
    const scope = scopeOf(uri);
    const imported = scope.imports[name];
    if (!imported) return locateField(uri, name, member, true);
    const target = imported.imported === '*' ? context.moduleOf(uri, imported.from) : undefined;
    return target?.kind === 'file' ? locateExport(target.uri, member) : undefined;
  }

  /** `this.table` where the class says `private readonly table = 'orders'` and never assigns it. */
  function locateOwnField(at: UnitPlace, name: string | undefined): LocatedValue | undefined {
    const method = codeOf(at.uri, at.unit)?.functions.find(fn => fn.class !== undefined);
    if (method?.class === undefined || name === undefined) return undefined;
    return locateField(at.uri, method.class, name, method.static);
  }

  function locateField(uri: Uri, className: string, name: string, isStatic: boolean): LocatedValue | undefined {
    const unit = scopeOf(uri).classes[className];
    const fields = unit === undefined ? [] : codeOf(uri, unit)?.classes.find(fact => fact.name === className)?.fields;
    const field = fields?.find(fact => fact.name === name && fact.static === isStatic);
    if (unit === undefined || !field?.value || field.assigned.length > 0) return undefined;
    return locate({ uri, unit }, field.value);
  }

  function follow(from: LocatedValue, path: readonly string[]): LocatedValue | undefined {
    let current: LocatedValue | undefined = from;
    for (const name of path) {
      if (!current) return undefined;
      const member = memberOf(current.value, name);
      current = member && locate(current.at, member);
    }
    return current;
  }

  return { locate };
}

function wrap(target: LocatedValue | undefined, taken: number): { target: LocatedValue; taken: number } | undefined {
  return target && { target, taken };
}

function isConstant(binding: Binding): boolean {
  return (
    binding.writes.length === 0 && ['const', 'let', 'var', 'enum'].includes(binding.kind) && binding.loop === undefined
  );
}

/** An access by a key that is not known gives one of the values. */
function memberOf(value: Value, name: string): Value | undefined {
  if (value.kind === 'object') {
    if (name !== '[]') return value.entries.find(({ key }) => key === name)?.value;
    return value.open ? undefined : { kind: 'choice', of: value.entries.map(entry => entry.value), span: value.span };
  }
  if (value.kind !== 'array' || value.open) return undefined;
  if (name === '[]') return { kind: 'choice', of: value.items, span: value.span };
  return /^\d+$/.test(name) ? value.items[Number(name)] : undefined;
}
