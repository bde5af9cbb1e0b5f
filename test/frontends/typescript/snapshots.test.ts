import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { typescriptFrontend } from '../../../server/src/frontends/typescript/index';
import { spansOf } from './spans';

/** `UPDATE=1` writes the snapshots anew: read them before you commit them. */
const update = process.env.UPDATE === '1';
const samples = readdirSync(__dirname).filter(name => /\.(js|tsx?)$/.test(name) && !isCode(name));

function isCode(name: string): boolean {
  return name.endsWith('.test.ts') || name === 'spans.ts' || name === 'snippets.ts';
}

describe('TypeScript facts', () => {
  for (const name of samples) {
    const text = readFileSync(join(__dirname, name), 'utf8');
    const snapshot = join(__dirname, `${name.replace(/\.\w+$/, '')}.facts.json`);

    it(`of ${name} are as recorded`, () => {
      const { facts } = typescriptFrontend.extract({ uri: `file:///${name}`, text });
      if (update) writeFileSync(snapshot, `${JSON.stringify(facts, null, 2)}\n`);
      assert.deepEqual(facts, JSON.parse(readFileSync(snapshot, 'utf8')));
    });

    it(`of ${name} are plain data with spans inside the file`, () => {
      const { facts } = typescriptFrontend.extract({ uri: `file:///${name}`, text });
      assert.deepEqual(structuredClone(facts), facts);
      facts.units.forEach((unit, index) => {
        const start = facts.starts[index] ?? -1;
        for (const span of spansOf(unit)) {
          assert.ok(span.start >= 0 && span.start <= span.end && start + span.end <= text.length, JSON.stringify(span));
        }
      });
    });

    it(`of ${name} name every stretch of text where it stands`, () => {
      const { facts } = typescriptFrontend.extract({ uri: `file:///${name}`, text });
      let runs = 0;
      facts.units.forEach((unit, index) => {
        for (const { cooked, run } of runsOf(unit)) {
          const at = (facts.starts[index] ?? 0) + run.source;
          assert.equal(text.slice(at, at + run.length), cooked.slice(run.cooked, run.cooked + run.length));
          runs += 1;
        }
      });
      if (name === 'templates.ts') assert.ok(runs > 8);
    });
  }
});

interface RunOfText {
  readonly cooked: string;
  readonly run: { readonly cooked: number; readonly source: number; readonly length: number };
}

function runsOf(value: unknown): RunOfText[] {
  if (value === null || typeof value !== 'object') return [];
  const own = value as { runs?: RunOfText['run'][]; cooked?: string; value?: string };
  const found = (own.runs ?? []).map(run => ({ cooked: own.cooked ?? own.value ?? '', run }));
  return [...found, ...Object.values(value).flatMap(runsOf)];
}
