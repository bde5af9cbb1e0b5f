import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PGlite, type PGliteOptions } from '@electric-sql/pglite';
import { btree_gin } from '@electric-sql/pglite/contrib/btree_gin';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import { citext } from '@electric-sql/pglite/contrib/citext';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { pgcrypto } from '@electric-sql/pglite/contrib/pgcrypto';
import { uuid_ossp } from '@electric-sql/pglite/contrib/uuid_ossp';
import type { PostgresConnection } from './catalog';
import { resetDatabase } from './reset-database';

export interface PgliteDatabase extends PostgresConnection {
  /** Makes it as it was when it was new. */
  reset(): Promise<void>;
}

let opening: Promise<PGlite> | undefined;

/** The one PostgreSQL in this process. Making its data takes seconds: it is made once and kept in a file. */
export async function openPglite(): Promise<PgliteDatabase> {
  opening ??= open();
  const pglite = await opening;
  const query = async <T>(sql: string): Promise<T[]> => (await pglite.query<T>(sql)).rows;
  const exec = async (sql: string): Promise<void> => void (await pglite.exec(sql));
  return { exec, query, reset: () => resetDatabase({ exec, query }) };
}

/** An open one keeps the process alive. */
export async function closePglite(): Promise<void> {
  const pglite = await opening;
  opening = undefined;
  await pglite?.close();
}

const EXTENSIONS = { btree_gin, btree_gist, citext, pg_trgm, pgcrypto, uuid_ossp };

async function open(): Promise<PGlite> {
  const file = dataFile();
  if (!existsSync(file)) {
    const fresh = await PGlite.create();
    const data = Buffer.from(await (await fresh.dumpDataDir('gzip')).arrayBuffer());
    await fresh.close();
    mkdirSync(dirname(file), { recursive: true });
    // Another process may be doing the same.
    const written = `${file}.${process.pid}`;
    writeFileSync(written, data);
    renameSync(written, file);
  }
  const options: PGliteOptions = { loadDataDir: new Blob([readFileSync(file)]), extensions: EXTENSIONS };
  return PGlite.create(options);
}

function dataFile(): string {
  const manifest = join(dirname(require.resolve('@electric-sql/pglite')), '../package.json');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  return join(__dirname, '../../node_modules/.cache/sargable', `pglite-${version}.tar.gz`);
}
