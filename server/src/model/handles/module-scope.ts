import type { ExportFact, ImportFact } from '../../core/facts/code';
import type { UnitId } from '../../core/text';
import type { Uri } from '../../core/uri';
import { type ModelInputs, unitKey } from '../inputs';
import type { Graph } from '../tracking';

/** The names a module declares, takes in and gives out, and the units that say so. Stable while function bodies change. */
export interface ModuleScope {
  readonly bindings: Readonly<Record<string, UnitId>>;
  readonly classes: Readonly<Record<string, UnitId>>;
  readonly types: Readonly<Record<string, UnitId>>;
  /** The units that assign to a name which they do not declare: `let client` set by a function. */
  readonly assigned: Readonly<Record<string, readonly UnitId[]>>;
  /** The units that put something into properties of a name of the module: `db.User = User`. */
  readonly filled: Readonly<Record<string, readonly UnitId[]>>;
  readonly imports: Readonly<Record<string, ImportFact>>;
  readonly exports: Readonly<Record<string, { readonly unit: UnitId; readonly fact: ExportFact }>>;
  /** `export * from`. */
  readonly passesOn: readonly string[];
}

export function moduleScope(uri: Uri, inputs: ModelInputs, graph: Graph): ModuleScope {
  return graph.derive('module-scope', uri, () =>
    joinNames(inputs.units(uri).map(unit => ({ unit, names: namesOf(uri, unit, inputs, graph) }))),
  );
}

/** What one unit contributes: it stays the same while a body is edited, and the scope of the module with it. */
interface UnitNames {
  readonly bindings: readonly string[];
  readonly classes: readonly string[];
  readonly types: readonly string[];
  readonly assigned: readonly string[];
  readonly filled: readonly string[];
  readonly imports: readonly ImportFact[];
  readonly exports: readonly ExportFact[];
}

function namesOf(uri: Uri, unit: UnitId, inputs: ModelInputs, graph: Graph): UnitNames {
  return graph.derive('unit-names', unitKey(uri, unit), () => {
    const facts = inputs.unit(uri, unit);
    if (facts?.kind !== 'code') return NO_NAMES;
    const { bindings, classes, types, outerWrites, propertyWrites = [], imports, exports } = facts.code;
    return {
      bindings: bindings.filter(({ id, name }) => id === name).map(({ name }) => name),
      classes: classes.map(({ name }) => name),
      types: types.map(({ name }) => name),
      assigned: [...new Set(outerWrites.map(({ name }) => name))],
      filled: [
        ...new Set(propertyWrites.flatMap(({ target: { root } }) => (root.kind === 'outer' ? [root.name] : []))),
      ],
      imports,
      exports,
    };
  });
}

const NO_NAMES: UnitNames = {
  bindings: [],
  classes: [],
  types: [],
  assigned: [],
  filled: [],
  imports: [],
  exports: [],
};

function joinNames(units: readonly { readonly unit: UnitId; readonly names: UnitNames }[]): ModuleScope {
  const bindings = nameTable<UnitId>();
  const classes = nameTable<UnitId>();
  const types = nameTable<UnitId>();
  const assigned = nameTable<UnitId[]>();
  const filled = nameTable<UnitId[]>();
  const imports = nameTable<ImportFact>();
  const exports = nameTable<{ unit: UnitId; fact: ExportFact }>();
  const passesOn: string[] = [];
  for (const { unit, names } of units) {
    for (const name of names.bindings) bindings[name] ??= unit;
    for (const name of names.classes) classes[name] ??= unit;
    for (const name of names.types) types[name] ??= unit;
    for (const name of names.assigned) addUnit(assigned, name, unit);
    for (const name of names.filled) addUnit(filled, name, unit);
    for (const fact of names.imports) imports[fact.local] ??= fact;
    for (const fact of names.exports) {
      if (fact.kind === 'all') passesOn.push(fact.from);
      else exports[fact.name] ??= { unit, fact };
    }
  }
  return { bindings, classes, types, assigned, filled, imports, exports, passesOn };
}

function addUnit(table: Record<string, UnitId[]>, name: string, unit: UnitId): void {
  const units = table[name] ?? [];
  units.push(unit);
  table[name] = units;
}

/** Names come from source text: one may be `constructor` or `__proto__`. */
function nameTable<T>(): Record<string, T> {
  return Object.create(null) as Record<string, T>;
}
