import type { Frontend } from '../../core/frontend';
import { dialectOf } from './dialect';
import { extractPrisma } from './extract';
import { lintPrismaSchema } from './lint';
import { prismaRenderer } from './render/index';

/** Prisma schema files. Positions come from a tolerant parser of our own; Prisma's own linter is asked only by `lint`. */
export const prismaFrontend: Frontend = {
  id: 'prisma',
  extensions: ['.prisma'],
  needsHints: false,
  dialectOf,
  extract: extractPrisma,
  lint: lintPrismaSchema,
  renderer: prismaRenderer,
};
