import type { Library } from '../core/library';
import { readDeclarations } from './mongoose/declarations';

/** Mongoose: the collections that its schemas declare. MongoDB has no foreign keys: a `ref` is a relation, nothing more. */
export const mongoose: Library = {
  id: 'mongoose',
  packages: ['mongoose'],
  // Files that declare schemas, which are led to as schema files; its queries are not read.
  hints: [['mongoose', 'Schema']],
  queryCalls: [],
  exported: () => undefined,
  typed: () => undefined,
  member: () => undefined,
  call: () => undefined,
  declarations: readDeclarations,
};
