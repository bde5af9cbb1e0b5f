import type { CallChain, FunctionId } from '../../core/facts/calls';
import type { TypeAnnotation } from '../../core/facts/type-annotation';
import type { Value } from '../../core/facts/values';
import type { Uri } from '../../core/uri';
import type { Entity, UnitPlace } from './entity';

/**
 * The steps that lead to one another: a binding to a call, a call to a function, a function to a binding. Each has a file of
 * its own and reaches the others through this.
 */
export interface Resolution {
  value(at: UnitPlace, value: Value): Entity | undefined;
  /** A variable, parameter, function, class or import that the unit declares. */
  binding(at: UnitPlace, id: string): Entity | undefined;
  /** A name as it is written in the unit, and what the path leads to from there: `typeof db.client`. */
  named(at: UnitPlace, name: string, path: readonly string[]): Entity | undefined;
  type(at: UnitPlace, type: TypeAnnotation): Entity | undefined;
  /** What the module imports from where the specifier leads; `*` is all of it. */
  imported(uri: Uri, specifier: string, name: string): Entity | undefined;
  /** What the module gives others under a name. */
  exported(uri: Uri, name: string): Entity | undefined;
  /** What is put into a property of a name of the module after it was declared. */
  filled(uri: Uri, holder: string, name: string): Entity | undefined;
  /** What a property of the entity is. */
  member(entity: Entity, name: string): Entity | undefined;
  /** What a path of properties leads to. */
  follow(entity: Entity | undefined, path: readonly string[]): Entity | undefined;
  /** What the chain's receiver is before link `link` is called. */
  receiver(at: UnitPlace, chain: CallChain, link: number): Entity | undefined;
  /** Who answers a call of `name`: an object of a class may do so by what the class extends. */
  answering(entity: Entity, name: string): Entity;
  /** What an object of a class is to a library: the row of an entity, whatever the class declares itself. */
  rowOf(entity: Entity): Entity | undefined;
  /** What a function of the workspace gives. */
  returned(at: UnitPlace, id: FunctionId): Entity | undefined;
  /** What a call of the entity gives, whatever its arguments. */
  made(entity: Entity, form: 'call' | 'new'): Entity | undefined;
  /** What a method, or the function that the entity is where it has no name, hands to a function that it is given. */
  handed(entity: Entity, method: string, argument: number, parameter: number): Entity | undefined;
}
