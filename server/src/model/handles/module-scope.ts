import type { ExportFact, ImportFact } from '../../core/facts/code';
import type { UnitId } from '../../core/text';
import type { Uri } from '../../core/uri';
import type { ModelInputs } from '../inputs';
import type { Graph } from '../tracking';

/** The names a module declares, takes in and gives out, and the units that say so. Stable while function bodies change. */
export interface ModuleScope {
  readonly bindings: Readonly<Record<string, UnitId>>;
  readonly classes: Readonly<Record<string, UnitId>>;
  readonly types: Readonly<Record<string, UnitId>>;
  /** The units that assign to a name which they do not declare: `let client` set by a function. */
  readonly assigned: Readonly<Record<string, readonly UnitId[]>>;
  readonly imports: Readonly<Record<string, ImportFact>>;
  readonly exports: Readonly<Record<string, { readonly unit: UnitId; readonly fact: ExportFact }>>;
  /** `export * from`. */
  readonly passesOn: readonly string[];
}

export function moduleScope(uri: Uri, inputs: ModelInputs, graph: Graph): ModuleScope {
  return graph.derive('module-scope', uri, () => buildModuleScope(uri, inputs));
}

function buildModuleScope(uri: Uri, inputs: ModelInputs): ModuleScope {
  const bindings = nameTable<UnitId>();
  const classes = nameTable<UnitId>();
  const types = nameTable<UnitId>();
  const assigned = nameTable<UnitId[]>();
  const imports = nameTable<ImportFact>();
  const exports = nameTable<{ unit: UnitId; fact: ExportFact }>();
  const passesOn: string[] = [];
  for (const id of inputs.units(uri)) {
    const unit = inputs.unit(uri, id);
    if (unit?.kind !== 'code') continue;
    const { code } = unit;
    for (const binding of code.bindings) if (binding.id === binding.name) bindings[binding.name] ??= id;
    for (const { name } of code.classes) classes[name] ??= id;
    for (const { name } of code.types) types[name] ??= id;
    for (const name of new Set(code.outerWrites.map(write => write.name))) {
      const units = assigned[name] ?? [];
      units.push(id);
      assigned[name] = units;
    }
    for (const fact of code.imports) imports[fact.local] ??= fact;
    for (const fact of code.exports) {
      if (fact.kind === 'all') passesOn.push(fact.from);
      else exports[fact.name] ??= { unit: id, fact };
    }
  }
  return { bindings, classes, types, assigned, imports, exports, passesOn };
}

/** Names come from source text: one may be `constructor` or `__proto__`. */
function nameTable<T>(): Record<string, T> {
  return Object.create(null) as Record<string, T>;
}
