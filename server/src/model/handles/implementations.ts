import type { Entity, UnitPlace } from './entity';
import type { ResolutionContext } from './resolution-context';
import type { TypeResolution } from './type-resolution';

type Typed = Entity & { readonly kind: 'typed' };

/** Objects of the classes that implement an interface. */
export function createImplementations(
  { inputs, scopeOf, codeOf }: ResolutionContext,
  types: TypeResolution,
): (entity: Typed) => readonly Entity[] {
  function isInterface(at: UnitPlace, names: readonly string[], wanted: { at: UnitPlace; name: string }): boolean {
    const [name, ...rest] = names;
    if (name === undefined || rest.length > 0) return false;
    const found = types.named(at, { kind: 'reference', name: [name], arguments: [], query: false });
    return found?.at.uri === wanted.at.uri && found.name === wanted.name;
  }

  return ({ at, name }) => {
    if (name === undefined) return [];
    return [at.uri, ...inputs.implementers(at.uri)].flatMap(uri => {
      const { classes: units } = scopeOf(uri);
      return Object.entries(units).flatMap(([className, unit]): readonly Entity[] => {
        const fact = codeOf(uri, unit)?.classes.find(candidate => candidate.name === className);
        const implemented = fact?.implements.some(names => isInterface({ uri, unit }, names, { at, name }));
        return implemented ? [{ kind: 'instance', at: { uri, unit }, name: className }] : [];
      });
    });
  };
}
