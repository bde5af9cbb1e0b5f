import type { Filter } from '../../core/query';

/** What a library understood of the condition of a query. */
export interface Condition {
  readonly filters: readonly Filter[];
  /** False when a part of it was not understood. */
  readonly complete: boolean;
}

/** Every row is meant. */
export const NO_CONDITION: Condition = { filters: [], complete: true };
export const UNREAD_CONDITION: Condition = { filters: [], complete: false };

/** All of them hold. */
export function allOf(conditions: readonly Condition[]): Condition {
  return {
    filters: conditions.flatMap(({ filters }) => filters),
    complete: conditions.every(({ complete }) => complete),
  };
}
