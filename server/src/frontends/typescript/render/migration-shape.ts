import ts from 'typescript';

/** How an existing migration is written, so that the next one can be written alike. */
export interface MigrationShape {
  readonly form: 'exports' | 'module-exports' | 'export-functions' | 'export-default' | 'class';
  /** For functions: `async function up(db) {…}`, `async db => {…}`, a method of an object. */
  readonly style: 'function' | 'arrow' | 'method';
  readonly async: boolean;
  /** The first parameter of `up` as written, with its type: `knex: Knex`. */
  readonly parameter: string;
  /** What the first parameter is called, also inside a pattern (`{ context: queryInterface }`). */
  readonly handle: string;
  /** `: Promise<void>`. */
  readonly returns: string;
  /** The type of an exported constant: `: Migration`. */
  readonly annotation: string;
  /** For a class: what stands before its name and behind it, and before its methods. */
  readonly before: string;
  readonly heritage: string;
  readonly modifiers: string;
  /** `name = '…'` of a class, up to the `=`. */
  readonly nameField?: string;
  /** The imports that these words need, as they are written. */
  readonly imports: readonly string[];
  readonly strict: boolean;
  readonly quote: "'" | '"';
  readonly semicolons: boolean;
  readonly lineEnd: string;
  readonly indent: string;
}

type FunctionNode = ts.ArrowFunction | ts.FunctionExpression | ts.FunctionDeclaration | ts.MethodDeclaration;

/** Undefined for a file that is not written in one of the forms that tools document. */
export function readMigrationShape(text: string): MigrationShape | undefined {
  const source = ts.createSourceFile('migration.ts', text, ts.ScriptTarget.Latest, true);
  for (const statement of source.statements) {
    const found = findUp(statement);
    const parameter = found?.fn.parameters[0];
    if (!found || (found.form !== 'class' && !parameter)) continue;
    const handle = parameter ? handleOf(parameter.name) : 'this';
    if (handle === undefined) return undefined;
    const words = [
      parameter?.getText(source) ?? '',
      found.fn.type?.getText(source) ?? '',
      found.annotation,
      found.heritage,
    ];
    return {
      form: found.form,
      style: ts.isArrowFunction(found.fn) ? 'arrow' : ts.isMethodDeclaration(found.fn) ? 'method' : 'function',
      async: found.fn.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) ?? false,
      parameter: parameter?.getText(source) ?? '',
      handle,
      returns: found.fn.type ? `: ${found.fn.type.getText(source)}` : '',
      annotation: found.annotation,
      before: found.before,
      heritage: found.heritage,
      modifiers: found.modifiers,
      ...(found.nameField === undefined ? {} : { nameField: found.nameField }),
      imports: importsOf(source, words.join(' ')),
      strict: /^\s*['"]use strict['"]/.test(text),
      ...layoutOf(text, source),
    };
  }
  return undefined;
}

interface FoundUp {
  readonly form: MigrationShape['form'];
  readonly fn: FunctionNode;
  readonly annotation: string;
  readonly before: string;
  readonly heritage: string;
  readonly modifiers: string;
  readonly nameField?: string;
}

const PLAIN = { annotation: '', before: '', heritage: '', modifiers: '' };

function findUp(statement: ts.Statement): FoundUp | undefined {
  if (ts.isFunctionDeclaration(statement) && statement.name?.text === 'up' && isExported(statement)) {
    return { form: 'export-functions', fn: statement, ...PLAIN };
  }
  if (ts.isVariableStatement(statement) && isExported(statement)) {
    for (const { name, initializer, type } of statement.declarationList.declarations) {
      const fn = initializer && functionOf(initializer);
      if (!fn || !ts.isIdentifier(name) || name.text !== 'up') continue;
      return { form: 'export-functions', fn, ...PLAIN, annotation: type ? `: ${type.getText()}` : '' };
    }
  }
  if (ts.isClassDeclaration(statement)) return upOfClass(statement, '');
  if (ts.isExportAssignment(statement)) return upOfObject(statement.expression, 'export-default');
  if (!ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression)) return undefined;
  const { left, right } = statement.expression;
  const target = left.getText();
  if (target === 'exports.up' || target === 'module.exports.up') {
    const fn = functionOf(right);
    return fn && { form: 'exports', fn, ...PLAIN, before: target.slice(0, -2) };
  }
  if (target !== 'module.exports') return undefined;
  return ts.isClassExpression(right) ? upOfClass(right, 'module.exports = ') : upOfObject(right, 'module-exports');
}

function isExported(node: ts.Statement & { readonly modifiers?: ts.NodeArray<ts.ModifierLike> }): boolean {
  return node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
}

