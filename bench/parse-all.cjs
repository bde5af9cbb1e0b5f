// The yardstick of a cold check: reads and parses every TypeScript file of a list, with the build of TypeScript that the
// command line loads.
'use strict';
const { readFileSync } = require('node:fs');

const [typescriptFile, listFile] = process.argv.slice(2);
const ts = require(typescriptFile);
globalThis.markForBench('loaded');
const files = readFileSync(listFile, 'utf8').split('\n').filter(Boolean);
let statements = 0;
for (const file of files) {
  const text = readFileSync(file, 'utf8');
  statements += ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false).statements.length;
}
globalThis.markForBench('parsed');
console.log(statements);
