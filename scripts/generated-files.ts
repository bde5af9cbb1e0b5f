import type { SeveritySetting } from '../server/src/core/finding';
import type { OptionMeta, OptionValue, Rule, RuleMeta } from '../server/src/core/rule';
import { DIALECTS } from '../server/src/engine/config-layer';
import { OWN_FINDINGS } from '../server/src/engine/own-findings';

/** Reads a file of the project; undefined when there is none. */
export type ReadFile = (path: string) => string | undefined;

/** Every file that is made from the rules, wholly or in part, with its content as it should be. */
export function generatedFiles(rules: readonly Rule[], read: ReadFile): ReadonlyMap<string, string> {
  const metas = rules.map(rule => rule.meta);
  const files = new Map([
    ['package.json', manifestWithSettings(read('package.json') ?? '{}', metas)],
    ['schemas/sargable.config.schema.json', json(configurationSchema(metas))],
    ['docs/rules/README.md', ruleIndex(metas)],
  ]);
  for (const meta of metas) {
    const path = `docs/rules/${meta.id}.md`;
    files.set(path, rulePage(read(path) ?? newRulePage(), meta));
  }
  return files;
}

const SEVERITIES: readonly SeveritySetting[] = ['error', 'warning', 'info', 'hint', 'off'];
const SEVERITY_WORDS = [
  'Fails a check in CI that stops at errors.',
  'The usual level of a defect.',
  'Worth knowing; shown in the Problems panel.',
  'Three dots under the code, no entry in the Problems panel.',
  'Not looked for.',
];

/** The rules' part of the settings is the second section. No defaults: they would hide what the project's own file says. */
function manifestWithSettings(text: string, metas: readonly RuleMeta[]): string {
  const manifest = JSON.parse(text);
  const [general] = manifest.contributes.configuration;
  manifest.contributes.configuration = [
    general,
    {
      title: 'Rules and files',
      properties: {
        'sargable.rules': {
          scope: 'resource',
          order: 3,
          markdownDescription:
            'How severe each rule is, such as `{ "index/fk-without-index": "error" }`, and its options: [all rules](https://github.com/sargable/sargable/blob/main/docs/rules/README.md). `sargable.config.json` wins over user settings, and the settings of a workspace folder win over it.',
          ...rulesSchema(metas, 'markdownDescription'),
        },
        'sargable.ignore': { scope: 'resource', order: 4, ...ignoreSchema('markdownDescription') },
        'sargable.dialects': { scope: 'resource', order: 5, ...dialectsSchema('markdownDescription') },
      },
    },
  ];
  return json(manifest);
}

function configurationSchema(metas: readonly RuleMeta[]): object {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Configuration of Sargable',
    type: 'object',
    additionalProperties: false,
    properties: {
      $schema: { type: 'string' },
      rules: { description: 'How severe each rule is, and its options.', ...rulesSchema(metas, 'description') },
      ignore: ignoreSchema('description'),
      dialects: dialectsSchema('description'),
    },
  };
}

type DescriptionKey = 'description' | 'markdownDescription';

function ignoreSchema(key: DescriptionKey): object {
  return {
    type: 'array',
    items: { type: 'string', minLength: 1 },
    [key]: 'Files to leave out, as in `.gitignore`: globs relative to the folder, `!` takes one back.',
  };
}

function dialectsSchema(key: DescriptionKey): object {
  return {
    type: 'object',
    additionalProperties: { type: 'string', enum: DIALECTS },
    [key]:
      'The dialect of SQL files for which no schema, configuration or lock file says it: globs as in `ignore`, the last one that matches counts. `mysql` is MariaDB’s too.',
  };
}

function rulesSchema(metas: readonly RuleMeta[], key: DescriptionKey): object {
  const own = OWN_FINDINGS.map(({ id, summary, severity }) => ({ id, summary, severity, options: {} }));
  const properties = Object.fromEntries(
    [...metas, ...own].map(({ id, summary, severity, options }) => [
      id,
      {
        [key]: `${summary}. ${severity === 'off' ? 'Off' : `${/^[aeiou]/.test(severity) ? 'An' : 'A'} ${severity}`} unless set otherwise.`,
        anyOf: [severitySchema(), ruleObjectSchema(options, key)],
      },
    ]),
  );
  return { type: 'object', additionalProperties: false, properties };
}

function severitySchema(): object {
  return { type: 'string', enum: SEVERITIES, enumDescriptions: SEVERITY_WORDS };
}

