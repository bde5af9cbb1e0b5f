import type { Library } from '../core/library';
import { pg } from './pg';
import { prisma } from './prisma';

/** Every ORM and driver Sargable knows, sorted by id. */
export const LIBRARIES = [pg, prisma] as const satisfies readonly Library[];
