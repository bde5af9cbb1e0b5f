import type { ColumnFact, ForeignKeyFact, IndexFact } from '../../core/facts/schema';
import type { Place, Span, UnitId } from '../../core/text';
import type { Uri } from '../../core/uri';

/** A table while migrations are replayed. Names are database names. */
export interface TableState {
  schema: string;
  name: string;
  columns: Sourced<ColumnFact>[];
  indexes: Sourced<IndexFact>[];
  foreignKeys: Sourced<ForeignKeyFact>[];
  complete: boolean;
  readonly place: Place;
}

/** A fact with the unit that said it last; the fact's spans count there. */
export interface Sourced<F> {
  readonly fact: F;
  readonly uri: Uri;
  readonly unit: UnitId;
}

export function placeOf(source: { readonly uri: Uri; readonly unit: UnitId }, span: Span): Place {
  return { uri: source.uri, unit: source.unit, span };
}
