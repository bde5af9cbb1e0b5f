import type { SchemaStep } from '../../core/facts/migrations';
import type { Span } from '../../core/text';
import type { TableElement, TableName } from './ddl';
import type { MigrationCall } from './migration-call';

export interface KnexTable {
  readonly name: TableName;
  readonly call: MigrationCall;
  readonly nameSpan: Span;
  readonly span: Span;
}

/** What the calls on one table builder come to. */
export interface Parts {
  readonly before: SchemaStep[];
  readonly columns: ColumnPart[];
  readonly primary: TableElement[];
  readonly after: SchemaStep[];
  complete: boolean;
}

export interface ColumnPart {
  readonly name: string;
  readonly element: TableElement;
  readonly alters?: Alteration;
}

/** `.alter()`: the column gets this type, NULL and default; without a default it loses the one it had. */
export interface Alteration {
  readonly type?: string;
  readonly nullable?: boolean;
  readonly defaultSql?: string;
}
