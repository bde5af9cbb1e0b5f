import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const root = join(__dirname, '..');
const PAGES = [
  'README.md',
  'CHANGELOG.md',
  'docs/architecture.md',
  'docs/contributing.md',
  'docs/gotchas.md',
  'docs/performance.md',
];

/** Every page of the project, by path. */
function readPages(): Map<string, string> {
  const below = readdirSync(join(root, 'docs'), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name.endsWith('.md'))
    .map(entry => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
  const paths = [...new Set([...PAGES, ...below])].filter(path => existsSync(join(root, path)));
  return new Map(paths.map(path => [path, readFileSync(join(root, path), 'utf8')]));
}

function withoutCode(text: string): string {
  return text.replace(/^```[\s\S]*?^```$/gm, '').replace(/`[^`\n]*`/g, '');
}

/** The anchors that GitHub makes of headings. */
function anchorsOf(text: string): string[] {
  return [...text.replace(/^```[\s\S]*?^```$/gm, '').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  );
}

describe('documentation', () => {
  const pages = readPages();

  for (const path of PAGES) {
    it(`${path} exists and begins with its title`, () => {
      assert.match(pages.get(path) ?? '', /^# \S/, `${path} is missing or has no title`);
    });
  }

  it('links to what exists', () => {
    const broken: string[] = [];
    for (const [path, text] of pages) {
      for (const [, target = ''] of withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)) {
        if (/^[a-z]+:/.test(target)) continue;
        const [file = '', anchor] = target.split('#');
        const linked = file === '' ? path : relative(root, join(root, dirname(path), file)).replaceAll('\\', '/');
        const exists = existsSync(join(root, linked));
        const anchored =
          anchor === undefined || !pages.has(linked) || anchorsOf(pages.get(linked) ?? '').includes(anchor);
        if (!exists || !anchored) broken.push(`${path} links to ${target}`);
      }
    }
    assert.deepEqual(broken, []);
  });

  it('names scripts that exist', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const unknown: string[] = [];
    for (const [path, text] of pages) {
      for (const [, name = ''] of text.matchAll(/\bnpm run ([a-z][a-z0-9:-]*)/g)) {
        if (!(name in scripts)) unknown.push(`${path} names npm run ${name}`);
      }
    }
    assert.deepEqual(unknown, []);
  });

  it('names sources that exist', () => {
    const missing: string[] = [];
    for (const [path, text] of pages) {
      const prose = text.replace(/^```[\s\S]*?^```$/gm, '');
      for (const [, file = ''] of prose.matchAll(
        /`((?:server|client|test|scripts|bench)\/[\w./-]+\.(?:ts|mjs|cjs|json|md))`/g,
      )) {
        if (!existsSync(join(root, file))) missing.push(`${path} names ${file}`);
      }
    }
    assert.deepEqual(missing, []);
  });

  it('architecture.md states the invariants and the layers', () => {
    const text = pages.get('docs/architecture.md') ?? '';
    assert.ok((text.match(/\*\*Invariant/g) ?? []).length >= 10, 'ten lines that begin with **Invariant**');
    for (const layer of readdirSync(join(root, 'server/src'))) assert.match(text, new RegExp(`\\b${layer}\\b`), layer);
  });
});
