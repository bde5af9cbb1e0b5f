import type { Frontend } from '../../core/frontend';
import { extractTypeScript } from './extract';
import { renderTypeScript } from './render/index';

/** TypeScript and JavaScript, read with TypeScript's parser alone: no program, no checker, no other file. */
export const typescriptFrontend: Frontend = {
  id: 'typescript',
  extensions: ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'],
  needsHints: true,
  extract: (input, previous) => extractTypeScript('typescript', input, previous),
  renderer: { render: renderTypeScript },
};