function ruleObjectSchema(options: Readonly<Record<string, OptionMeta>>, key: DescriptionKey): object {
  const properties = Object.entries(options).map(([name, option]) => [
    name,
    {
      ...typeSchema(option.default),
      [key]: `${option.description} ${JSON.stringify(option.default)} unless set otherwise.`,
    },
  ]);
  return {
    type: 'object',
    additionalProperties: false,
    properties: { severity: severitySchema(), ...Object.fromEntries(properties) },
  };
}

function typeSchema(sample: OptionValue): object {
  return typeof sample === 'object' ? { type: 'array', items: { type: 'string' } } : { type: typeof sample };
}

function ruleIndex(metas: readonly RuleMeta[]): string {
  const families = [...new Set(metas.map(meta => familyOf(meta.id)))];
  const sections = families.map(family => {
    const rows = metas
      .filter(meta => familyOf(meta.id) === family)
      .map(meta => `| [${meta.id}](${meta.id}.md) | ${meta.summary} | ${meta.severity} | ${databases(meta)} |`);
    return [`## ${family}`, '', '| rule | what | default | databases |', '|---|---|---|---|', ...rows, ''].join('\n');
  });
  const own = OWN_FINDINGS.map(({ id, summary, severity }) => `| \`${id}\` | ${summary} | ${severity} |`);
  return [
    '<!-- Written by `npm run generate`. -->',
    '# Rules',
    '',
    'The id of a rule is also its key in `sargable.config.json`, the code beside its message, and the word after `sargable-ignore`.',
    '',
    ...sections,
    '## Reported by Sargable itself',
    '',
    '| id | what | default |',
    '|---|---|---|',
    ...own,
    '',
  ].join('\n');
}

/** A page is written by hand but for two blocks: what the rule's meta says, and the sources. */
function rulePage(page: string, meta: RuleMeta): string {
  const withHeader = replaceBlock(page, 'header', header(meta), content => `${content}\n\n${withoutTitle(page)}`);
  return replaceBlock(withHeader, 'sources', sources(meta), content =>
    /^## Sources$/m.test(withHeader)
      ? withHeader
          .replace(/^## Sources$\n*/m, `## Sources\n\n${content}\n\n`)
          .trimEnd()
          .concat('\n')
      : `${withHeader.trimEnd()}\n\n## Sources\n\n${content}\n`,
  );
}

/** What a page holds before anyone has written it. */
export function newRulePage(): string {
  return ['## Bad', '', '## Good', '', '## When to ignore it', '', '## Cost at scale', '', '## Sources', ''].join('\n');
}

function replaceBlock(page: string, name: string, content: string, insert: (block: string) => string): string {
  const block = `<!-- generated: ${name} -->\n${content}\n<!-- /generated -->`;
  const existing = new RegExp(`<!-- generated: ${name} -->\\n[^]*?\\n<!-- /generated -->`);
  return existing.test(page) ? page.replace(existing, () => block) : insert(block);
}

function withoutTitle(page: string): string {
  return page.replace(/^\s*# .*\n+/, '').trimStart();
}

function header(meta: RuleMeta): string {
  const options = Object.entries(meta.options as Readonly<Record<string, OptionMeta>>);
  const rows = options.map(
    ([name, { description, default: value }]) => `| \`${name}\` | \`${JSON.stringify(value)}\` | ${description} |`,
  );
  return [
    `# ${meta.id}`,
    '',
    `${meta.summary}.`,
    '',
    `${sentences(meta.why)}\n${sentences(meta.remedy)}`,
    '',
    '| default | databases | since |',
    '|---|---|---|',
    `| ${meta.severity} | ${databases(meta)} | ${meta.since} |`,
    ...(rows.length > 0 ? ['', '| option | default | what |', '|---|---|---|', ...rows] : []),
  ].join('\n');
}

function sources(meta: RuleMeta): string {
  return meta.sources.map(({ title, url }) => (url ? `- [${title}](${url})` : `- ${title}`)).join('\n');
}

/** One sentence per line. */
function sentences(text: string): string {
  return text.replace(/([.!?]) (?=[A-Z`])/g, '$1\n');
}

const DATABASE_NAMES: Readonly<Record<RuleMeta['engines'][number], string>> = {
  postgres: 'PostgreSQL',
  mysql: 'MySQL',
  sqlite: 'SQLite',
  sqlserver: 'SQL Server',
  cockroach: 'CockroachDB',
  mongo: 'MongoDB',
  clickhouse: 'ClickHouse',
  oracle: 'Oracle',
  bigquery: 'BigQuery',
  snowflake: 'Snowflake',
  spanner: 'Spanner',
};

function databases(meta: RuleMeta): string {
  return meta.engines.map(engine => DATABASE_NAMES[engine]).join(', ');
}

function familyOf(id: string): string {
  return id.slice(0, id.indexOf('/'));
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
