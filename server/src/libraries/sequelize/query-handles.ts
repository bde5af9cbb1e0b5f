import type { HandleShape, SubclassFact, TableMention } from '../../core/library';
import { about, namedTable } from '../shared/entity-mention';

const EXPORTS: ReadonlyMap<string, HandleShape> = new Map([
  ['*', { role: 'module' }],
  ['default', { role: 'module' }],
  ['Sequelize', { role: 'sequelize-class' }],
  ['Model', { role: 'base-model' }],
]);

export function exported(name: string): HandleShape | undefined {
  return EXPORTS.get(name);
}

const TYPES: ReadonlyMap<string, string> = new Map([
  ['Sequelize', 'sequelize'],
  ['ModelStatic', 'model'],
  ['ModelCtor', 'model'],
  ['ModelDefined', 'model'],
]);

/** `HasManyGetAssociationsMixin<Post, number>`: a method that Sequelize gives to rows. */
const MIXIN = /^(?:HasMany|HasOne|BelongsTo|BelongsToMany)(Get|Count|Has|Set|Add|Remove|Create)Associations?Mixin$/;

export function isMixinType(name: string): boolean {
  return MIXIN.test(name);
}

export function typed(name: readonly string[], typeArguments: readonly TableMention[]): HandleShape | undefined {
  const last = name.at(-1) ?? '';
  const role = TYPES.get(last) ?? (isMixinType(last) ? 'association' : undefined);
  return role === undefined ? undefined : { role, ...about(namedTable(typeArguments[0])) };
}

/** Also asked about objects: a class's own table counts for them as well. */
export function subclass(base: HandleShape, { id, name }: SubclassFact): HandleShape | undefined {
  const role = base.role === 'base-model' ? 'model' : base.role;
  return role === 'model' || role === 'row' ? { ...base, role, ...about({ kind: 'declared', id, name }) } : base;
}

export function member(handle: HandleShape, name: string): HandleShape | undefined {
  const isIndex = name === '[]' || /^\d+$/.test(name);
  switch (handle.role) {
    case 'module':
      return name === 'default' ? handle : exported(name);
    case 'sequelize-class':
      return name === 'Model' ? exported(name) : undefined;
    case 'sequelize':
      return name === 'models' ? { role: 'models' } : undefined;
    case 'models':
      return isIndex ? { role: 'model' } : { role: 'model', ...about({ kind: 'logical', name }) };
    case 'model':
    case 'scoped-model':
    case 'row':
    case 'found-row':
      return name === 'sequelize' ? { role: 'sequelize' } : undefined;
    case 'rows':
      return isIndex ? { ...handle, role: 'found-row' } : undefined;
    case 'rows-and-count':
      return name === 'rows' ? { ...handle, role: 'rows' } : undefined;
    case 'row-and-flag':
      return name === '0' || name === '[]' ? { ...handle, role: 'found-row' } : undefined;
    default:
      return undefined;
  }
}
