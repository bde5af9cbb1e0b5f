import type { ColumnTypeChange, FixIntent } from '../../core/fix';
import type { Column, Table } from '../../core/model';

interface NewType {
  readonly type: string;
  readonly nativeType?: string;
}

/** Another type where the column's is said. Migrations that have been committed stay as they are. */
export function buildTypeFix(
  table: Table,
  column: Column,
  change: NewType,
  title: string,
  also: readonly ColumnTypeChange[] = [],
): FixIntent[] {
  // A type that stands nowhere by itself (`serial` in a tool's own words) is changed by hand.
  if (table.language === 'sql' && !column.typeSpan) return [];
  return [
    {
      kind: 'set-column-type',
      title,
      safety: 'review',
      at: column.place,
      language: table.language,
      column: column.logicalName,
      ...change,
      ...(column.typeSpan ? { typeSpan: column.typeSpan } : {}),
      ...(table.language === 'sql' ? { editable: table.migrations?.editable ?? false } : {}),
      ...(also.length > 0 ? { also } : {}),
    },
  ];
}

/** One more column that must change together with the first. */
export function alsoChange(column: Column, change: NewType): ColumnTypeChange {
  return {
    at: column.place,
    column: column.logicalName,
    ...change,
    ...(column.typeSpan ? { typeSpan: column.typeSpan } : {}),
  };
}
