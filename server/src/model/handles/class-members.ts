import type { FunctionId } from '../../core/facts/calls';
import type { ClassFact, FieldFact } from '../../core/facts/code';
import type { Value } from '../../core/facts/values';
import { declarationId, type SubclassFact } from '../../core/library';
import { type Entity, firstEntity, type UnitPlace } from './entity';
import type { Resolution } from './resolution';
import type { ResolutionContext } from './resolution-context';
import type { Mentions } from './table-mentions';

type OfClass = Entity & { readonly kind: 'class' | 'instance' };

/** What the classes of the workspace and their objects are made of. */
export interface ClassMembers {
  /** `this` in a unit. */
  self(at: UnitPlace): Entity | undefined;
  /** `super` in a unit. */
  parent(at: UnitPlace): Entity | undefined;
  member(entity: OfClass, name: string): Entity | undefined;
  /** Who answers a call of `name`: an object whose class extends a client is that client for all that it does not declare. */
  answering(entity: Entity, name: string): Entity;
  rowOf: Resolution['rowOf'];
}

export function createClassMembers(
  { shared, scopeOf, codeOf }: ResolutionContext,
  mentions: Mentions,
  resolution: Resolution,
): ClassMembers {
  function self(at: UnitPlace): OfClass | undefined {
    const code = codeOf(at.uri, at.unit);
    const method = code?.functions.find(fn => fn.class !== undefined);
    const name = method?.class ?? code?.classes[0]?.name;
    return name === undefined ? undefined : { kind: method?.static ? 'class' : 'instance', at, name };
  }

  function parent(at: UnitPlace): Entity | undefined {
    const own = self(at);
    return own && base(own);
  }

  /** The class unit and what it says. */
  function declarationOf({ at, name }: OfClass): { readonly at: UnitPlace; readonly fact: ClassFact } | undefined {
    const own = classIn(at, name);
    if (own) return { at, fact: own };
    const unit = scopeOf(at.uri).classes[name];
    const fact = unit === undefined ? undefined : classIn({ uri: at.uri, unit }, name);
    return fact && unit !== undefined ? { at: { uri: at.uri, unit }, fact } : undefined;
  }

  function classIn({ uri, unit }: UnitPlace, name: string): ClassFact | undefined {
    return codeOf(uri, unit)?.classes.find(candidate => candidate.name === name);
  }

  /** The class that a class extends; what an object is as an object of that class. */
  function base(entity: OfClass): Entity | undefined {
    return shared(`base ${entity.kind} ${entity.at.uri} ${entity.at.unit} ${entity.name}`, () => {
      const declaration = declarationOf(entity);
      const name: Value | undefined = declaration?.fact.extends ?? declaration?.fact.extendsCall;
      const extended = declaration && name && resolution.value(declaration.at, name);
      const found = extended && specialise(extended, declaration.at, declaration.fact);
      const made = found && entity.kind === 'instance' ? resolution.made(found, 'new') : found;
      if (made || !declaration || entity.kind === 'class') return made;
      return decorated(declaration.at, declaration.fact);
    });
  }

  /** `@Entity() class User`: its objects are rows, though it extends nothing. */
  function decorated(at: UnitPlace, fact: ClassFact): Entity | undefined {
    return firstEntity(
      fact.decorators.map(({ name: [head = '', ...path] }) => () => {
        const decorator = resolution.named(at, head, path);
        if (decorator?.kind !== 'handle') return undefined;
        const shape = decorator.library.decorated?.(decorator.shape, subclassFact(at, fact));
        return shape && { ...decorator, shape };
      }),
    );
  }

  /** `class User extends Model`: what it inherits is about its own table. */
  function specialise(base: Entity, at: UnitPlace, fact: ClassFact): Entity {
    if (base.kind !== 'handle') return base;
    const shape = base.library.subclass?.(base.shape, subclassFact(at, fact));
    return shape ? { ...base, shape } : base;
  }

  function subclassFact(at: UnitPlace, { name, extendsArguments, decorators, fields }: ClassFact): SubclassFact {
    const typeArguments = (extendsArguments ?? []).map(type => mentions.ofType(at, type));
    return { id: declarationId(at.uri, name), name, typeArguments, decorators, fields };
  }

  function member(entity: OfClass, name: string): Entity | undefined {
    // `(this.constructor as typeof User).create(…)`
    if (name === 'constructor' && entity.kind === 'instance') return { ...entity, kind: 'class' };
    return shared(`member ${entity.kind} ${entity.at.uri} ${entity.at.unit} ${entity.name} ${name}`, () => {
      const declaration = declarationOf(entity);
      if (!declaration) return undefined;
      const { at, fact } = declaration;
      const field = fact.fields.find(other => other.name === name && other.static === (entity.kind === 'class'));
      if (field) return resolveField(at, fact, field);
      const method = findMethod(at, fact, name);
      if (method) return method;
      const inherited = base(entity);
      return inherited && resolution.member(inherited, name);
    });
  }

  function answering(entity: Entity, name: string): Entity {
    return (name === '' ? undefined : handleAbove(entity, heir => declares(heir, name))) ?? entity;
  }

  /** What the object of a class is as something of a library, unless a class on the way `answers` itself. */
  function handleAbove(entity: Entity, answers: (heir: OfClass) => boolean): Entity | undefined {
    let current: Entity | undefined = entity;
    const heirs: OfClass[] = [];
    // A class that extends itself in a circle ends here as well.
    while (current && heirs.length < MAX_ANCESTORS) {
      if (current.kind === 'handle') return inheritedBy(heirs.slice(0, -1), current);
      if ((current.kind !== 'instance' && current.kind !== 'class') || answers(current)) return undefined;
      heirs.push(current);
      current = base(current);
    }
    return undefined;
  }

  /** `class User extends Entity` where `Entity extends Model`: what comes from further up is about the user's table too. */
  function inheritedBy(heirs: readonly OfClass[], from: Entity): Entity {
    return heirs.reduceRight<Entity>((found, heir) => {
      const declaration = declarationOf(heir);
      return declaration ? specialise(found, declaration.at, declaration.fact) : found;
    }, from);
  }

  function declares(entity: OfClass, name: string): boolean {
    const fact = declarationOf(entity)?.fact;
    return fact !== undefined && (fact.methods.includes(name) || fact.fields.some(field => field.name === name));
  }

  function resolveField(at: UnitPlace, fact: ClassFact, field: FieldFact): Entity | undefined {
    return firstEntity([
      () => (field.type ? resolution.type(at, field.type) : undefined),
      () => (field.value ? resolution.value(at, field.value) : undefined),
      () => injected(at, field),
      () => getter(at, fact, field.name),
      ...field.assigned.map(value => () => resolution.value(at, value)),
    ]);
  }

  /** `@Inject(UsersService) users`: a token that is a class. */
  function injected(at: UnitPlace, { decorators }: FieldFact): Entity | undefined {
    const token = decorators.find(({ name }) => /^inject$/i.test(name.at(-1) ?? ''))?.args[0];
    const entity = token?.kind === 'ref' ? resolution.value(at, token) : undefined;
    return entity?.kind === 'class' ? { ...entity, kind: 'instance' } : undefined;
  }

  function getter(at: UnitPlace, fact: ClassFact, name: string): Entity | undefined {
    const body = bodyOf(at, fact, `get ${name}`);
    return body && resolution.returned(body.at, body.fn);
  }

  function findMethod(at: UnitPlace, fact: ClassFact, name: string): Entity | undefined {
    const body = fact.methods.includes(name) ? bodyOf(at, fact, name) : undefined;
    return body && { kind: 'function', ...body };
  }

  /** The bodies of a class's members are units of their own; those of a class that is a value stand in its unit. */
  function bodyOf(home: UnitPlace, { name }: ClassFact, member: string): { at: UnitPlace; fn: FunctionId } | undefined {
    const at = { uri: home.uri, unit: `${home.unit}.${member}` };
    const fn = codeOf(at.uri, at.unit)?.functions.find(({ parent: outer }) => outer === undefined);
    if (fn) return { at, fn: fn.id };
    const inside = codeOf(home.uri, home.unit)?.functions.find(one => one.class === name && one.name === member);
    return inside && { at: home, fn: inside.id };
  }

  return { self, parent, member, answering, rowOf: entity => handleAbove(entity, () => false) };
}

/** Nobody writes deeper class hierarchies. */
const MAX_ANCESTORS = 16;
