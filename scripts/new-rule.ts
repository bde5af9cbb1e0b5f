/** `npm run new-rule <family/name> "<summary>" [-- --scope table|query|function|statement|workspace]` */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { RuleScope } from '../server/src/core/rule';
import { complaintAboutId, newRuleFiles, registryWith } from './new-rule-files';
import { runTool } from './run-tool.mjs';

const root = join(__dirname, '..');
const registry = 'server/src/rules/index.ts';
const scopes: readonly RuleScope[] = ['table', 'query', 'function', 'statement', 'workspace'];

process.exitCode = main();

function main(): number {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { scope: { type: 'string', default: 'query' } },
  });
  const [id = '', summary = ''] = positionals;
  const scope = scopes.find(known => known === values.scope);
  if (!scope || summary.trim() === '' || positionals.length !== 2) {
    return refuse(
      `Usage: npm run new-rule <family/name> "<the defect in a few words>" [-- --scope ${scopes.join('|')}]`,
    );
  }
  const complaint = complaintAboutId(id);
  if (complaint) return refuse(complaint);

  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const files = newRuleFiles({ id, summary: summary.trim().replace(/\.$/, ''), scope, since: version });
  const existing = [...files.keys()].filter(path => existsSync(join(root, path)));
  if (existing.length > 0) return refuse(`${existing.join(', ')} exists already.`);
  const registered = registryWith(readFileSync(join(root, registry), 'utf8'), id);
  for (const [path, content] of files) write(path, content);
  write(registry, registered);
  const formatted = runTool('@biomejs/biome', ['check', '--write', registry, `server/src/rules/${id}.ts`]);
  const generated = runTool('tsx', ['scripts/generate.ts']);
  if (formatted !== 0 || generated !== 0) return 1;
  console.log(`
Next: write the defect into test/rules/${id}/reports, its look-alikes into folders named after why they are fine,
see \`npm test -- -g ${id}\` red, write the rule, fill its page, then run
npm run generate && npm run check`);
  return 0;
}

function write(path: string, content: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
  console.log(`Wrote ${path}`);
}

function refuse(sentence: string): number {
  console.error(sentence);
  return 2;
}
