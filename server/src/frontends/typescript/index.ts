import type { Frontend } from '../../core/frontend';

/** TypeScript and JavaScript, read with TypeScript's parser alone: no program, no checker, no other file. */
export const typescriptFrontend: Frontend = {
  id: 'typescript',
  extensions: ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'],
  needsHints: true,
  extract: (input, previous) => loadExtraction().extractTypeScript('typescript', input, previous),
  renderer: { render: (intent, context) => loadRendering().renderTypeScript(intent, context) },
};

// The parser is by far the largest part of the program, and a workspace of SQL files never needs it. A `require` in a
// function is what stays lazy in the bundle.

function loadExtraction(): typeof import('./extract') {
  return require('./extract');
}

function loadRendering(): typeof import('./render/index') {
  return require('./render/index');
}
