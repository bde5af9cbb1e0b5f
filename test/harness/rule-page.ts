/** What the tests ask of a rule's page. */
export interface RulePage {
  /** The headings of the second level in order. */
  readonly headings: readonly string[];
  readonly examples: readonly PageExample[];
}

/** A fenced block that says what the rule thinks of it: ```` ```ts invalid ````, ```` ```prisma valid ````. */
export interface PageExample {
  readonly verdict: 'invalid' | 'valid';
  /** The example and the blocks marked `context`, which belong to every example of the page, by path. */
  readonly files: ReadonlyMap<string, string>;
  /** The first line of the example, counted from one, for messages. */
  readonly line: number;
}

/** Where an example stands when its fence names no path: ```` ```ts invalid src/users.ts ````. */
const PATHS: Readonly<Record<string, string>> = {
  ts: 'src/example.ts',
  tsx: 'src/example.tsx',
  js: 'src/example.js',
  prisma: 'prisma/schema.prisma',
  sql: 'migrations/0001_example.sql',
};

/** What every example may rely on, unless the page brings its own. */
const DEFAULT_FILES = [
  ['package.json', JSON.stringify({ name: 'example', dependencies: { '@prisma/client': '7.10.0', pg: '8.23.1' } })],
] as const;

const FENCE = /^```([a-z]+)(?: +(invalid|valid|context))?(?: +(\S+))?\n([\s\S]*?)^```$/gm;

export function readRulePage(text: string): RulePage {
  const page = text.replaceAll('\r\n', '\n');
  const blocks = [...page.matchAll(FENCE)].map(({ index, 1: language = '', 2: role, 3: path, 4: code = '' }) => ({
    role,
    path: path ?? PATHS[language] ?? `example.${language}`,
    code,
    line: page.slice(0, index).split('\n').length + 1,
  }));
  const context = blocks.filter(({ role }) => role === 'context').map(({ path, code }) => [path, code] as const);
  const examples = blocks.flatMap(({ role, path, code, line }): PageExample[] =>
    role === 'invalid' || role === 'valid'
      ? [{ verdict: role, files: new Map([...DEFAULT_FILES, ...context, [path, code]]), line }]
      : [],
  );
  const prose = page.replace(FENCE, '');
  return { headings: [...prose.matchAll(/^## (.+)$/gm)].map(([, heading = '']) => heading.trim()), examples };
}
