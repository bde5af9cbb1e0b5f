import type { RuleScope } from '../server/src/core/rule';
import { newRulePage } from './generated-files';

export interface NewRule {
  readonly id: string;
  readonly summary: string;
  readonly scope: RuleScope;
  readonly since: string;
}

/** What is wrong with an id; undefined when it can be used. */
export function complaintAboutId(id: string): string | undefined {
  return /^[a-z][a-z0-9]*(-[a-z0-9]+)*\/[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)
    ? undefined
    : `'${id}' is not of the form family/name in lower case with dashes, such as index/fk-without-index.`;
}

/** The files that a new rule starts with. Its tests are red until someone has written it. */
export function newRuleFiles(rule: NewRule): ReadonlyMap<string, string> {
  const example = exampleFor(rule);
  return new Map([
    [`server/src/rules/${rule.id}.ts`, ruleSource(rule)],
    [`docs/rules/${rule.id}.md`, newRulePage()],
    [`test/rules/${rule.id}/reports/${example.file}`, example.bad],
    // The folder's name says why its files are fine: rename it.
    [`test/rules/${rule.id}/fine/${example.file}`, example.good],
  ]);
}

/** Adds the rule's import and its entry, in the order of ids. */
export function registryWith(source: string, id: string): string {
  const ids = new Map(
    [...source.matchAll(/^import \{ (\w+) \} from '\.\/([\w/-]+)';$/gm)].map(([, name, path]) => [name, path]),
  );
  const array = /^(export const RULES\b[^=]*= \[)([^\]]*)(\])/m.exec(source);
  if (!array) throw new Error('server/src/rules/index.ts has no array of the form `export const RULES = [ … ]`.');
  const [whole, opening = '', content = '', closing = ''] = array;
  const names = content
    .split(',')
    .map(name => name.trim())
    .filter(name => name !== '');
  const name = exportName(id);
  if (names.includes(name)) throw new Error(`${name} is registered already.`);
  ids.set(name, id);
  const sorted = [...names, name].sort((a, b) => compare(ids.get(a) ?? a, ids.get(b) ?? b));
  const entries = sorted.map(entry => `\n  ${entry},`).join('');
  const registered = source.replace(whole, () => `${opening}${entries}\n${closing}`);
  return `import { ${name} } from './${id}';\n${registered}`;
}

/** `index/fk-without-index` is exported as `fkWithoutIndex`. */
export function exportName(id: string): string {
  return id.slice(id.indexOf('/') + 1).replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const PARAMETERS: Readonly<Record<RuleScope, string>> = {
  table: '_table, _model',
  query: '_query, _model',
  function: '_fn, _model',
  repetition: '_calls, _model',
  sql: '_sql, _model',
  statement: '_statement, _model',
  workspace: '_model',
};

function ruleSource({ id, summary, scope, since }: NewRule): string {
  return `import { defineRule } from '../../core/rule';

export const ${exportName(id)} = defineRule({
  scope: '${scope}',
  meta: {
    id: '${id}',
    summary: ${quote(summary)},
    why: '',
    remedy: '',
    severity: 'warning',
    engines: ['postgres', 'mysql', 'sqlite'],
    since: '${since}',
    sources: [],
    options: {},
  },
  check(${PARAMETERS[scope]}) {
    return [];
  },
});
`;
}

function quote(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}

function exampleFor({ id, scope }: NewRule): { file: string; bad: string; good: string } {
  if (scope === 'table') return tableExample(id);
  return scope === 'statement' ? statementExample(id) : codeExample(id);
}

function statementExample(id: string) {
  const script = (mark: string) => `CREATE TABLE posts (id bigint PRIMARY KEY);\n${mark}`;
  return { file: 'migrations/0001_posts.sql', bad: script(`--           ^^^^^ ${id}\n`), good: script('') };
}

function tableExample(id: string) {
  const model = (mark: string) =>
    `datasource db {\n  provider = "postgresql"\n}\n\nmodel Post {\n  id    Int    @id\n  title String\n${mark}}\n`;
  return { file: 'schema.prisma', bad: model(`  //    ^^^^^^ ${id}\n`), good: model('') };
}

function codeExample(id: string) {
  const code = (mark: string) =>
    `import { PrismaClient } from '@prisma/client';\n\nconst prisma = new PrismaClient();\n\nexport function posts() {\n  return prisma.post.findMany();\n${mark}}\n`;
  return { file: 'posts.ts', bad: code(`  //     ^^^^^^^^^^^^^^^^^^^^^^ ${id}\n`), good: code('') };
}
