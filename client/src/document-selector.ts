import type { DocumentFilter } from 'vscode';

const LANGUAGES = ['javascript', 'javascriptreact', 'prisma', 'sql', 'svelte', 'typescript', 'typescriptreact', 'vue'];

/** Also by name: other extensions give these files languages of their own (`postgres`, `jsonc`). */
const PATTERNS = ['**/*.{prisma,sql}', '**/sargable.config.json'];

/** What the server reads: files on disk and documents that were never saved. */
export const documentSelector = [
  ...['file', 'untitled'].flatMap(scheme => LANGUAGES.map(language => ({ scheme, language }))),
  ...PATTERNS.map(pattern => ({ scheme: 'file', pattern })),
] satisfies DocumentFilter[];
