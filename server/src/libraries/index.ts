import type { Library } from '../core/library';
import { betterSqlite3 } from './better-sqlite3';
import { bigquery } from './bigquery';
import { clickhouse } from './clickhouse';
import { cloudflareD1 } from './cloudflare-d1';
import { drizzle } from './drizzle';
import { ioredis } from './ioredis';
import { knex } from './knex';
import { kysely } from './kysely';
import { libsql } from './libsql';
import { mikroOrm } from './mikro-orm';
import { mongodb } from './mongodb';
import { mongoose } from './mongoose';
import { mssql } from './mssql';
import { mysql } from './mysql';
import { neon } from './neon';
import { nodePgMigrate } from './node-pg-migrate';
import { objection } from './objection';
import { oracledb } from './oracledb';
import { pg } from './pg';
import { pgPromise } from './pg-promise';
import { pglite } from './pglite';
import { planetscale } from './planetscale';
import { postgresJs } from './postgres-js';
import { prisma } from './prisma';
import { redis } from './redis';
import { sequelize } from './sequelize';
import { slonik } from './slonik';
import { snowflake } from './snowflake';
import { spanner } from './spanner';
import { sqlite3 } from './sqlite3';
import { supabase } from './supabase';
import { tedious } from './tedious';
import { typeorm } from './typeorm';
import { vercelPostgres } from './vercel-postgres';

/** Every ORM and driver Sargable knows, sorted by id. */
export const LIBRARIES = [
  betterSqlite3,
  bigquery,
  clickhouse,
  cloudflareD1,
  drizzle,
  ioredis,
  knex,
  kysely,
  libsql,
  mikroOrm,
  mongodb,
  mongoose,
  mssql,
  mysql,
  neon,
  nodePgMigrate,
  objection,
  oracledb,
  pg,
  pgPromise,
  pglite,
  planetscale,
  postgresJs,
  prisma,
  redis,
  sequelize,
  slonik,
  snowflake,
  spanner,
  sqlite3,
  supabase,
  tedious,
  typeorm,
  vercelPostgres,
] as const satisfies readonly Library[];
