import type { Uri } from '../../core/uri';
import { type Entity, firstEntity } from './entity';
import type { Resolution } from './resolution';
import type { ResolutionContext } from './resolution-context';

/** What is put into properties of objects after they were declared: `const db = {}; db.User = User;`. */
export function createFilledObjects(
  { guarded, scopeOf, codeOf }: ResolutionContext,
  resolution: Resolution,
): Resolution['filled'] {
  function filled(uri: Uri, holder: string, name: string): Entity | undefined {
    return guarded(`filled ${uri} ${holder} ${name}`, () => {
      const writes = (scopeOf(uri).filled[holder] ?? []).flatMap(unit =>
        (codeOf(uri, unit)?.propertyWrites ?? []).flatMap(({ target, value }) =>
          target.root.kind === 'outer' && target.root.name === holder ? [{ unit, path: target.path, value }] : [],
        ),
      );
      const given = (write: (typeof writes)[number]) => resolution.value({ uri, unit: write.unit }, write.value);
      const named = writes.filter(({ path }) => path.length === 1 && path[0] === name);
      if (named.length > 0) return firstEntity(named.map(write => () => given(write)));
      // `db[model.name] = model` beside `db.sequelize = sequelize`: the models of that connection, by their names.
      if (!writes.some(({ path }) => path.length === 1 && path[0] === '[]')) return undefined;
      return firstEntity(
        writes
          .filter(({ path }) => path[0] !== '[]')
          .map(write => () => {
            const entity = given(write);
            return entity?.kind === 'handle' ? resolution.follow(entity, ['models', name]) : undefined;
          }),
      );
    });
  }

  return filled;
}
