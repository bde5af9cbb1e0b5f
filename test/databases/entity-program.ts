import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';

/** The files of a folder of entities by path below it. */
export function readEntityFiles(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts'));
  return Object.fromEntries(names.sort().map(name => [name, readFileSync(join(folder, name), 'utf8')]));
}

/**
 * Runs a folder of entities as its own program would: compiled with the types of properties as metadata, which the test
 * runner's compiler leaves out. Gives everything that the files export.
 */
export function runEntityFiles(folder: string): unknown[] {
  const outputs = compile(folder);
  const packages = createRequire(__filename);
  const modules = new Map<string, { exports: Record<string, unknown> }>();

  function load(path: string): Record<string, unknown> {
    const known = modules.get(path);
    if (known) return known.exports;
    const output = outputs.get(path);
    if (output === undefined) throw new Error(`there is no module ${path}`);
    const module = { exports: {} };
    modules.set(path, module);
    const require = (name: string): unknown =>
      name.startsWith('.') ? load(join(dirname(path), name)) : packages(name);
    new Function('require', 'module', 'exports', output)(require, module, module.exports);
    return module.exports;
  }

  return [...outputs.keys()].sort().flatMap(path => Object.values(load(path)));
}

/** The complaints of the real compiler about a folder of entities, some of whose files have another text. */
export function checkEntityFiles(folder: string, texts: ReadonlyMap<string, string> = new Map()): string[] {
  const program = createProgram(folder, texts);
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const line = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
    return `${file ? relative(folder, file.fileName) : ''}:${line} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
}

function compile(folder: string): ReadonlyMap<string, string> {
  const outputs = new Map<string, string>();
  createProgram(folder).emit(undefined, (path, text) => {
    outputs.set(relative(folder, path).replace(/\.js$/, ''), text);
  });
  return outputs;
}

function createProgram(folder: string, texts: ReadonlyMap<string, string> = new Map()): ts.Program {
  const roots = Object.keys(readEntityFiles(folder)).map(name => join(folder, name));
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.CommonJS,
    moduleResolution: ts.ModuleResolutionKind.Node10,
    target: ts.ScriptTarget.ES2022,
    strict: true,
    strictPropertyInitialization: false,
    skipLibCheck: true,
    experimentalDecorators: true,
    emitDecoratorMetadata: true,
    useDefineForClassFields: false,
    ignoreDeprecations: '6.0',
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const { readFile } = host;
  host.readFile = path => texts.get(relative(folder, path)) ?? readFile(path);
  return ts.createProgram(roots, options, host);
}
