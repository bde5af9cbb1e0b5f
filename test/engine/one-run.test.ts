import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createOneRunGraph } from '../../server/src/model/one-run-graph';
import { readFixture, textsOf } from '../harness/fixture';
import { type Files, openWorkspace } from '../harness/workspace';

const RULES = join(__dirname, '../rules/n-plus-one');

async function findingsOf(files: Files, overrides: Parameters<typeof openWorkspace>[1]): Promise<readonly string[]> {
  const workspace = await openWorkspace(files, overrides);
  const reports = await workspace.check();
  assert.deepEqual(workspace.log, []);
  return [...reports].flatMap(([path, { findings }]) =>
    findings.map(({ id, span, message, related }) => JSON.stringify([path, id, span, message, related])),
  );
}

/** Cases in which one file leads to others, so that much is asked for before it was read. */
describe('a check whose graph keeps nothing but results', () => {
  for (const rule of readdirSync(RULES).sort()) {
    it(`finds what one that follows changes does: ${rule}`, async () => {
      for (const name of readdirSync(join(RULES, rule)).sort()) {
        const files = textsOf(readFixture(join(RULES, rule, name)));
        assert.deepEqual(
          await findingsOf(files, { graph: createOneRunGraph() }),
          await findingsOf(files, {}),
          `${rule}/${name}`,
        );
      }
    });
  }
});
