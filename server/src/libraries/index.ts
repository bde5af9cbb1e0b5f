import type { Library } from '../core/library';
import { drizzle } from './drizzle';
import { knex } from './knex';
import { kysely } from './kysely';
import { mikroOrm } from './mikro-orm';
import { mongoose } from './mongoose';
import { nodePgMigrate } from './node-pg-migrate';
import { pg } from './pg';
import { prisma } from './prisma';
import { sequelize } from './sequelize';
import { typeorm } from './typeorm';

/** Every ORM and driver Sargable knows, sorted by id. */
export const LIBRARIES = [
  drizzle,
  knex,
  kysely,
  mikroOrm,
  mongoose,
  nodePgMigrate,
  pg,
  prisma,
  sequelize,
  typeorm,
] as const satisfies readonly Library[];
