import type { Frontend } from '../../core/frontend';
import { extractPrisma } from './extract';
import { lintPrismaSchema } from './lint';
import { prismaRenderer } from './render';

/** Prisma schema files. Positions come from a tolerant parser of our own; Prisma's own linter is asked only by `lint`. */
export const prismaFrontend: Frontend = {
  id: 'prisma',
  extensions: ['.prisma'],
  needsHints: false,
  extract: extractPrisma,
  lint: lintPrismaSchema,
  renderer: prismaRenderer,
};
