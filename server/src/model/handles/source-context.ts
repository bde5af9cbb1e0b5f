import type { Dialect } from '../../core/facts/sql-template';
import type { Ref } from '../../core/facts/values';
import { declarationId, type ResolvedName, type SourceContext } from '../../core/library';
import type { NamingStrategy } from '../../core/project';
import type { Uri } from '../../core/uri';
import type { Constants } from './constants';
import type { UnitPlace } from './entity';
import type { ResolutionContext } from './resolution-context';

export type SourceContexts = (at: UnitPlace, dialect: Dialect, naming: NamingStrategy) => SourceContext;

/** What libraries may ask about names while they read a schema or a migration written in code. */
export function createSourceContexts(context: ResolutionContext, constants: Constants): SourceContexts {
  const { shared, scopeOf, codeOf } = context;

  function contextAt(at: UnitPlace, dialect: Dialect, naming: NamingStrategy): SourceContext {
    const here: SourceContext = {
      ...at,
      dialect,
      naming,
      resolve: value => (value.kind === 'ref' ? resolveRef(at, value, here) : undefined),
      constant(value) {
        const located = constants.locate(at, value);
        const unit = located && codeOf(located.at.uri, located.at.unit);
        return located && unit && { value: located.value, unit, at: contextAt(located.at, dialect, naming) };
      },
      literal(value) {
        const located = constants.locate(at, value);
        return located?.value.kind === 'literal' ? located.value.value : undefined;
      },
    };
    return here;
  }

  function resolveRef(at: UnitPlace, ref: Ref, asker: SourceContext): ResolvedName | undefined {
    const { root } = ref;
    if (root.kind === 'outer') return resolveOuter(at.uri, root.name, ref.path, asker);
    if (root.kind !== 'local') return undefined;
    const binding = codeOf(at.uri, at.unit)?.bindings.find(({ id }) => id === root.binding);
    if (!binding) return undefined;
    if (binding.kind === 'import') return resolveOuter(at.uri, binding.name, ref.path, asker);
    if (binding.id === binding.name) return resolveOuter(at.uri, binding.name, ref.path, asker);
    const aliased = binding.kind === 'const' && binding.value?.kind === 'ref' ? binding.value : undefined;
    if (!aliased) return undefined;
    return resolveRef(at, { ...aliased, path: [...aliased.path, ...binding.path, ...ref.path] }, asker);
  }

  function resolveOuter(
    uri: Uri,
    name: string,
    path: readonly string[],
    asker: SourceContext,
  ): ResolvedName | undefined {
    return shared(`name ${uri} ${name} ${path.join('.')} ${asker.dialect} ${asker.naming}`, () => {
      const scope = scopeOf(uri);
      const imported = scope.imports[name];
      if (imported) return resolveImported(uri, imported.from, imported.imported, path, asker);
      const unit = scope.classes[name] ?? scope.bindings[name];
      if (unit === undefined) return undefined;
      const code = codeOf(uri, unit);
      const binding = scope.classes[name] === undefined ? code?.bindings.find(({ id }) => id === name) : undefined;
      const isAlias = binding?.kind === 'const' && binding.value?.kind === 'ref' && binding.writes.length === 0;
      if (isAlias && binding.value?.kind === 'ref') {
        const { value } = binding;
        return resolveRef({ uri, unit }, { ...value, path: [...value.path, ...binding.path, ...path] }, asker);
      }
      return (
        code && {
          kind: 'declared',
          id: declarationId(uri, name),
          name,
          unit: code,
          at: contextAt({ uri, unit }, asker.dialect, asker.naming),
          rest: path,
        }
      );
    });
  }

  function resolveImported(
    uri: Uri,
    from: string,
    imported: string,
    path: readonly string[],
    asker: SourceContext,
  ): ResolvedName | undefined {
    const target = context.moduleOf(uri, from);
    if (target === undefined) return undefined;
    const [name = '', rest] = imported === '*' ? [path[0], path.slice(1)] : [imported, path];
    if (target.kind === 'file') return resolveExport(target.uri, name, rest, asker);
    return { kind: 'package', module: target.kind === 'package' ? target.name : from, name, rest };
  }

  function resolveExport(
    uri: Uri,
    name: string,
    path: readonly string[],
    asker: SourceContext,
  ): ResolvedName | undefined {
    return shared(`name export ${uri} ${name} ${path.join('.')} ${asker.dialect} ${asker.naming}`, () => {
      const scope = scopeOf(uri);
      const own = scope.exports[name];
      switch (own?.fact.kind) {
        case 'local':
          return resolveOuter(uri, own.fact.local, path, asker);
        case 'value':
          return own.fact.value.kind === 'ref'
            ? resolveRef({ uri, unit: own.unit }, { ...own.fact.value, path: [...own.fact.value.path, ...path] }, asker)
            : undefined;
        case 'from':
          return resolveImported(uri, own.fact.from, own.fact.imported, path, asker);
        default:
      }
      for (const from of context.passesOn(uri, name)) {
        const found = resolveImported(uri, from, name, path, asker);
        if (found) return found;
      }
      return undefined;
    });
  }

  return contextAt;
}
