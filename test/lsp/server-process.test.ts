import assert from 'node:assert/strict';
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import {
  IPCMessageReader,
  IPCMessageWriter,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { createTemporaryFolder, type TemporaryFolder } from './real-server';
import { connect, type TestClient } from './test-client';

const ENTRY = join(__dirname, '../../server/src/entries/server.ts');
const LOADER = ['--require', 'tsx/cjs'];

const REPORT = `import { Pool } from 'pg';
const pool = new Pool();
export const byEmail = (email: string) => pool.query(\`SELECT id FROM customers WHERE email = '\${email}'\`);
`;

describe('the server as a process', function () {
  this.timeout(60_000);
  let folder: TemporaryFolder;
  let server: ChildProcess;
  let client: TestClient;
  let stderr = '';

  before(() => {
    folder = createTemporaryFolder({ 'package.json': '{"dependencies":{"pg":"8.0.0"}}', 'src/report.ts': REPORT });
  });
  afterEach(() => server.kill('SIGKILL'));
  after(() => folder.dispose());

  async function overStdio(): Promise<void> {
    server = spawn(process.execPath, [...LOADER, ENTRY, '--stdio'], { stdio: 'pipe' });
    stderr = '';
    server.stderr?.on('data', chunk => {
      stderr += chunk;
    });
    client = await connect(new StreamMessageReader(server.stdout!), new StreamMessageWriter(server.stdin!), {
      folders: [folder.uri],
    });
  }

  async function findings(): Promise<unknown[]> {
    const { items } = await client.pullWorkspace();
    return items.flatMap(item => (item.kind === 'full' ? item.items.map(({ code }) => code) : []));
  }

  it('talks over stdio, says nothing else there, and ends when it is told to', async () => {
    await overStdio();
    assert.deepEqual(await findings(), ['injection/interpolated-query']);
    const ended = once(server, 'exit');
    await client.stop();
    assert.deepEqual(await ended, [0, null]);
    assert.equal(stderr, '');
  });

  it('talks over node IPC', async () => {
    server = fork(ENTRY, ['--node-ipc'], { execArgv: LOADER, silent: true });
    client = await connect(new IPCMessageReader(server), new IPCMessageWriter(server), { folders: [folder.uri] });
    assert.deepEqual(await findings(), ['injection/interpolated-query']);
    const ended = once(server, 'exit');
    await client.stop();
    assert.deepEqual(await ended, [0, null]);
  });

  it('outlives messages that are none', async () => {
    await overStdio();
    const send = (body: string) => server.stdin?.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    send('{ this is not JSON');
    send('[]');
    send('null');
    send('{"jsonrpc":"2.0","id":{},"method":"textDocument/hover","params":7}');
    send('{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{}}}');
    send('{"jsonrpc":"2.0","id":"x","result":"nobody asked"}');
    assert.deepEqual(await findings(), ['injection/interpolated-query']);
  });

  it('ends with its editor', async () => {
    await overStdio();
    await findings();
    const ended = once(server, 'exit');
    server.stdin?.end();
    const [code] = await ended;
    assert.equal(code, 1, 'no shutdown came before');
  });
});
