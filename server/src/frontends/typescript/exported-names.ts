import type { ExportedNames } from '../../core/frontend';
import { ownText } from './own-text';

/**
 * The names that a module exports, found without parsing it. Undefined where an export is written in a way that is not understood here, so that what is not among the names is really
 * not exported. A word in a comment may count as a name, which costs a look at a file.
 */
export function exportedNamesIn(text: string): ExportedNames | undefined {
  const names = new Set<string>();
  const passesOn = new Set<string>();
  // Most of a text lies between two exports: looking for the word is many times as fast as matching statements.
  for (let start = text.indexOf(WORD); start >= 0; start = text.indexOf(WORD, start + WORD.length)) {
    const at = start + WORD.length;
    if (isPartOfWord(text[start - 1])) continue;
    if (match(ASSIGNED, text, at)) return undefined;
    if (isPartOfWord(text[at]) || !mayBeginStatement(text, start) || match(NO_STATEMENT, text, at)) continue;
    if (!readExport(text, at, names, passesOn)) return undefined;
  }
  return { names: [...names].map(ownText), passesOn: [...passesOn].map(ownText) };
}

function readExport(text: string, at: number, names: Set<string>, passesOn: Set<string>): boolean {
  const declared = match(DECLARATION, text, at);
  if (declared) {
    names.add(declared[1] === undefined ? (declared[2] ?? '') : 'default');
    return true;
  }
  const variables = match(VARIABLES, text, at);
  // The declarators go on in the next line, or it is a list of something else that does.
  if (variables) return addNames(names, variables[1]) && !/,\s*$/.test(variables[1] ?? '');
  const listed = match(LIST, text, at);
  if (listed) return addNames(names, listed[1]);
  const [, alias, from] = match(ALL, text, at) ?? [];
  if (from === undefined) return false;
  if (alias === undefined) passesOn.add(from);
  else names.add(alias);
  return true;
}

function addNames(names: Set<string>, list = ''): true {
  for (const [name] of list.matchAll(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu)) names.add(name);
  return true;
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** Elsewhere it is a word in a comment or a text. */
function mayBeginStatement(text: string, start: number): boolean {
  let before = start - 1;
  while (text[before] === ' ' || text[before] === '\t') before -= 1;
  const last = text[before];
  if (last === '/') return text[before - 1] === '*';
  return last === undefined || last === '\n' || last === '\r' || last === ';' || last === '}';
}

function isPartOfWord(character: string | undefined): boolean {
  return character !== undefined && /[\w$]/.test(character);
}

const WORD = 'export';

/** `exports.load = …`, `export = …`, `export import A = …`, `export as namespace A`. */
const ASSIGNED = /s\b|\s*=|\s+(?:import|as)\b/y;

/** A property, a call or a label of that name. */
const NO_STATEMENT = /\s*[:(.?]/y;

const DECLARATION =
  /\s+(?:(default)\b|(?:declare\s+)?(?:abstract\s+)?(?:async\s+)?(?:class|function(?:\s*\*)?|interface|type(?=\s+[\w$]+\s*[<=])|enum|const\s+enum|namespace|module)\s*([\p{ID_Start}$_][\p{ID_Continue}$]*))/uy;

/** With all names in the rest of the line, or of the pattern that takes an object or a list apart. */
const VARIABLES = /\s+(?:declare\s+)?(?:const|let|var)\s+([^;={\n[]*(?:[{[][^=;]*)?(?:=[^\n]*)?)/uy;

const LIST = /\s*(?:type\s*)?\{([^}]*)\}/uy;

const ALL = /\s*(?:type\s*)?\*\s*(?:as\s+([\w$]+|['"][^'"]*['"])\s*)?from\s*['"]([^'"\n]+)['"]/uy;
