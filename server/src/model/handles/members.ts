import type { CarriedNames } from './carried-names';
import type { ClassMembers } from './class-members';
import { type Entity, firstEntity } from './entity';
import type { Resolution } from './resolution';
import type { ResolutionContext } from './resolution-context';
import type { TypeResolution } from './type-resolution';

/** What the properties of entities of all kinds are. */
export function createMembers(
  { guarded, scopeOf, codeOf }: ResolutionContext,
  resolution: Resolution,
  classes: ClassMembers,
  types: TypeResolution,
  carried: CarriedNames,
): Pick<Resolution, 'member' | 'follow'> {
  function memberOf(entity: Entity, name: string): Entity | undefined {
    switch (entity.kind) {
      case 'handle': {
        const shape = entity.library.member(entity.shape, name);
        if (shape) return { ...entity, shape };
        const object = rowObject(entity);
        return object && classes.member(object, name);
      }
      case 'module':
        return resolution.exported(entity.uri, name);
      case 'value': {
        const { value, at } = entity;
        if (value.kind === 'array') {
          const item = /^\d+$/.test(name) && !value.open ? value.items[Number(name)] : undefined;
          return item && resolution.value(at, item);
        }
        if (value.kind !== 'object') return undefined;
        const entry = value.entries.find(({ key }) => key === name);
        // `state = { ...state, step: state.step ?? first }`: a property may be made of itself.
        if (entry) {
          return guarded(`entry ${at.uri} ${at.unit} ${value.span.start} ${name}`, () =>
            resolution.value(at, entry.value),
          );
        }
        // `state = { ...state, … }`: an object may be spread into itself.
        const spread = guarded(`spread ${at.uri} ${at.unit} ${value.span.start} ${name}`, () =>
          firstEntity(value.spreads.map(one => () => follow(resolution.value(at, one), [name]))),
        );
        const holder = spread ? undefined : codeOf(at.uri, at.unit)?.bindings.find(one => one.value === value);
        return (
          spread ?? (holder?.id === holder?.name && holder ? resolution.filled(at.uri, holder.name, name) : undefined)
        );
      }
      case 'class':
      case 'instance':
        return classes.member(entity, name);
      case 'typed':
        return types.member(entity, name);
      case 'rows':
        return name === '[]' || /^\d+$/.test(name) ? entity.row : undefined;
      case 'builder':
        return entity;
      case 'carrier':
        return carried.member(entity, name);
      case 'layers':
        return firstEntity(entity.of.map(layer => () => memberOf(layer, name)));
      case 'options':
        return entity.members.get(name);
      case 'function':
        return undefined;
    }
  }

  function follow(entity: Entity | undefined, path: readonly string[]): Entity | undefined {
    let current = entity;
    for (const name of path) {
      if (!current) return undefined;
      current = memberOf(current, name);
    }
    return current;
  }

  /** Rows of an active record are objects of a class of the workspace, which may have methods of its own. */
  function rowObject({ shape: { table, draft } }: Handle): (Entity & { kind: 'instance' }) | undefined {
    if (table?.kind !== 'declared' || draft) return undefined;
    const uri = table.id.slice(0, table.id.lastIndexOf('#'));
    const unit = scopeOf(uri).classes[table.name];
    return unit === undefined ? undefined : { kind: 'instance', at: { uri, unit }, name: table.name };
  }

  return { member: memberOf, follow };
}

type Handle = Entity & { readonly kind: 'handle' };
