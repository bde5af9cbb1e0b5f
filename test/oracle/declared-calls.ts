import { relative, resolve, sep } from 'node:path';
import ts from 'typescript';

/** A call as TypeScript's checker understands it. */
export interface DeclaredCall {
  /** Below the folder of the repository. */
  readonly path: string;
  readonly line: number;
  /** Where the chain that the call belongs to begins, and where the called name stands. */
  readonly root: number;
  readonly at: number;
  readonly name: string;
  /** The declaration that the checker resolved the call to. */
  readonly declaredIn: string;
  readonly text: string;
  /** Handed to another call as an argument: a builder inside of another one. */
  readonly argument: boolean;
  /** The functions around it, the innermost first; how a function of the workspace is named here. */
  readonly inside: readonly string[];
  /** The function of the workspace that runs; for an interface or an abstract method, what declares it. */
  readonly target?: string;
}

export function declaredCalls(
  folder: string,
  tsconfig: string,
  paths: readonly string[],
  packages: Readonly<Record<string, readonly string[]>>,
): readonly DeclaredCall[] {
  const read = ts.readConfigFile(tsconfig, ts.sys.readFile);
  const parsed = ts.parseJsonConfigFileContent(read.config ?? {}, ts.sys, tsconfig.slice(0, tsconfig.lastIndexOf(sep)));
  const options: ts.CompilerOptions = {
    ...parsed.options,
    noEmit: true,
    skipLibCheck: true,
    incremental: false,
    composite: false,
    ignoreDeprecations: '6.0',
    paths: {
      ...Object.fromEntries(
        Object.entries(packages).map(([name, to]) => [name, to.map(path => resolve(folder, path))]),
      ),
      ...parsed.options.paths,
    },
  };
  const program = ts.createProgram(
    paths.map(path => `${folder}${sep}${path}`),
    options,
  );
  const checker = program.getTypeChecker();
  const found: DeclaredCall[] = [];
  const wanted = new Set(paths);

  const pathOf = (file: ts.SourceFile) => relative(folder, file.fileName).split(sep).join('/');
  const idOf = (node: ts.Node) => `${pathOf(node.getSourceFile())}:${node.getStart()}`;

  function visit(node: ts.Node, file: ts.SourceFile, inside: readonly string[]): void {
    const within = ts.isFunctionLike(node) && 'body' in node && node.body ? [idOf(node), ...inside] : inside;
    if (ts.isCallExpression(node) || ts.isTaggedTemplateExpression(node)) record(node, file, within);
    ts.forEachChild(node, child => visit(child, file, within));
  }

  function record(
    node: ts.CallExpression | ts.TaggedTemplateExpression,
    file: ts.SourceFile,
    inside: readonly string[],
  ) {
    const callee = ts.isCallExpression(node) ? node.expression : node.tag;
    const declaration = checker.getResolvedSignature(node)?.declaration;
    if (!declaration || ts.isJSDocSignature(declaration)) return;
    const name = nameNode(callee);
    const source = declaration.getSourceFile();
    const target = source.isDeclarationFile || source.fileName.includes('node_modules') ? undefined : idOf(declaration);
    found.push({
      path: pathOf(file),
      line: file.getLineAndCharacterOfPosition(name.getStart()).line + 1,
      root: rootOf(callee).getStart(),
      at: name.getStart(),
      name: ts.isPropertyAccessExpression(callee) ? callee.name.text : '',
      declaredIn: source.fileName,
      text: node.getText().replace(/\s+/g, ' ').slice(0, 90),
      argument: isArgument(node),
      inside,
      ...(target === undefined ? {} : { target }),
    });
  }

  for (const file of program.getSourceFiles()) if (wanted.has(pathOf(file))) visit(file, file, []);
  return found;
}

function nameNode(callee: ts.Expression): ts.Node {
  return ts.isPropertyAccessExpression(callee) ? callee.name : callee;
}

/** The leftmost expression of a chain. */
function rootOf(expression: ts.Expression): ts.Expression {
  let root = expression;
  for (;;) {
    if (ts.isPropertyAccessExpression(root) || ts.isElementAccessExpression(root) || ts.isCallExpression(root)) {
      root = root.expression;
    } else if (ts.isNonNullExpression(root)) root = root.expression;
    else if (ts.isTaggedTemplateExpression(root)) root = root.tag;
    else return root;
  }
}

/** `inArray(users.id, db.select()…)`, not `Promise.all([db.select()…])`. */
function isArgument(node: ts.Expression): boolean {
  let whole: ts.Node = node;
  while (
    (ts.isPropertyAccessExpression(whole.parent) || ts.isCallExpression(whole.parent)) &&
    whole.parent.expression === whole
  ) {
    whole = whole.parent;
  }
  return ts.isCallExpression(whole.parent) && whole.parent.arguments.some(argument => argument === whole);
}
