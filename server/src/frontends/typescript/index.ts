import type { Frontend } from '../../core/frontend';
import { outlineTypeScript } from './outline';
import { renderInScripts } from './render-in-scripts';

/** TypeScript and JavaScript, also in the scripts of single-file components, read with TypeScript's parser alone: no program, no checker, no other file. */
export const typescriptFrontend: Frontend = {
  id: 'typescript',
  extensions: ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.vue', '.svelte'],
  needsHints: true,
  outline: outlineTypeScript,
  // The parser is by far the largest part of the program, and a workspace of SQL files never needs it. A `require` in a
  // function is what stays lazy in the bundle.
  extract(input, previous) {
    const { extractTypeScript }: typeof import('./extract') = require('./extract');
    return extractTypeScript('typescript', input, previous);
  },
  renderer: {
    render(intent, context) {
      const { renderTypeScript }: typeof import('./render/index') = require('./render/index');
      return renderInScripts(renderTypeScript, intent, context);
    },
  },
};
