import type { FileEdit } from '../core/fix';

/**
 * Both edits of a file declare a name of the same spelling. Each was made for the text as it is, in which the name was
 * free: applied together they may declare it twice in one scope. Words in a text may count, and make one of them wait.
 */
export function declareAlike(a: FileEdit, b: FileEdit): boolean {
  const names = namesDeclaredBy(a);
  return [...namesDeclaredBy(b)].some(name => names.has(name));
}

function namesDeclaredBy({ edits }: FileEdit): ReadonlySet<string> {
  return new Set(edits.flatMap(({ newText }) => [...newText.matchAll(DECLARATION)].map(([, name = '']) => name)));
}

const DECLARATION = /\b(?:const|let|var|function\*?|class)\s+([\p{ID_Start}$_][\p{ID_Continue}$]*)/gu;
