import type { Frontend } from '../../core/frontend';
import { outlineTypeScript } from './outline';

/** TypeScript and JavaScript, read with TypeScript's parser alone: no program, no checker, no other file. */
export const typescriptFrontend: Frontend = {
  id: 'typescript',
  extensions: ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'],
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
      return renderTypeScript(intent, context);
    },
  },
};
