import {
  findNodeAtLocation,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import type { Dialect } from '../core/facts/sql-template';
import type { SeveritySetting } from '../core/finding';
import { suggestName } from '../core/nearest-name';
import type { OptionValue, Rule } from '../core/rule';
import type { Span } from '../core/text';
import type { Uri } from '../core/uri';
import { CONFIG_KEYS, type ConfigFile, type ConfigLayer, type ConfigProblem } from './config';
import { OWN_FINDINGS } from './own-findings';

/** A layer of which only what is right is left. */
export interface ReadLayer {
  readonly folder?: Uri;
  readonly rules: ReadonlyMap<string, RuleSetting>;
  readonly ignore: readonly string[];
  /** In the order in which they are written. */
  readonly dialects: readonly DialectSetting[];
  readonly file?: ConfigFile;
  /** What is wrong, when the layer comes from no file. */
  readonly messages: readonly string[];
}

interface RuleSetting {
  readonly severity?: SeveritySetting;
  readonly options: Readonly<Record<string, OptionValue>>;
}

/** Whose files are written in which dialect. */
export interface DialectSetting {
  readonly glob: string;
  readonly dialect: Dialect;
}

type Path = readonly (string | number)[];
/** Says what is wrong with the entry at `path`; `key` points to its name instead of its value. */
type Complain = (path: Path, part: 'key' | 'value', message: string) => void;

const SEVERITY_SETTINGS: readonly SeveritySetting[] = ['off', 'hint', 'info', 'warning', 'error'];
/** What SQL in files may be written in. MariaDB's is MySQL's. */
export const DIALECTS = ['postgres', 'mysql', 'sqlite', 'sqlserver', 'cockroach'] as const satisfies readonly Dialect[];
const DIALECT_LIST = 'one of "postgres", "mysql" (for MariaDB too), "sqlite", "sqlserver" and "cockroach"';
const SEVERITY_LIST = 'one of "error", "warning", "info", "hint" and "off"';

export function readLayer(layer: ConfigLayer, rules: readonly Rule[]): ReadLayer {
  const problems: ConfigProblem[] = [];
  const messages: string[] = [];
  let value = layer.value;
  let tree: Node | undefined;
  if (layer.text !== undefined) {
    const errors: ParseError[] = [];
    tree = parseTree(layer.text, errors, { allowTrailingComma: true, allowEmptyContent: true });
    value = tree ? getNodeValue(tree) : {};
    const [first] = errors;
    if (first) problems.push(syntaxProblem(first, layer.text));
  }
  const complain: Complain = (path, part, message) => {
    if (tree && layer.origin !== undefined) problems.push({ message, span: spanOf(tree, path, part) });
    else messages.push(layer.origin === undefined ? `settings: ${message}` : `${layer.origin}: ${message}`);
  };
  const content = readContent(value, rules, complain);
  return {
    ...(layer.folder === undefined ? {} : { folder: layer.folder }),
    ...content,
    ...(layer.origin !== undefined && layer.text !== undefined
      ? { file: { uri: layer.origin, text: layer.text, problems } }
      : {}),
    messages,
  };
}

type Content = Pick<ReadLayer, 'rules' | 'ignore' | 'dialects'>;

function readContent(value: unknown, rules: readonly Rule[], complain: Complain): Content {
  const settings = new Map<string, RuleSetting>();
  let ignore: string[] = [];
  let dialects: readonly DialectSetting[] = [];
  if (value === undefined || value === null) return { rules: settings, ignore, dialects };
  if (!isObject(value)) {
    complain([], 'value', 'The configuration must be an object.');
    return { rules: settings, ignore, dialects };
  }
  for (const [key, entry] of Object.entries(value)) {
    if (key === 'rules') readRules(entry, rules, settings, complain);
    else if (key === 'ignore') ignore = readIgnore(entry, complain);
    else if (key === 'dialects') dialects = readDialects(entry, complain);
    else if (key !== '$schema') {
      complain([key], 'key', `Unknown key "${key}".${suggestName(key, CONFIG_KEYS)}`);
    }
  }
  return { rules: settings, ignore, dialects };
}

function readDialects(value: unknown, complain: Complain): readonly DialectSetting[] {
  if (!isObject(value)) {
    complain(['dialects'], 'value', '"dialects" must be an object of globs and the dialects of their files.');
    return [];
  }
  return Object.entries(value).flatMap(([glob, name]): readonly DialectSetting[] => {
    const path = ['dialects', glob];
    if (glob.trim() === '' || glob.startsWith('!')) {
      complain(path, 'key', 'A glob of "dialects" must name files: it may not be empty or start with "!".');
      return [];
    }
    const dialect = DIALECTS.find(known => known === name);
    if (dialect !== undefined) return [{ glob, dialect }];
    const hint = typeof name === 'string' ? suggestName(name, DIALECTS) : '';
    complain(path, 'value', `The dialect of "${glob}" must be ${DIALECT_LIST}.${hint}`);
    return [];
  });
}

function readIgnore(value: unknown, complain: Complain): string[] {
  if (!Array.isArray(value)) {
    complain(['ignore'], 'value', '"ignore" must be a list of globs.');
    return [];
  }
  return value.filter((glob, i): glob is string => {
    const right = typeof glob === 'string' && glob.trim() !== '';
    if (!right) complain(['ignore', i], 'value', 'A glob of "ignore" must be a text that is not empty.');
    return right;
  });
}

function readRules(value: unknown, rules: readonly Rule[], into: Map<string, RuleSetting>, complain: Complain): void {
  if (!isObject(value)) {
    complain(['rules'], 'value', '"rules" must be an object of rule ids and their settings.');
    return;
  }
  const ids = [...rules.map(rule => rule.meta.id), ...OWN_FINDINGS.map(own => own.id)];
  for (const [id, setting] of Object.entries(value)) {
    const path = ['rules', id];
    if (!ids.includes(id)) {
      complain(path, 'key', `Unknown rule "${id}".${suggestName(id, ids)}`);
    } else if (typeof setting === 'string') {
      const severity = readSeverity(id, setting, path, complain);
      if (severity !== undefined) into.set(id, { severity, options: {} });
    } else if (isObject(setting)) {
      into.set(
        id,
        readRuleSetting(
          id,
          setting,
          rules.find(rule => rule.meta.id === id),
          complain,
        ),
      );
    } else {
      complain(
        path,
        'value',
        `The setting of "${id}" must be ${SEVERITY_LIST}, or an object with "severity" and options.`,
      );
    }
  }
}

function readRuleSetting(
  id: string,
  setting: Record<string, unknown>,
  rule: Rule | undefined,
  complain: Complain,
): RuleSetting {
  const known = rule?.meta.options ?? {};
  const options: Record<string, OptionValue> = {};
  let severity: SeveritySetting | undefined;
  for (const [name, value] of Object.entries(setting)) {
    const path = ['rules', id, name];
    const option = Object.hasOwn(known, name) ? known[name] : undefined;
    if (name === 'severity') {
      severity = readSeverity(id, value, path, complain);
    } else if (!option) {
      complain(
        path,
        'key',
        `"${id}" has no option "${name}".${suggestName(name, ['severity', ...Object.keys(known)])}`,
      );
    } else if (hasTypeOf(value, option.default)) {
      options[name] = value;
    } else {
      complain(path, 'value', `The option "${name}" of "${id}" must be ${typeWords(option.default)}.`);
    }
  }
  return { ...(severity === undefined ? {} : { severity }), options };
}

function readSeverity(id: string, value: unknown, path: Path, complain: Complain): SeveritySetting | undefined {
  const severity = SEVERITY_SETTINGS.find(known => known === value);
  if (severity === undefined) {
    const hint = typeof value === 'string' ? suggestName(value, SEVERITY_SETTINGS) : '';
    complain(path, 'value', `The severity of "${id}" must be ${SEVERITY_LIST}.${hint}`);
  }
  return severity;
}

function hasTypeOf(value: unknown, sample: OptionValue): value is OptionValue {
  if (typeof sample === 'object') return Array.isArray(value) && value.every(item => typeof item === 'string');
  return typeof value === typeof sample && (typeof value !== 'number' || Number.isFinite(value));
}

function typeWords(sample: OptionValue): string {
  if (typeof sample === 'object') return 'a list of texts';
  if (typeof sample === 'boolean') return 'true or false';
  return typeof sample === 'number' ? 'a number' : 'a text';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function syntaxProblem(error: ParseError, text: string): ConfigProblem {
  const words = printParseErrorCode(error.error)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
  // At the end of the text the parser's range is empty; a squiggle needs a character.
  const start = Math.min(error.offset, Math.max(text.length - 1, 0));
  return {
    message: `The file is not valid JSON: ${words}.`,
    span: { start, end: Math.min(start + Math.max(error.length, 1), text.length) },
  };
}

function spanOf(tree: Node, path: Path, part: 'key' | 'value'): Span {
  const value = findNodeAtLocation(tree, [...path]) ?? tree;
  const node = (part === 'key' ? value.parent?.children?.[0] : undefined) ?? value;
  return { start: node.offset, end: node.offset + node.length };
}
