import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, posix } from 'node:path';
import ts from 'typescript';
import { type ImportOf, importsOf, readModules, type SourceModule } from './harness/imports';

const root = join(__dirname, '..');

interface Layer {
  /** Layers it may import from, beside itself. */
  readonly layers: readonly string[];
  /** Layers of which it may import types alone. */
  readonly types?: readonly string[];
  /** Packages by name; `*` for any but VS Code's. */
  readonly packages: readonly string[];
  readonly node: boolean;
}

const ALL = ['core', 'frontends', 'libraries', 'model', 'rules', 'engine', 'explain', 'host'];

/** Who may import whom: the table of docs/architecture.md. */
const LAYERS: Readonly<Record<string, Layer>> = {
  core: { layers: [], packages: [], node: false },
  frontends: {
    layers: ['core'],
    packages: ['typescript', 'libpg-query', 'pgsql-ast-parser', 'node-sql-parser', '@prisma/prisma-schema-wasm'],
    node: false,
  },
  libraries: { layers: ['core'], packages: [], node: false },
  model: { layers: ['core', 'libraries'], packages: [], node: false },
  rules: { layers: ['core'], packages: [], node: false },
  engine: {
    layers: ['core', 'frontends', 'libraries', 'model', 'rules'],
    packages: ['jsonc-parser', 'picomatch'],
    node: false,
  },
  explain: { layers: ['core', 'model', 'frontends', 'libraries'], packages: ['*'], node: true },
  host: { layers: ['core'], types: ['engine'], packages: ['*'], node: true },
  lsp: { layers: ALL, packages: ['*', 'vscode-languageserver', 'vscode-languageserver-textdocument'], node: true },
  cli: { layers: ALL, packages: ['*'], node: true },
  entries: { layers: [...ALL, 'lsp', 'cli'], packages: ['*', 'vscode-languageserver'], node: true },
};

const SYNCHRONOUS = ['core', 'libraries', 'model', 'rules'];
const WITHOUT_PLATFORM = ['core', 'frontends', 'libraries', 'model', 'rules', 'engine'];
const PLATFORM_GLOBALS = ['process', 'Buffer', '__dirname', '__filename', 'console', 'fetch', 'performance', 'require'];

/** Drivers and clients that open a connection or a database file. */
const DATABASE_CLIENTS =
  /^(?:pg|pg-.*|postgres|mysql2?|mariadb|mssql|tedious|mongodb|mongoose|redis|ioredis|better-sqlite3|sqlite3|sql\.js|node:sqlite|@prisma\/client|@prisma\/adapter-.*|@electric-sql\/pglite|@libsql\/.*)(?:\/|$)/;

const server = readModules(join(root, 'server/src'));

