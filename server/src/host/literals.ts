const STRINGS_AND_COMMENTS =
  /("(?:\\.|[^"\\\r\n])*"|'(?:\\.|[^'\\\r\n])*'|`(?:\\[\s\S]|[^`\\])*`)|\/\/[^\r\n]*|\/\*[\s\S]*?\*\//g;

/** The text without its comments, which may hold settings that somebody has switched off. */
export function withoutComments(text: string): string {
  return text.replace(STRINGS_AND_COMMENTS, (_, string: string | undefined) => string ?? ' ');
}

/**
 * The text between the brackets that open at `open`, without them; to the end of the text where they never close. Works on
 * code without comments.
 */
export function insideBrackets(code: string, open: number): string {
  const pattern = new RegExp(STRING_OR_BRACKET, 'g');
  pattern.lastIndex = open;
  let depth = 0;
  for (let match = pattern.exec(code); match; match = pattern.exec(code)) {
    if ('([{'.includes(match[0])) depth += 1;
    else if (')]}'.includes(match[0])) depth -= 1;
    if (depth === 0) return code.slice(open + 1, match.index);
  }
  return code.slice(open + 1);
}

const STRING_OR_BRACKET = /"(?:\\.|[^"\\\r\n])*"|'(?:\\.|[^'\\\r\n])*'|`(?:\\[\s\S]|[^`\\])*`|[()[\]{}]/;

/** The arguments of every call of a name (`DataSource`, `defineConfig`), as text. Works on code without comments. */
export function argumentsOf(code: string, name: string): readonly string[] {
  const calls = [...code.matchAll(new RegExp(`(?<![\\w$])(?:${name})\\s*(?:<[^<>()]*>)?\\s*\\(`, 'g'))];
  return calls.map(match => insideBrackets(code, match.index + match[0].length - 1));
}

/**
 * The texts of a property: of `name: 'a'`, `name: ['a', 'b']` and `name: path.join(__dirname, 'a')`. Undefined where no
 * such property is a text; what is not a text inside a list is left out. Works on code without comments.
 */
export function textsOfProperty(code: string, name: string): readonly string[] | undefined {
  for (const match of code.matchAll(new RegExp(`(?<![\\w.$])['"]?${name}['"]?\\s*:\\s*`, 'g'))) {
    const start = match.index + match[0].length;
    if (code[start] === '[') {
      const texts = splitList(insideBrackets(code, start)).flatMap(item => textOf(item) ?? []);
      return texts;
    }
    const text = textOf(firstExpression(code.slice(start)));
    if (text !== undefined) return [text];
  }
  return undefined;
}

/** The text of a property that has one; the first where there are several. */
export function textOfProperty(code: string, name: string): string | undefined {
  return textsOfProperty(code, name)?.[0];
}

/** The expression that starts a text: up to the comma or bracket that ends it. */
function firstExpression(code: string): string {
  return splitList(code, 1)[0] ?? '';
}

/** Cuts `a, f(b, c), d` at the commas outside of all brackets and strings. */
function splitList(code: string, limit = Number.POSITIVE_INFINITY): readonly string[] {
  const items: string[] = [];
  const pattern = new RegExp(`${STRING_OR_BRACKET.source}|[,;]`, 'g');
  let depth = 0;
  let from = 0;
  for (let match = pattern.exec(code); match && items.length < limit; match = pattern.exec(code)) {
    if ('([{'.includes(match[0])) depth += 1;
    else if (')]}'.includes(match[0])) depth -= 1;
    const ends = depth < 0 || (depth === 0 && (match[0] === ',' || match[0] === ';'));
    if (!ends) continue;
    items.push(code.slice(from, match.index).trim());
    from = match.index + 1;
    if (depth < 0) return items;
  }
  if (items.length < limit) items.push(code.slice(from).trim());
  return items;
}

const HERE = /^(?:__dirname|import\.meta\.dirname|process\.cwd\(\))$/;

/** A path made of literals: a string, a join of strings, a string after `__dirname +` or `${__dirname}`. */
function textOf(expression: string): string | undefined {
  const joined = /^(?:\w+\.)?(?:join|resolve)\(([^()]*)\)$/.exec(expression.replaceAll('process.cwd()', '__dirname'));
  const parts = joined ? splitList(joined[1] ?? '') : expression.split(/\s*\+\s*/);
  const texts = parts.filter(part => part !== '' && !HERE.test(part)).map(plainText);
  if (texts.length === 0 || texts.some(text => text === undefined)) return undefined;
  if (joined) return texts.join('/');
  const text = texts.join('');
  return HERE.test(parts[0] ?? '') ? text.replace(/^\//, '') : text;
}

function plainText(expression: string): string | undefined {
  const quoted = /^(?:'([^'\r\n]*)'|"([^"\r\n]*)"|`([^`]*)`)(?:\s+as\s+const)?$/.exec(expression);
  const text = quoted?.[1] ?? quoted?.[2] ?? quoted?.[3]?.replace(/^\$\{(?:__dirname|import\.meta\.dirname)\}\//, '');
  return text?.includes('${') ? undefined : text;
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
