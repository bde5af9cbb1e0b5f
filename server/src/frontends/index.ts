import type { Frontend } from '../core/frontend';
import { prismaFrontend } from './prisma';
import { sqlFrontend } from './sql';
import { typescriptFrontend } from './typescript';

/** Every language Sargable reads, sorted by id. */
export const FRONTENDS = [prismaFrontend, sqlFrontend, typescriptFrontend] as const satisfies readonly Frontend[];
