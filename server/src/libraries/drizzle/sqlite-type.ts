import type { BuilderOptions, BuilderType } from './column-type';
import { sized } from './postgres-type';

/** The types of `drizzle-orm/sqlite-core`, which SQLite keeps as they are written. */
export function readSqliteType(builder: string, options: BuilderOptions): BuilderType | undefined {
  switch (builder) {
    case 'text':
      return { databaseType: sized('text', options.number('length')) };
    case 'integer':
    case 'int':
      return { databaseType: 'integer' };
    case 'real':
    case 'blob':
    case 'numeric':
      return { databaseType: builder };
    default:
      return undefined;
  }
}
