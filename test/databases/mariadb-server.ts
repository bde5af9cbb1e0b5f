import { type Connection, createConnection, type RowDataPacket } from 'mysql2/promise';

export interface MariadbDatabase {
  /** Sends one statement. */
  exec(sql: string): Promise<void>;
  query<T>(sql: string): Promise<T[]>;
  /** Makes it empty again. */
  clear(): Promise<void>;
  readonly name: string;
}

const SERVER = process.env.SARGABLE_TEST_MARIADB_URL ?? 'mysql://root@127.0.0.1:3306';
let databases = 0;

/** A database of its own for the suite around it, dropped in the end. Without a server its tests are skipped, in CI red. */
export function useMariadb(): MariadbDatabase {
  const name = `sargable_${process.pid}_${++databases}`;
  let connection: Connection | undefined;

  before(async function () {
    const opened = await open();
    if (typeof opened === 'string') {
      const reason = `MariaDB does not answer at ${withoutPassword(SERVER)} (${opened}); SARGABLE_TEST_MARIADB_URL names another one`;
      if (process.env.CI) throw new Error(reason);
      console.log(`    skipped: ${reason}`);
      return this.skip();
    }
    connection = opened;
    await clear();
  });

  after(async () => {
    if (!connection) return;
    await connection.query(`DROP DATABASE IF EXISTS \`${name}\``);
    await connection.end();
  });

  function connected(): Connection {
    if (!connection) throw new Error('the database is there only while the tests of its suite run');
    return connection;
  }

  async function clear(): Promise<void> {
    await connected().query(`DROP DATABASE IF EXISTS \`${name}\``);
    await connected().query(`CREATE DATABASE \`${name}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
    await connected().query(`USE \`${name}\``);
  }

  return {
    exec: async sql => void (await connected().query(sql)),
    query: async <T>(sql: string) => (await connected().query<RowDataPacket[]>(sql))[0] as T[],
    clear,
    name,
  };
}

async function open(): Promise<Connection | string> {
  try {
    return await createConnection({ uri: SERVER, connectTimeout: 3000 });
  } catch (error) {
    return error instanceof Error ? error.message || error.name : String(error);
  }
}

function withoutPassword(address: string): string {
  const url = new URL(address);
  url.password = '';
  return url.href;
}
