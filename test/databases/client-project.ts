import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import type { Files } from '../harness/workspace';

const root = join(__dirname, '../..');

/** A project on disk whose modules can be run and compiled, with this repository's packages. */
export interface ClientProject {
  /** Writes files into a folder of its own beside the others, and says where it is. */
  write(name: string, files: Files): string;
  /** Generates the Prisma client of a schema in a folder where its `generator` wants it. */
  generateClient(schemaFile: string): Promise<void>;
  load<T>(file: string): T;
  /** What the compiler, at its strictest, says against files. */
  compileErrors(files: readonly string[]): string[];
  remove(): void;
}

export function createClientProject(): ClientProject {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'sargable-databases-')));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  const load = createRequire(join(folder, 'package.json'));
  return {
    write(name, files) {
      for (const [path, text] of files) {
        const file = join(folder, name, path);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text);
      }
      return join(folder, name);
    },
    generateClient,
    load: file => load(file),
    compileErrors: files => compileErrors(folder, files),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

interface Generator {
  generate(): Promise<void>;
  stop(): void;
}

/** As scripts/generate-example-clients.mjs does it. */
async function generateClient(schemaFile: string): Promise<void> {
  // Loaded here: together they take a second, which a run without a server need not wait for.
  const { getGenerators, loadSchemaContext } = require('@prisma/internals') as {
    loadSchemaContext(options: object): Promise<object>;
    getGenerators(options: object): Promise<Generator[]>;
  };
  const { PrismaClientTsGenerator } = require('@prisma/client-generator-ts') as {
    PrismaClientTsGenerator: new () => object;
  };
  const schemaContext = await loadSchemaContext({
    cwd: dirname(schemaFile),
    schemaPath: { cliProvidedPath: schemaFile },
    printLoadMessage: false,
  });
  const registry = { 'prisma-client': { type: 'in-process', generator: new PrismaClientTsGenerator() } };
  for (const generator of await getGenerators({ schemaContext, registry, skipDownload: true })) {
    await generator.generate();
    generator.stop();
  }
}

function compileErrors(folder: string, files: readonly string[]): string[] {
  const program = ts.createProgram(files, {
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    types: ['node'],
    typeRoots: [join(folder, 'node_modules/@types')],
  });
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const at = file && start !== undefined ? file.getLineAndCharacterOfPosition(start) : undefined;
    const name = file?.fileName.slice(folder.length + 1) ?? '';
    return `${name}:${(at?.line ?? 0) + 1}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
}
