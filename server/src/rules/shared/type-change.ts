import type { ColumnTypeChange, FixIntent } from '../../core/fix';
import type { Column, Table } from '../../core/model';

interface NewType {
  readonly type: string;
  readonly nativeType?: string;
}

/** One more column that must change together with the first. */
export interface OtherColumn {
  readonly column: Column;
  readonly change: NewType;
}

/** The ORMs whose declarations take a type of the database as a text. */
export function setsTypes(language: Table['language']): boolean {
  return language === 'typeorm' || language === 'mikro-orm';
}

/** Another type where the column's is said. Migrations that have been committed stay as they are. */
export function buildTypeFix(
  table: Table,
  column: Column,
  change: NewType,
  title: string,
  also: readonly OtherColumn[] = [],
): FixIntent[] {
  const common = { title, safety: 'review', at: column.place } as const;
  const all: readonly OtherColumn[] = [{ column, change }, ...also];
  if (table.language === 'sql') {
    const edits = all.flatMap(({ column: { place, typeSpan }, change: { type } }) =>
      typeSpan ? [{ at: { ...place, span: typeSpan }, newText: type }] : [],
    );
    // A type that stands nowhere by itself (`serial` in a tool's own words) is changed by hand, and half is no repair.
    if (edits.length < all.length) return [];
    return [{ kind: 'edit-sql', ...common, edits, editable: table.migrations?.editable ?? false }];
  }
  const [first, ...others] = all.map(({ column: one, change: type }) => typeChange(one, type));
  if (!first) return [];
  return [
    {
      kind: 'set-column-type',
      ...common,
      language: table.language,
      ...first,
      ...(others.length > 0 ? { also: others } : {}),
    },
  ];
}

function typeChange(column: Column, change: NewType): ColumnTypeChange {
  return {
    at: column.place,
    column: column.logicalName,
    ...change,
    ...(column.typeSpan ? { typeSpan: column.typeSpan } : {}),
  };
}
