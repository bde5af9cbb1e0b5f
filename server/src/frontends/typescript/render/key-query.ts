import type ts from 'typescript';
import type { KeyedQuery, TextEdit } from '../../../core/fix';
import type { Span } from '../../../core/text';
import { readDrizzleQuery } from './key-query-drizzle';
import { readKnexQuery } from './key-query-knex';
import { readMongooseQuery } from './key-query-mongoose';
import { readOptionsQuery } from './key-query-options';
import { readPrismaQuery } from './key-query-prisma';
import type { Declined, OpenDocument } from './open-document';

/** A query that asks by one key, as a fix points at it. */
export interface AskedKey extends KeyedQuery {
  readonly call: Span;
}

/** A query that asks by one key, and how it asks by a list of them. */
export interface KeyQuery {
  readonly call: ts.CallExpression;
  readonly key: ts.Expression;
  /** What a list leaves of it as it stands: it runs once instead of once per key. */
  readonly kept: readonly ts.Node[];
  /** Calls among that which give the same each time. */
  accepts?(call: ts.Node): boolean;
  /** Under which name the rows have the key. */
  readonly field: string;
  readonly names: NameWishes;
  /** What it gives where there is no row, if that is not `null`. */
  readonly missing?: string;
  listQuery(keys: string): ListQuery | Declined;
}

/** How the new variables would like to be called, best first. */
export interface NameWishes {
  readonly rows: readonly string[];
  readonly map: string;
  /** These two live in a block that reads nothing else, where hiding another name does no harm. */
  readonly row: string;
  readonly group: string;
}

export interface ListQuery {
  /** Edits of the call that make it ask for all keys. */
  readonly inside: readonly TextEdit[];
  /** What must change elsewhere in the file: imports. */
  readonly beside: readonly TextEdit[];
}

/** Reads a query as its library writes it. */
export function readKeyQuery(document: OpenDocument, asked: AskedKey): KeyQuery | Declined {
  switch (asked.library) {
    case 'prisma':
      return readPrismaQuery(document, asked);
    case 'drizzle':
      return readDrizzleQuery(document, asked);
    case 'knex':
      return readKnexQuery(document, asked);
    case 'mongoose':
      return readMongooseQuery(document, asked);
    default:
      return readOptionsQuery(document, asked);
  }
}
