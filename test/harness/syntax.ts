import { parse } from 'libpg-query';
import ts from 'typescript';
import { lintPrismaSchema } from '../../server/src/frontends/prisma/lint';
import type { Files } from './workspace';

/** What the languages' own parsers refuse in a workspace: one line per mistake. A fix may not add any. */
export async function syntaxErrors(files: Files): Promise<string[]> {
  const errors: string[] = [];
  for (const [path, text] of files) {
    if (/\.[cm]?[jt]sx?$/.test(path)) errors.push(...typescriptErrors(path, text));
    if (path.endsWith('.sql') && !(await isPostgres(text))) errors.push(`${path}: not PostgreSQL`);
  }
  const schemas = [...files].filter(([path]) => path.endsWith('.prisma')).map(([uri, text]) => ({ uri, text }));
  for (const { uri, message } of schemas.length > 0 ? await lintPrismaSchema(schemas) : [])
    errors.push(`${uri}: ${message}`);
  return errors.sort();
}

function typescriptErrors(path: string, text: string): string[] {
  const { diagnostics = [] } = ts.transpileModule(text, {
    fileName: path,
    reportDiagnostics: true,
    compilerOptions: { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext, jsx: ts.JsxEmit.Preserve },
  });
  return diagnostics.map(({ messageText }) => `${path}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
}

async function isPostgres(text: string): Promise<boolean> {
  return parse(text).then(
    () => true,
    () => false,
  );
}
