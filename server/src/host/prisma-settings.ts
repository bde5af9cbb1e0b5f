import { withoutComments } from './literals';

export { dialectOfProvider } from '../core/prisma-provider';

/** What the datasource and the generators of one schema file say. */
export interface PrismaSettings {
  readonly datasource?: { readonly provider?: string; readonly relationMode?: string };
  readonly generators: readonly { readonly provider?: string; readonly output?: string }[];
}

const BLOCK = /^[ \t]*(datasource|generator)[ \t]+[^\s{]+[ \t]*\{([^}]*)/gm;
const ASSIGNMENT = /^[ \t]*(\w+)[ \t]*=[ \t]*"((?:\\.|[^"\\\r\n])*)"/gm;

/**
 * Reads the settings that decide which database a schema speaks of. The schema's own facts come from its front end; host
 * may not look there, and needs these few strings before anything is extracted.
 */
export function readPrismaSettings(text: string): PrismaSettings {
  let datasource: PrismaSettings['datasource'];
  const generators: { provider?: string; output?: string }[] = [];
  for (const [, keyword, body = ''] of withoutComments(text).matchAll(BLOCK)) {
    const values = new Map([...body.matchAll(ASSIGNMENT)].map(match => [match[1], unescapeText(match[2] ?? '')]));
    const provider = values.get('provider');
    const said = provider === undefined ? {} : { provider };
    if (keyword === 'datasource') {
      const relationMode = values.get('relationMode') ?? values.get('referentialIntegrity');
      datasource ??= { ...said, ...(relationMode === undefined ? {} : { relationMode }) };
    } else {
      const output = values.get('output');
      generators.push({ ...said, ...(output === undefined ? {} : { output }) });
    }
  }
  return { ...(datasource === undefined ? {} : { datasource }), generators };
}

/** The provider that a `migration_lock.toml` names. */
export function providerOfLock(text: string): string | undefined {
  return /^\s*provider\s*=\s*"([^"]+)"/m.exec(text)?.[1];
}

function unescapeText(text: string): string {
  return text.replace(/\\(.)/g, '$1');
}
