import type { ExportFact } from '../../core/facts/code';
import type { UnitId } from '../../core/text';
import type { Uri } from '../../core/uri';
import { autoImportedFrom } from './auto-imports';
import { builderOfPackage } from './builder-contexts';
import { type Entity, firstEntity } from './entity';
import type { ModuleScope } from './module-scope';
import type { Resolution } from './resolution';
import type { ResolutionContext } from './resolution-context';

/** What the names of a module stand for: its own ones, those that it imports and those that it exports. */
export interface ModuleNames {
  /** A name that is known in the whole module. */
  outer(uri: Uri, name: string): Entity | undefined;
  imported(uri: Uri, specifier: string, name: string): Entity | undefined;
  exported(uri: Uri, name: string): Entity | undefined;
  /** `let client` at module level, set by a function or by a statement of its own. */
  assigned(uri: Uri, name: string): Entity | undefined;
}

export function createModuleNames(
  { shared, inputs, scopeOf, codeOf, libraryOf, handleModuleOf, passesOn }: ResolutionContext,
  resolution: Resolution,
): ModuleNames {
  function resolveOuter(uri: Uri, name: string): Entity | undefined {
    return shared(`outer ${uri} ${name}`, () => {
      const scope = scopeOf(uri);
      const imported = scope.imports[name];
      if (imported) return resolveImported(uri, imported.from, imported.imported);
      const unit = scope.classes[name] ?? scope.bindings[name];
      if (unit === undefined) {
        const sources = scope.types[name] === undefined ? autoImportedFrom(uri, name, inputs) : [];
        return firstEntity(sources.map(source => () => (source === uri ? undefined : resolveExport(source, name))));
      }
      return scope.classes[name] === undefined
        ? resolution.binding({ uri, unit }, name)
        : { kind: 'class', at: { uri, unit }, name };
    });
  }

  function resolveImported(uri: Uri, specifier: string, name: string): Entity | undefined {
    const target = handleModuleOf(uri, specifier);
    if (!target) return undefined;
    if (target.kind === 'file') return name === '*' ? wholeModule(target.uri) : resolveExport(target.uri, name);
    const owner = libraryOf(target);
    const shape = owner?.library.exported(name);
    if (owner && shape) return { kind: 'handle', ...owner, shape };
    return target.kind === 'package' ? builderOfPackage(target.name, name) : undefined;
  }

  /** `module.exports = new Pool()` gives the pool itself; names are looked up in a module all the same. */
  function wholeModule(uri: Uri): Entity {
    const whole = resolveExport(uri, 'export=');
    return whole && whole.kind !== 'value' ? whole : { kind: 'module', uri };
  }

  function resolveExport(uri: Uri, name: string): Entity | undefined {
    return shared(`export ${uri} ${name}`, () => {
      const scope = scopeOf(uri);
      const own = scope.exports[name];
      if (own) return resolveExportFact(uri, own.unit, own.fact);
      for (const from of passesOn(uri, name)) {
        const target = resolveImported(uri, from, name);
        if (target) return target;
      }
      // `module.exports = { ...require('./users') }`
      const whole = scope.exports['export='];
      const spread = whole?.fact.kind === 'value' && whole.fact.value.kind === 'object' && whole.fact.value.open;
      const object = whole && spread && name !== 'export=' ? resolveExportFact(uri, whole.unit, whole.fact) : undefined;
      return (object && resolution.member(object, name)) ?? (whole ? filledExport(uri, whole, name) : undefined);
    });
  }

  /** `const db = {}; db.User = User; module.exports = db`. */
  function filledExport(uri: Uri, { unit, fact }: ModuleScope['exports'][string], name: string): Entity | undefined {
    if (fact.kind === 'local') return resolution.filled(uri, fact.local, name);
    if (fact.kind !== 'value' || fact.value.kind !== 'ref' || fact.value.path.length > 0) return undefined;
    const { root } = fact.value;
    if (root.kind === 'outer') return resolution.filled(uri, root.name, name);
    const own = root.kind === 'local' ? codeOf(uri, unit)?.bindings.find(({ id }) => id === root.binding) : undefined;
    return own && resolution.filled(uri, own.name, name);
  }

  function resolveExportFact(uri: Uri, unit: UnitId, fact: ExportFact): Entity | undefined {
    switch (fact.kind) {
      case 'local':
        return resolveOuter(uri, fact.local);
      case 'value':
        return resolution.value({ uri, unit }, fact.value);
      case 'from':
        return resolveImported(uri, fact.from, fact.imported);
      case 'all':
        return undefined;
    }
  }

  function assignedElsewhere(uri: Uri, name: string): Entity | undefined {
    const units = scopeOf(uri).assigned[name] ?? [];
    return firstEntity(
      units.flatMap(unit =>
        (codeOf(uri, unit)?.outerWrites ?? [])
          .filter(written => written.name === name)
          .map(
            ({ write }) =>
              () =>
                resolution.value({ uri, unit }, write.value),
          ),
      ),
    );
  }

  return {
    outer: resolveOuter,
    imported: resolveImported,
    exported: resolveExport,
    assigned: assignedElsewhere,
  };
}
