const STRINGS_AND_COMMENTS =
  /("(?:\\.|[^"\\\r\n])*"|'(?:\\.|[^'\\\r\n])*'|`(?:\\[\s\S]|[^`\\])*`)|\/\/[^\r\n]*|\/\*[\s\S]*?\*\//g;

/** The text without its comments, which may hold settings that somebody has switched off. */
export function withoutComments(text: string): string {
  return text.replace(STRINGS_AND_COMMENTS, (_, string: string | undefined) => string ?? ' ');
}

/** What a `prisma.config.ts` says of paths, as written. */
export interface PrismaConfig {
  readonly schema?: string;
  readonly migrations?: string;
}

const STRING = /(?:'([^'\r\n]+)'|"([^"\r\n]+)"|`([^`$]+)`)/;
const PATH = `(?:${STRING.source}|(?:\\w+\\.)?(?:join|resolve)\\(([^()]*)\\))`;
const SCHEMA = new RegExp(`(?<![\\w.])schema['"]?\\s*:\\s*${PATH}`);
const MIGRATIONS = new RegExp(`(?<![\\w.])migrations['"]?\\s*:\\s*\\{[^{}]*?(?<![\\w.])path['"]?\\s*:\\s*${PATH}`);

/** Reads the literals of a `prisma.config.ts`. The file is never run: it is code of the workspace. */
export function readPrismaConfig(text: string): PrismaConfig {
  const code = withoutComments(text);
  const schema = pathOf(SCHEMA.exec(code));
  const migrations = pathOf(MIGRATIONS.exec(code));
  return { ...(schema === undefined ? {} : { schema }), ...(migrations === undefined ? {} : { migrations }) };
}

/** `'prisma/schema'`, and `path.join(__dirname, 'prisma', 'schema')` when it is made of literals. */
function pathOf(match: RegExpExecArray | null): string | undefined {
  if (!match) return undefined;
  const literal = match[1] ?? match[2] ?? match[3];
  if (literal !== undefined) return literal;
  const parts = (match[4] ?? '').split(',').map(part => part.trim());
  if (parts[0] === '__dirname' || parts[0] === 'import.meta.dirname') parts.shift();
  const strings = parts.filter(part => part !== '').map(part => STRING.exec(part));
  if (strings.length === 0 || strings.some(string => string === null)) return undefined;
  return strings.map(string => string?.[1] ?? string?.[2] ?? string?.[3] ?? '').join('/');
}
