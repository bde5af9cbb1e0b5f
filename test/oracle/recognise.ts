/**
 * Which calls of a repository are calls of an ORM, and which functions they reach: what TypeScript's checker says, with the
 * repository's dependencies installed, against what the model says without them. By hand, outside of CI:
 * `npx tsx test/oracle/recognise.ts <folder> --library prisma [--tsconfig <file>] [--list]`.
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { LIBRARIES } from '../../server/src/libraries/index';
import { type DeclaredCall, declaredCalls } from './declared-calls';
import { readOwnCalls } from './own-calls';
import { readRepository, workspacePaths } from './repository';

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { library: { type: 'string' }, tsconfig: { type: 'string' }, list: { type: 'boolean', default: false } },
  });
  const folder = resolve(positionals[0] ?? '.');
  const library = LIBRARIES.find(({ id }) => id === values.library);
  if (!library) throw new Error(`--library is one of ${LIBRARIES.map(({ id }) => id).join(', ')}`);
  const tsconfig = values.tsconfig
    ? resolve(values.tsconfig)
    : ['tsconfig.json', 'tsconfig.base.json'].map(name => join(folder, name)).find(path => existsSync(path));
  if (tsconfig === undefined) throw new Error('no tsconfig.json: say --tsconfig');

  const texts = readRepository(folder);
  const sources = Object.keys(texts).filter(path => /\.(?:[cm]?tsx?)$/.test(path) && !path.endsWith('.d.ts'));
  const declared = declaredCalls(folder, tsconfig, sources, workspacePaths(texts));
  const own = await readOwnCalls(texts, library.id);

  const ofLibrary = (call: DeclaredCall) => isOf(call.declaredIn, library.packages, library.generatesClients === true);
  const names: ReadonlySet<string> = new Set(library.queryCalls);
  const queries = declared.filter(call => ofLibrary(call) && names.has(call.name === '' ? '``' : call.name));
  const chains = keyed(queries.filter(({ argument }) => !argument));
  const inside = keyed(queries);
  const recognised = new Set(own.queries.map(keyOf));
  const missed = [...chains].filter(([key]) => !recognised.has(key)).map(([, call]) => call);
  const wrong = own.queries.filter(query => !inside.has(keyOf(query)));
  report(
    `queries of ${library.id}`,
    chains.size,
    missed.map(describe),
    own.queries.length,
    wrong.map(describe),
    values.list,
  );
  reportNames(declared.filter(call => ofLibrary(call) && !names.has(call.name)));

  const reaching = functionsThatReach(declared, new Set(queries));
  const followed = new Map(own.calls.map(call => [`${call.path}:${call.at}`, call.targets] as const));
  const leading = declared.filter(({ target }) => target !== undefined && reaching.has(target));
  const lost = leading.filter(({ path, at }) => !followed.has(`${path}:${at}`));
  report('calls that lead to them', leading.length, lost.map(describe), 0, [], values.list);
}

/** Whether a declaration file belongs to one of the packages, or to a client that was generated. */
function isOf(path: string, packages: readonly string[], generated: boolean): boolean {
  if (generated && /\/(?:\.prisma\/client|generated)\//.test(path)) return true;
  return packages.some(name => path.includes(`/node_modules/${name}/`));
}

interface Standing {
  readonly path: string;
  readonly root: number;
}

function keyOf({ path, root }: Standing): string {
  return `${path}:${root}`;
}

/** One for each chain: a builder is one query, however many calls shape it. */
function keyed(calls: readonly DeclaredCall[]): ReadonlyMap<string, DeclaredCall> {
  return new Map(calls.map(call => [keyOf(call), call] as const));
}

/** The functions in which a query runs, or from which a function is called that does. */
function functionsThatReach(calls: readonly DeclaredCall[], queries: ReadonlySet<DeclaredCall>): ReadonlySet<string> {
  const reaching = new Set<string>();
  let size = -1;
  while (size !== reaching.size) {
    size = reaching.size;
    for (const call of calls) {
      const reaches = queries.has(call) || (call.target !== undefined && reaching.has(call.target));
      if (reaches) for (const fn of call.inside) reaching.add(fn);
    }
  }
  return reaching;
}

function describe({ path, line, text }: { path: string; line: number; text: string }): string {
  return `${path}:${line} ${text}`;
}

function report(
  title: string,
  expected: number,
  missed: readonly string[],
  found: number,
  wrong: readonly string[],
  list: boolean,
): void {
  console.log(`${title}: recall ${share(expected - missed.length, expected)}`);
  if (list) for (const line of missed) console.log(`  missed ${line}`);
  if (found === 0) return;
  console.log(`${title}: precision ${share(found - wrong.length, found)}`);
  if (list) for (const line of wrong) console.log(`  wrong ${line}`);
}

function share(part: number, whole: number): string {
  return `${part} of ${whole} (${whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`})`;
}

/** The calls of the package that are not looked for: a name that runs a query may be missing. */
function reportNames(calls: readonly DeclaredCall[]): void {
  const counts = new Map<string, number>();
  for (const { name } of calls) counts.set(name, (counts.get(name) ?? 0) + 1);
  const most = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 40);
  console.log(`other calls of the package: ${most.map(([name, count]) => `${name} ${count}`).join(', ')}`);
}

void main();
