import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { useFolders } from './command-line';

const ENTRY = resolve(__dirname, '../../server/src/entries/cli.ts');

describe('sargable as a process', function () {
  this.timeout(60_000);
  const makeFolder = useFolders();

  it('takes its version from the manifest, and arguments and exit codes from and to the shell', async () => {
    const { version } = require('../../package.json') as { readonly version: string };
    assert.deepEqual(await run(['--version']), { code: 0, signal: null, stdout: `${version}\n`, stderr: '' });
    const missing = await run(['check', 'nowhere']);
    assert.deepEqual([missing.code, missing.stdout], [2, '']);
  });

  it('finds, reports and fixes with the real engine', async () => {
    const cwd = makeFolder(PROJECT);
    const checked = await run(['check', '--format', 'json'], cwd);
    assert.equal(checked.stderr, '');
    assert.equal(checked.code, 1);
    const { findings } = JSON.parse(checked.stdout) as {
      findings: { ruleId: string; path: string; startLine: number }[];
    };
    assert.deepEqual(
      findings.map(({ ruleId, path, startLine }) => [ruleId, path, startLine]),
      [['index/fk-without-index', 'prisma/schema.prisma', 15]],
    );
    const fixed = await run(['fix', '--unsafe'], cwd);
    assert.equal(fixed.code, 0, fixed.stderr);
    const again = await run(['check', '--format', 'json'], cwd);
    assert.deepEqual([again.code, (JSON.parse(again.stdout) as { findings: unknown[] }).findings], [0, []]);
  });

  it('ends quietly when the reader of its output goes away', async () => {
    const models = Array.from({ length: 400 }, (_, i) =>
      MODEL.replaceAll('Order', `Order${i}`).replaceAll('orders', `orders${i}`),
    );
    const back = models.map((_, i) => `  orders${i} Order${i}[]`).join('\n');
    const cwd = makeFolder({ 'schema.prisma': `${HEADER}model User {\n  id Int @id\n${back}\n}\n${models.join('')}` });
    const child = start(['check'], cwd);
    child.stdout?.once('data', () => child.stdout?.destroy());
    const ended = await end(child);
    assert.deepEqual([ended.code, ended.signal, ended.stderr], [1, null, '']);
  });

  it('ends with 130 and without a word when it is interrupted', async () => {
    const child = start(['check', '--verbose'], makeFolder(PROJECT));
    const lines: string[] = [];
    child.stderr?.on('data', chunk => lines.push(String(chunk)));
    child.stderr?.once('data', () => child.kill('SIGINT'));
    const ended = await end(child);
    assert.deepEqual([ended.code, ended.signal, ended.stdout], [130, null, '']);
    assert.ok(
      lines
        .join('')
        .split('\n')
        .slice(0, -1)
        .every(line => line.startsWith('sargable: ')),
      lines.join(''),
    );
  });
});

const HEADER = `generator client {
  provider = "prisma-client-js"
}
datasource db {
  provider = "postgresql"
}
`;

const MODEL = `model Order {
  id Int @id
  userId Int
  user User @relation(fields: [userId], references: [id])
}
`;

const PROJECT = {
  'package.json': '{ "dependencies": { "@prisma/client": "7.0.0" } }',
  'prisma/schema.prisma': `${HEADER}model User {\n  id Int @id\n  orders Order[]\n}\n\n${MODEL}`,
  'src/a.ts': 'export const a = 1;\n',
};

interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(args: readonly string[], cwd = __dirname): Promise<Ended> {
  return end(start(args, cwd));
}

function start(args: readonly string[], cwd: string): ChildProcess {
  const env = { ...process.env, NODE_OPTIONS: '', NO_COLOR: '1' };
  return spawn(process.execPath, ['--require', require.resolve('tsx/cjs'), ENTRY, ...args], { cwd, env });
}

function end(child: ChildProcess): Promise<Ended> {
  const output = { stdout: '', stderr: '' };
  child.stdout?.on('data', chunk => {
    output.stdout += String(chunk);
  });
  child.stderr?.on('data', chunk => {
    output.stderr += String(chunk);
  });
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code, signal) => done({ code, signal, ...output }));
  });
}
