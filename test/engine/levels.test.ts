import assert from 'node:assert/strict';
import { openWorkspace } from '../harness/workspace';

describe('level of a finding', () => {
  const service = (parameters: string, hole: string) => `import { Pool } from 'pg';
const pool = new Pool();
export const rows = (${parameters}) => pool.query(\`SELECT id FROM orders WHERE status = \${${hole}}\`);
`;
  const CASES: readonly (readonly [name: string, parameters: string, hole: string, level: string])[] = [
    ['the default of the rule for a text', 'status: string', 'status', 'warning'],
    ['two steps down for a number', 'status: number', 'status', 'hint'],
    ['a step up for what a request holds', 'req: { body: { status: string } }', 'req.body.status', 'error'],
  ];

  for (const [name, parameters, hole, level] of CASES) {
    it(`is ${name}`, async () => {
      const workspace = await openWorkspace(new Map([['src/orders.ts', service(parameters, hole)]]));
      const report = (await workspace.check()).get('src/orders.ts');
      assert.deepEqual(
        report?.findings.map(({ ruleId, severity }) => `${ruleId} ${severity}`),
        [`injection/interpolated-query ${level}`],
      );
    });
  }

  it('moves with the default that a user sets, by the same steps', async () => {
    const workspace = await openWorkspace(
      new Map([
        ['src/orders.ts', service('status: number', 'status')],
        ['sargable.config.json', '{ "rules": { "injection/interpolated-query": "error" } }'],
      ]),
    );
    const report = (await workspace.check()).get('src/orders.ts');
    assert.deepEqual(
      report?.findings.map(({ severity }) => severity),
      ['info'],
    );
  });

  it('is a step down for the same question behind a call, and two where one kind of element asks it', async () => {
    const schema = `import type { Knex } from 'knex';
export const routes = (knex: Knex, depot: number) => knex('routes').where({ depot });
export async function print(knex: Knex, parts: string[], depot: number, write: (rows: unknown) => void) {
  for (const part of parts) write([part, await routes(knex, depot)]);
  for (const part of parts) if (part === 'routes') write(await routes(knex, depot));
}
`;
    const workspace = await openWorkspace(new Map([['src/print.ts', schema]]));
    const report = (await workspace.check()).get('src/print.ts');
    assert.deepEqual(
      report?.findings.map(({ ruleId, severity }) => `${ruleId} ${severity}`),
      ['n-plus-one/loop-invariant-query info', 'n-plus-one/loop-invariant-query hint'],
    );
  });
});
