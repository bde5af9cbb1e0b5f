import type { FunctionId } from '../../core/facts/calls';
import type { TypeAnnotation, TypeMember } from '../../core/facts/type-annotation';
import type { Value } from '../../core/facts/values';
import type { HandleShape, Library } from '../../core/library';
import type { Database } from '../../core/project';
import type { UnitId } from '../../core/text';
import type { Uri } from '../../core/uri';

/** A unit of a file: what names inside a value of that unit refer to. */
export interface UnitPlace {
  readonly uri: Uri;
  readonly unit: UnitId;
}

/** What an expression denotes, as far as it matters for whose call something is. */
export type Entity =
  | { readonly kind: 'handle'; readonly library: Library; readonly shape: HandleShape; readonly database?: Database }
  /** A class of the workspace, or an object of it. */
  | { readonly kind: 'class' | 'instance'; readonly at: UnitPlace; readonly name: string }
  | {
      readonly kind: 'function';
      readonly at: UnitPlace;
      readonly fn: FunctionId;
      /** It was handed to a wrapper, and runs when what the wrapper gave is called: with whatever arguments. */
      readonly wrapped?: boolean;
    }
  | { readonly kind: 'module'; readonly uri: Uri }
  /** A list of rows of which only the type is written: `users: User[]`. */
  | { readonly kind: 'rows'; readonly row: Entity }
  | { readonly kind: 'value'; readonly at: UnitPlace; readonly value: Value }
  /** What a framework's builder is, and the context that it hands to its callbacks. */
  | {
      readonly kind: 'builder';
      readonly framework: 'trpc' | 'hono' | 'storage';
      /** What it is told of the context, the last first: middleware adds to what was there. */
      readonly contexts: readonly Entity[];
    }
  /** An object that a framework hands around, of which nothing else is known. */
  | { readonly kind: 'carrier'; readonly at: UnitPlace }
  /** Several objects in one, the first of which that has a property counts. */
  | { readonly kind: 'layers'; readonly of: readonly Entity[] }
  /** An object that a framework makes; `named` are what its `get` gives by name. */
  | { readonly kind: 'options'; readonly members: ReadonlyMap<string, Entity>; readonly named?: Entity }
  /** Something of which only the written type is known. */
  | {
      readonly kind: 'typed';
      readonly at: UnitPlace;
      /** The interface, where it has a name. */
      readonly name?: string;
      readonly members: readonly TypeMember[];
      /** The interfaces it extends. */
      readonly extends: readonly TypeAnnotation[];
    };

/** The first attempt that leads somewhere; later ones are not tried. */
export function firstEntity(attempts: readonly (() => Entity | undefined)[]): Entity | undefined {
  for (const attempt of attempts) {
    const found = attempt();
    if (found) return found;
  }
  return undefined;
}
