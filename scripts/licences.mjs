// Writes the licence texts of everything that ends up in the bundles, and refuses what may not be shipped.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const permissive = new Set([
  'MIT',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'Unlicense',
  'BlueOak-1.0.0',
  '(MIT AND Zlib)',
  '(MIT AND BSD-3-Clause)',
]);

export function writeLicences({ root, files, target }) {
  const sections = [...packagesOf(files)].sort().map(folder => {
    const manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
    const licence = licenceOf(manifest, folder);
    const file = readdirSync(join(root, folder)).find(name => /^(licen[cs]e|copying)/i.test(name));
    const text = file ? readFileSync(join(root, folder, file), 'utf8').trim() : `Licence: ${licence}`;
    const notice = existsSync(join(root, folder, 'NOTICE'))
      ? `\n\n${readFileSync(join(root, folder, 'NOTICE'), 'utf8').trim()}`
      : '';
    return `${manifest.name} ${manifest.version} (${licence})\n\n${text}${notice}\n`;
  });
  const rule = `\n${'='.repeat(80)}\n\n`;
  writeFileSync(target, `Sargable's bundles contain the following packages.\n${rule}${sections.join(rule)}`);
}

/** The package folders that the given files lie in: `node_modules/a/node_modules/@b/c`. */
export function packagesOf(files) {
  const folders = new Set();
  for (const file of files) {
    const match = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file.replaceAll('\\', '/'));
    if (match) folders.add(match[0]);
  }
  return folders;
}

function licenceOf(manifest, folder) {
  const licence = typeof manifest.license === 'object' ? manifest.license?.type : manifest.license;
  if (!permissive.has(licence)) {
    throw new Error(
      `${folder} has the licence '${licence}', which is not on the list of permissive ones in scripts/licences.mjs.`,
    );
  }
  return licence;
}
