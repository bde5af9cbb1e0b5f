import ts from 'typescript';
import { each, functionAround, isPlain, namesUsedIn, namesWrittenIn, statementAround } from './moved-code';
import type { Declined } from './open-document';

/** What a name stands for: the initializer of a `const` that nothing else reads. */
export function namedText(use: ts.Identifier): ts.Expression | Declined {
  const declaration = declarationOf(use);
  const list = declaration?.parent;
  if (!declaration?.initializer || !list || !ts.isVariableDeclarationList(list) || !(list.flags & ts.NodeFlags.Const)) {
    return { declined: 'the text is not written where it is used' };
  }
  const readers = namesUsedIn(functionAround(declaration)).filter(name => name.text === use.text);
  return readers.length === 1 && !isExported(list)
    ? declaration.initializer
    : { declined: `${use.text} is also used elsewhere` };
}

/** The one declaration of that name in the functions around; undefined when there are several to choose from. */
function declarationOf(use: ts.Identifier): ts.VariableDeclaration | undefined {
  for (let scope = functionAround(use); scope; scope = functionAround(scope)) {
    const found: ts.VariableDeclaration[] = [];
    let isOther = false;
    each(scope, node => {
      if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.name.text === use.text) found.push(node);
      else if ((ts.isParameter(node) || ts.isBindingElement(node)) && node.name.getText() === use.text) isOther = true;
    });
    if (isOther || found.length > 1) return undefined;
    if (found[0]) return found[0];
  }
  return undefined;
}

function isExported({ parent }: ts.VariableDeclarationList): boolean {
  return (
    ts.isVariableStatement(parent) && (parent.modifiers?.some(one => one.kind === ts.SyntaxKind.ExportKeyword) ?? false)
  );
}

/** True when the values in the holes are the same where the name is used as where it is declared. */
export function isFixedText(
  text: ts.Expression,
  use: ts.Expression,
  holes: readonly (ts.Expression | undefined)[],
): boolean {
  const declared = statementAround(text);
  const used = statementAround(use);
  if (declared && used) {
    const siblings = statementsOf(declared);
    if (siblings.indexOf(used) === siblings.indexOf(declared) + 1) return true;
  }
  const written = namesWrittenIn(functionAround(text));
  return holes.every(
    hole => !hole || (isPlain(hole) && namesUsedIn(hole).every(({ text: name }) => !written.has(name))),
  );
}

function statementsOf(statement: ts.Statement): readonly ts.Node[] {
  const { parent } = statement;
  const isList = ts.isBlock(parent) || ts.isSourceFile(parent) || ts.isCaseOrDefaultClause(parent);
  return isList || ts.isModuleBlock(parent) ? parent.statements : [];
}