describe('architecture', () => {
  it('has no folder in server/src that the table does not know', () => {
    const folders = [...new Set(server.map(({ file }) => layerOf(file)))];
    assert.deepEqual(
      folders.filter(folder => !(folder in LAYERS)),
      [],
    );
    assert.ok(folders.includes('core') && folders.includes('engine'), 'the scan found the sources');
  });

  for (const [name, layer] of Object.entries(LAYERS)) {
    it(`${name} imports what it may`, () => {
      const modules = server.filter(({ file }) => layerOf(file) === name);
      const complaints = modules.flatMap(importsOf).flatMap(one => complain(one, name, layer) ?? []);
      assert.deepEqual(complaints, []);
    });
  }

  it('a front end does not look into another one', () => {
    const complaints = importsBetween('frontends', /^frontends\/([^/]+)\//);
    assert.deepEqual(complaints, []);
  });

  it('a rule imports core and rules/shared, no other rule', () => {
    const complaints = server
      .filter(({ file }) => /^rules\/.+\//.test(file))
      .flatMap(importsOf)
      .filter(one => one.specifier.startsWith('.'))
      .filter(one => !/^(core|rules\/shared)\//.test(targetOf(one)))
      .map(one => `${where(one)} imports ${targetOf(one)}`);
    assert.deepEqual(complaints, []);
  });

  it('nothing but Explain can reach a database', () => {
    const found = server
      .filter(({ file }) => layerOf(file) !== 'explain')
      .flatMap(importsOf)
      .filter(({ specifier }) => DATABASE_CLIENTS.test(specifier))
      .map(one => `${one.file}:${one.line} imports ${one.specifier}`);
    assert.deepEqual(found, []);
  });

  it('the client imports VS Code, its language client and the types of the protocol', () => {
    const folder = join(root, 'client/src');
    assert.ok(existsSync(folder), 'client/src exists');
    const complaints = readModules(folder)
      .flatMap(importsOf)
      .filter(one => {
        const target = posix.join('client/src', posix.dirname(one.file), one.specifier);
        if (one.specifier.startsWith('.')) {
          return !target.startsWith('client/src/') && !(target === 'server/src/lsp/protocol' && one.typeOnly);
        }
        return !/^(vscode|vscode-languageclient)(\/|$)/.test(one.specifier);
      })
      .map(one => `client/src/${one.file}:${one.line} imports ${one.specifier}`);
    assert.deepEqual(complaints, []);
  });

  it('what is below the engine is synchronous', () => {
    const complaints = modulesOf(SYNCHRONOUS).flatMap(({ file, source }) =>
      nodesOf(source)
        .filter(node => ts.isAwaitExpression(node) || node.kind === ts.SyntaxKind.AsyncKeyword)
        .map(node => `${positionOf(file, source, node)} is asynchronous`),
    );
    assert.deepEqual(complaints, []);
  });

  it('time, files and the log come through ports below host', () => {
    const complaints = modulesOf(WITHOUT_PLATFORM).flatMap(({ file, source }) =>
      nodesOf(source)
        .filter(ts.isIdentifier)
        .filter(name => PLATFORM_GLOBALS.includes(name.text) && isFree(name) && !loadsOwnModule(name))
        .map(name => `${positionOf(file, source, name)} uses ${name.text}`),
    );
    assert.deepEqual(complaints, []);
  });

  it('there are no files named after no concept', () => {
    const complaints = server
      .map(({ file }) => file)
      .filter(file => /(^|\/)(utils?|helpers?|types|common|misc|manager)\.ts$/.test(file));
    assert.deepEqual(complaints, []);
  });
});

function complain(one: ImportOf, name: string, layer: Layer): string | undefined {
  const { specifier, typeOnly } = one;
  if (specifier.startsWith('.')) {
    // The version that the program tells is the manifest's.
    if (name === 'entries' && targetOf(one) === '../../package.json') return undefined;
    const target = layerOf(targetOf(one));
    if (target === name || layer.layers.includes(target) || (typeOnly && layer.types?.includes(target)))
      return undefined;
    const rule = layer.types?.includes(target) ? `may import types of ${target} alone` : `may not import ${target}`;
    return `${where(one)}: ${name} ${rule} (${specifier})`;
  }
  if (isBuiltin(specifier)) return layer.node ? undefined : `${where(one)}: ${name} may not import ${specifier}`;
  const packageName = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
  const any = layer.packages.includes('*') && !/^vscode(-|$)/.test(packageName);
  return any || layer.packages.includes(packageName)
    ? undefined
    : `${where(one)}: ${name} may not import the package ${packageName}`;
}

/** Imports that leave the folder the pattern names for another one of its kind. */
function importsBetween(layer: string, folder: RegExp): string[] {
  return modulesOf([layer])
    .flatMap(importsOf)
    .filter(one => {
      const from = folder.exec(one.file)?.[1];
      const to = one.specifier.startsWith('.') ? folder.exec(`${targetOf(one)}/`)?.[1] : undefined;
      return from !== undefined && to !== undefined && from !== to;
    })
    .map(one => `${where(one)} imports ${targetOf(one)}`);
}

function modulesOf(layers: readonly string[]): SourceModule[] {
  return server.filter(({ file }) => layers.includes(layerOf(file)));
}

function layerOf(file: string): string {
  return file.split('/')[0] ?? '';
}

function targetOf(one: ImportOf): string {
  return posix.join(posix.dirname(one.file), one.specifier);
}

function where(one: ImportOf): string {
  return `server/src/${one.file}:${one.line}`;
}

function nodesOf(node: ts.Node): ts.Node[] {
  const children: ts.Node[] = [];
  const visit = (child: ts.Node): void => {
    children.push(child);
    ts.forEachChild(child, visit);
  };
  ts.forEachChild(node, visit);
  return children;
}

/** A name that stands for a value by itself: neither a property nor the name of something declared. */
function isFree(name: ts.Identifier): boolean {
  const { parent } = name;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === name;
  if (ts.isQualifiedName(parent) || ts.isTypeReferenceNode(parent) || ts.isImportSpecifier(parent)) return false;
  return !('name' in parent && parent.name === name);
}

/** `require('./extract')`: an import that waits until it is needed, and that the table above has looked at as one. */
function loadsOwnModule({ text, parent }: ts.Identifier): boolean {
  const [specifier] = ts.isCallExpression(parent) ? parent.arguments : [];
  return text === 'require' && specifier !== undefined && ts.isStringLiteral(specifier) && /^\./.test(specifier.text);
}

function positionOf(file: string, source: ts.SourceFile, node: ts.Node): string {
  return `server/src/${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
}
