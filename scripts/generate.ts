/** `npm run generate [-- --check]`: writes what is made from the rules, or only says what is out of date. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { RULES } from '../server/src/rules/index';
import { generatedFiles } from './generated-files';

const root = join(__dirname, '..');
const check = process.argv.includes('--check');
const read = (path: string) => (existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined);

const stale = [...generatedFiles(RULES, read)].filter(([path, content]) => read(path) !== content);
for (const [path, content] of stale) {
  if (check) {
    console.error(`${path} is out of date: run npm run generate`);
  } else {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
    console.log(`Wrote ${path}`);
  }
}
if (check && stale.length > 0) process.exitCode = 1;
