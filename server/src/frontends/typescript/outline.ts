import type { ModuleOutline } from '../../core/frontend';
import { carriedNamesIn } from './carried-names';
import { exportedNamesIn } from './exported-names';
import { ownText } from './own-text';

/**
 * What a module's text says of its imports, found without parsing: every file of a workspace is looked at this way. A word
 * in a comment may pass for an import; it costs a look at a file, never a finding.
 */
export function outlineTypeScript(text: string): ModuleOutline {
  const imports = new Set<string>();
  const types = new Set<string>();
  const mayImplement = text.includes('implements');
  const names = new Map<string, string>();
  for (const [, type, clause = '', from, bare] of importsIn(text)) {
    const specifier = from ?? bare ?? '';
    if (mayImplement) for (const [name] of clause.matchAll(/[\w$]+/g)) names.set(name, specifier);
    if ((type || isTypesOnly(clause)) && !NAMES_A_SERVICE.test(`${clause} ${specifier}`)) types.add(specifier);
    else imports.add(specifier);
  }
  const contracts = new Set<string>();
  for (const [, list = ''] of mayImplement ? text.matchAll(IMPLEMENTS) : []) {
    for (const [name] of list.matchAll(/[\w$]+/g)) {
      const specifier = names.get(name);
      if (specifier !== undefined) contracts.add(specifier);
    }
  }
  const exports = exportedNamesIn(text);
  const carries = carriedNamesIn(text);
  return {
    imports: [...imports].map(ownText),
    types: [...types].map(ownText),
    implements: [...contracts].map(ownText),
    repeats: WAITS.test(text) && REPEATS.test(text) && !RUNS_IN_BROWSER.test(text),
    ...(exports ? { exports } : {}),
    ...(carries.length > 0 ? { carries } : {}),
  };
}

/** Looking for words is many times as fast as matching statements, and most of a text lies between two of them. */
function* importsIn(text: string): Generator<RegExpExecArray> {
  for (const word of ['import', 'export', 'require']) {
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
      IMPORT.lastIndex = at;
      const found = IMPORT.exec(text);
      if (found) yield found;
    }
  }
}

/** `import …, export … from 'x'`, `require('x')`, `import('x')`. */
const IMPORT =
  /\b(?:(?:import|export)\s+(type\s+)?([\w$*{}\s,]*)\bfrom\s*['"]([^'"\n]+)['"]|(?:require|import)\s*\(?\s*['"]([^'"\n]+)['"])/y;

const IMPLEMENTS = /\bimplements\s+([\w$.,\s<>]+?)\s*\{/g;

/** What only types are taken from runs nothing as a rule; the types of services are what injected objects have. */
const NAMES_A_SERVICE = /service|repo|store|dao|client|context|provider|gateway|manager|handler|module|db|database/i;

function isTypesOnly(clause: string): boolean {
  const names = /^\{([^}]*)\}$/
    .exec(clause.trim())?.[1]
    ?.split(',')
    .filter(name => name.trim() !== '');
  return names !== undefined && names.length > 0 && names.every(name => /^\s*type\s/.test(name));
}

const REPEATS =
  /\bfor\s*(?:await\s*)?\(|\.(?:some|every|find)\(|\b(?:each|forEach|map|flatMap|filter|reduce|transform|forIn|forOwn|times|fromAsync|detect)(?:Right|Deep|Values|Of|Async)?(?:Series|Limit)?\(|\bp(?:Map|EachSeries|Filter|All|Times|Reduce|FlatMap)\(|(?:Resolve|Resolver)[A-Z]?\w*\(|[rR]esolvers?\b|\bresolve\s*:|\bresolve\([^()]*\)\s*\{|\b(?:while|do)\b/;

/** React's mark of a module that runs in the browser, where no database is; only comments may stand before it. */
const RUNS_IN_BROWSER = /^(?:\s|\/\/[^\n]*|\/\*(?:[^*]|\*(?!\/))*\*\/)*['"]use client['"]/;

/** Without a promise or a database that answers at once nothing waits for rows. */
const WAITS = /\bawait\b|\basync\b|\bPromise\b|\.then\(|Sync\b|\.prepare\(/;
