import type { Dialect } from '../core/facts/sql-template';
import type { SeveritySetting } from '../core/finding';
import type { OptionValue, Rule } from '../core/rule';
import type { Span } from '../core/text';
import { isInside, type Uri } from '../core/uri';
import { type ReadLayer, readLayer } from './config-layer';
import { compileDialectGlobs } from './dialect-globs';
import { compileIgnoreGlobs } from './ignore-globs';
import { OWN_FINDINGS } from './own-findings';

/** What one source of settings says, as read from JSON: nothing is known to be right yet. */
export interface ConfigLayer {
  readonly source: 'user' | 'project-file' | 'folder';
  /** The folder it speaks for; absent for user settings. */
  readonly folder?: Uri;
  /** Where it was read, for messages. */
  readonly origin?: Uri;
  /** The text it was read from, which may hold comments and trailing commas. Where it is given, `value` is not looked at. */
  readonly text?: string;
  readonly value: unknown;
}

/** In any order; precedence is by source: defaults < user < project-file < folder. */
export type ConfigLayers = readonly ConfigLayer[];

/**
 * What the JSON of a layer may hold:
 * `{ "rules": { "<id>": "warning", "<id>": { "severity": "error", "<option>": 5 } }, "ignore": ["legacy/**"],
 * "dialects": { "reports/**": "mysql" } }`.
 */
export const CONFIG_KEYS = ['$schema', 'rules', 'ignore', 'dialects'] as const;

/** What holds for one file. */
export interface EffectiveConfig {
  severity(ruleId: string): SeveritySetting;
  options(ruleId: string): Readonly<Record<string, OptionValue>>;
  ignores(uri: Uri): boolean;
  /** The dialect of SQL in the file, where a setting names one. */
  dialect(uri: Uri): Dialect | undefined;
}

export interface Configuration {
  forFile(uri: Uri): EffectiveConfig;
  /** The files that settings were read from, each with what is wrong in it. */
  readonly files: readonly ConfigFile[];
  /** What is wrong in settings that come from no file. */
  readonly messages: readonly string[];
}

export interface ConfigFile {
  readonly uri: Uri;
  readonly text: string;
  readonly problems: readonly ConfigProblem[];
}

export interface ConfigProblem {
  readonly message: string;
  /** Counts from the start of the file. */
  readonly span: Span;
}

const SOURCE_RANK = { user: 0, 'project-file': 1, folder: 2 } as const;

/** Joins the layers: a later source wins over an earlier one, and among equals the nearer folder over the farther. */
export function buildConfiguration(layers: ConfigLayers, rules: readonly Rule[]): Configuration {
  const read = [...layers].sort(byPrecedence).map(layer => readLayer(layer, rules));
  const effective = new Map<string, EffectiveConfig>();
  return {
    forFile(uri) {
      const applying = read.filter(layer => layer.folder === undefined || isInside(uri, layer.folder));
      const key = applying.map(layer => read.indexOf(layer)).join(',');
      let config = effective.get(key);
      if (!config) {
        config = mergeLayers(applying, rules);
        effective.set(key, config);
      }
      return config;
    },
    files: read.flatMap(layer => layer.file ?? []),
    messages: read.flatMap(layer => layer.messages),
  };
}

function byPrecedence(a: ConfigLayer, b: ConfigLayer): number {
  const bySource = SOURCE_RANK[a.source] - SOURCE_RANK[b.source];
  if (bySource !== 0) return bySource;
  const [folderA, folderB] = [a.folder ?? '', b.folder ?? ''];
  return folderA.length - folderB.length || (folderA < folderB ? -1 : folderA > folderB ? 1 : 0);
}

function mergeLayers(layers: readonly ReadLayer[], rules: readonly Rule[]): EffectiveConfig {
  const severities = new Map<string, SeveritySetting>();
  const options = new Map<string, Record<string, OptionValue>>();
  for (const own of OWN_FINDINGS) severities.set(own.id, own.severity);
  for (const { meta } of rules) {
    severities.set(meta.id, meta.severity);
    options.set(
      meta.id,
      Object.fromEntries(Object.entries(meta.options).map(([name, option]) => [name, option.default])),
    );
  }
  for (const layer of layers) {
    for (const [id, setting] of layer.rules) {
      if (setting.severity !== undefined) severities.set(id, setting.severity);
      const known = options.get(id);
      if (known) Object.assign(known, setting.options);
    }
  }
  const ignores = compileIgnoreGlobs(
    layers.map(({ folder, ignore }) => ({ ...(folder ? { folder } : {}), patterns: ignore })),
  );
  return {
    severity: ruleId => severities.get(ruleId) ?? 'off',
    options: ruleId => options.get(ruleId) ?? {},
    ignores,
    dialect: compileDialectGlobs(layers),
  };
}
