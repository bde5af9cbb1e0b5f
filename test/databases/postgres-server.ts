import { Client } from 'pg';

export interface PostgresDatabase {
  /** A connection string of the database, which is fresh and empty. Known once the tests run. */
  readonly url: string;
  /** Sends a text as it stands: several statements are one transaction, as a migration tool would run them. */
  exec(sql: string): Promise<void>;
  query<T>(sql: string): Promise<T[]>;
  /** Closes what a test opened on it, before it is dropped. */
  closing(close: () => Promise<void>): void;
}

const SERVER = process.env.SARGABLE_POSTGRES_URL ?? 'postgres://postgres@127.0.0.1:5432/test';
let databases = 0;

/** A database of its own for the suite around it, dropped in the end. Without a server its tests are skipped, in CI red. */
export function usePostgres(): PostgresDatabase {
  const url = new URL(SERVER);
  url.pathname = `/sargable_${process.pid}_${++databases}`;
  let client: Client | undefined;
  const open: (() => Promise<void>)[] = [];

  before(async function () {
    const absent = await whyAbsent();
    if (absent !== undefined) {
      const reason = `PostgreSQL does not answer at ${SERVER} (${absent}); SARGABLE_POSTGRES_URL names another one`;
      if (process.env.CI) throw new Error(reason);
      console.log(`    skipped: ${reason}`);
      this.skip();
    }
    await onServer(`CREATE DATABASE "${url.pathname.slice(1)}"`);
    client = new Client({ connectionString: url.href });
    await client.connect();
  });

  after(async () => {
    if (!client) return;
    for (const close of open) await close();
    await client.end();
    await onServer(`DROP DATABASE "${url.pathname.slice(1)}" WITH (FORCE)`);
  });

  function connected(): Client {
    if (!client) throw new Error('the database is there only while the tests of its suite run');
    return client;
  }

  return {
    url: url.href,
    exec: async sql => void (await connected().query(sql)),
    query: async sql => (await connected().query(sql)).rows,
    closing: close => void open.push(close),
  };
}

async function whyAbsent(): Promise<string | undefined> {
  try {
    await onServer('SELECT 1');
    return undefined;
  } catch (error) {
    if (error instanceof AggregateError) return error.errors.map(String).join(', ');
    return error instanceof Error ? error.message : String(error);
  }
}

async function onServer(sql: string): Promise<void> {
  const client = new Client({ connectionString: SERVER, connectionTimeoutMillis: 3000 });
  try {
    await client.connect();
    await client.query(sql);
  } finally {
    await client.end();
  }
}
