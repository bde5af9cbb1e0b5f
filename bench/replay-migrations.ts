// Reads lists of SQL files (the argument: a JSON file of arrays), parses each and replays each list: the measured process.
import '../server/src/host/baseline-web-assembly';
import { readFileSync } from 'node:fs';
import type { UnitFacts } from '../server/src/core/facts/index';
import { detectFlavor } from '../server/src/frontends/sql/detect-flavor';
import { loadPostgres } from '../server/src/frontends/sql/dialects/postgres';
import { sqlFrontend } from '../server/src/frontends/sql/index';
import { uriOfPath } from '../server/src/host/file-uri';
import { createReplay } from '../server/src/model/schema/replay';

declare global {
  /** Of probe.cjs. */
  var markForBench: (name: string) => void;
}

async function main(): Promise<void> {
  const lists = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as readonly (readonly string[])[];
  await loadPostgres();
  globalThis.markForBench('loaded');
  const read = lists.map(files =>
    files.map(file => {
      const text = readFileSync(file, 'utf8');
      const uri = uriOfPath(file);
      // In a project the folder's configuration says it.
      const dialect = detectFlavor(text);
      return { uri, dialect, units: sqlFrontend.extract({ uri, text, dialect }).facts.units };
    }),
  );
  globalThis.markForBench('parsed');
  const tables = read.map(files => {
    const replay = createReplay(files[0]?.dialect ?? 'postgres', 'public');
    for (const { uri, units } of files) for (const unit of units) apply(replay, unit, uri);
    return replay.tables().length;
  });
  globalThis.markForBench('replayed');
  const typescript = Object.keys(require.cache).some(path => /typescript/.test(path));
  if (typescript) throw new Error('the compiler of TypeScript was loaded to read SQL');
  const count = (sizes: readonly number[]): number => sizes.reduce((sum, size) => sum + size, 0);
  const statements = count(read.flatMap(files => files.map(({ units }) => units.length)));
  process.stdout.write(JSON.stringify({ statements, tables: count(tables) }));
}

function apply(replay: ReturnType<typeof createReplay>, unit: UnitFacts, uri: string): void {
  if (unit.kind !== 'statement') return;
  for (const step of unit.steps) replay.apply(step, uri, unit.id);
}

main().catch(error => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exitCode = 2;
});