function functionOf(node: ts.Expression): FunctionNode | undefined {
  return ts.isArrowFunction(node) || ts.isFunctionExpression(node) ? node : undefined;
}

function upOfObject(node: ts.Expression, form: 'export-default' | 'module-exports'): FoundUp | undefined {
  const inner = ts.isSatisfiesExpression(node) || ts.isAsExpression(node) ? node.expression : node;
  if (!ts.isObjectLiteralExpression(inner)) return undefined;
  for (const property of inner.properties) {
    if (property.name?.getText() !== 'up') continue;
    const fn = ts.isMethodDeclaration(property)
      ? property
      : ts.isPropertyAssignment(property)
        ? functionOf(property.initializer)
        : undefined;
    const annotation = inner === node ? '' : node.getText().slice(inner.getText().length);
    return fn && { form, fn, ...PLAIN, annotation };
  }
  return undefined;
}

function upOfClass(node: ts.ClassLikeDeclaration, assignment: string): FoundUp | undefined {
  const fn = node.members.find(
    (member): member is ts.MethodDeclaration => ts.isMethodDeclaration(member) && member.name.getText() === 'up',
  );
  const field = node.members.find(member => ts.isPropertyDeclaration(member) && member.name.getText() === 'name');
  if (!fn || !node.name) return undefined;
  const before = (node.modifiers ?? []).map(modifier => `${modifier.getText()} `).join('');
  const heritage = (node.heritageClauses ?? []).map(clause => ` ${clause.getText()}`).join('');
  const modifiers = (fn.modifiers ?? [])
    .filter(({ kind }) => kind !== ts.SyntaxKind.AsyncKeyword)
    .map(modifier => `${modifier.getText()} `)
    .join('');
  const nameField =
    field && ts.isPropertyDeclaration(field) && field.initializer && ts.isStringLiteral(field.initializer)
      ? field.getText().slice(0, field.initializer.getStart() - field.getStart())
      : undefined;
  return {
    form: 'class',
    fn,
    annotation: '',
    before: `${assignment}${before}`,
    heritage,
    modifiers,
    ...(nameField === undefined ? {} : { nameField }),
  };
}

/** `knex`, and `queryInterface` of `{ context: queryInterface }`. */
function handleOf(name: ts.BindingName): string | undefined {
  if (ts.isIdentifier(name)) return name.text;
  if (!ts.isObjectBindingPattern(name)) return undefined;
  const element = name.elements.find(
    one => ts.isIdentifier(one.name) && /^(?:context|queryInterface)$/.test((one.propertyName ?? one.name).getText()),
  );
  return element && ts.isIdentifier(element.name) ? element.name.text : undefined;
}

/** Imports of the names that are used again, without the others. */
function importsOf(source: ts.SourceFile, words: string): readonly string[] {
  const used = new Set(words.match(/[\p{L}\p{N}_$]+/gu) ?? []);
  return source.statements.flatMap(statement => {
    if (!ts.isImportDeclaration(statement)) return [];
    const clause = statement.importClause;
    const named = clause?.namedBindings;
    if (!clause || !named || !ts.isNamedImports(named)) {
      const name = clause?.name?.text ?? (named && ts.isNamespaceImport(named) ? named.name.text : undefined);
      return name !== undefined && used.has(name) ? [statement.getText(source)] : [];
    }
    const kept = named.elements.filter(({ name }) => used.has(name.text));
    if (kept.length === 0) return [];
    const list = `{ ${kept.map(element => element.getText(source)).join(', ')} }`;
    const start = statement.getStart(source);
    const text = statement.getText(source);
    return [text.slice(0, named.getStart(source) - start) + list + text.slice(named.end - start)];
  });
}

function layoutOf(
  text: string,
  source: ts.SourceFile,
): Pick<MigrationShape, 'quote' | 'semicolons' | 'lineEnd' | 'indent'> {
  const lines = text.split(/\r?\n/);
  const indented = lines.map(line => /^([ \t]+)\S/.exec(line)?.[1]).find(indent => indent !== undefined);
  const [single, double] = countQuotes(source, text);
  return {
    quote: double > single ? '"' : "'",
    semicolons: lines.some(line => /;\s*$/.test(line)),
    lineEnd: text.includes('\r\n') ? '\r\n' : '\n',
    indent: indented ?? '  ',
  };
}

/** The strings in either kind of quotes. Text inside of strings and comments does not count. */
function countQuotes(source: ts.SourceFile, text: string): readonly [number, number] {
  const count: [number, number] = [0, 0];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteral(node)) count[text[node.getStart(source)] === '"' ? 1 : 0] += 1;
    ts.forEachChild(node, visit);
  };
  visit(source);
  return count;
}
