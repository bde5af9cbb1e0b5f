import type ts from 'typescript';
import type { CodeFacts } from '../../core/facts/code';
import type { UnitId } from '../../core/text';
import { isBodyMember, memberName, readClass, readMember } from './classes';
import { readFunction } from './functions';
import {
  commonJsTarget,
  exportAnonymous,
  exportDeclared,
  readCommonJsExport,
  readExportAssignment,
  readExportDeclaration,
  readImport,
  readImportEquals,
  readRequires,
  specifierOf,
} from './modules';
import { eachName, hoist, hoistVars } from './scopes';
import { visitStatement, visitVariables } from './statements';
import {
  isClassDeclaration,
  isEmptyStatement,
  isEnumDeclaration,
  isExportAssignment,
  isExportDeclaration,
  isExpressionStatement,
  isFunctionDeclaration,
  isImportDeclaration,
  isImportEqualsDeclaration,
  isInterfaceDeclaration,
  isMethodDeclaration,
  isModuleDeclaration,
  isSetAccessor,
  isTypeAliasDeclaration,
  isVariableStatement,
} from './syntax';
import { type BindingDraft, createWalk, distinctName, finishWalk, startOf, type Walk } from './walk';

/** A part of a file whose facts depend on nothing but `key`. */
interface UnitSource {
  readonly id: UnitId;
  readonly start: number;
  /** Everything its facts depend on: when it is the same, so are the facts. */
  readonly key: string;
  read(): CodeFacts;
}

/** Cuts a file into its top-level statements, and its classes into the class itself and its methods. */
export function cutUnits(source: ts.SourceFile): UnitSource[] {
  const units: UnitSource[] = [];
  const names = new Map<string, number>();
  let anonymous = 0;
  for (const statement of source.statements) {
    if (isBodiless(statement)) continue;
    const name = nameOf(statement) ?? `statement[${anonymous++}]`;
    const id = distinctName(names, name);
    if (isClassDeclaration(statement)) {
      units.push(classUnit(source, statement, id));
      for (const member of statement.members) {
        if (!isBodyMember(member) || !member.body) continue;
        const memberId = distinctName(names, `${id}.${memberName(member)}`);
        units.push(unit(source, member, memberId, walk => readMember(walk, member, className(statement))));
      }
    } else units.push(unit(source, statement, id, walk => readTopLevel(walk, statement)));
  }
  return units;
}

/** Overload signatures and empty statements say nothing. */
function isBodiless(statement: ts.Statement): boolean {
  return isEmptyStatement(statement) || (isFunctionDeclaration(statement) && !statement.body);
}

function className(node: ts.ClassDeclaration): string {
  return node.name && node.name.text !== '' ? node.name.text : 'default';
}

function nameOf(statement: ts.Statement): string | undefined {
  if (isImportDeclaration(statement)) return `import ${specifierOf(statement.moduleSpecifier) ?? ''}`;
  if (isExportDeclaration(statement)) {
    const from = statement.moduleSpecifier && specifierOf(statement.moduleSpecifier);
    return from === undefined ? 'export' : `export ${from}`;
  }
  if (isExportAssignment(statement)) return 'default';
  if (isClassDeclaration(statement)) return className(statement);
  if (isFunctionDeclaration(statement)) return statement.name?.text || 'default';
  if (isVariableStatement(statement)) {
    let first: string | undefined;
    for (const declaration of statement.declarationList.declarations) {
      eachName(declaration.name, name => {
        first ??= name.text;
      });
    }
    return first;
  }
  if (isEnumDeclaration(statement) || isInterfaceDeclaration(statement) || isTypeAliasDeclaration(statement)) {
    return statement.name.text || undefined;
  }
  if (isModuleDeclaration(statement) || isImportEqualsDeclaration(statement)) return statement.name.text;
  if (isExpressionStatement(statement)) {
    const target = commonJsTarget(statement.expression);
    if (target !== undefined) return target === '' ? 'module.exports' : `exports.${target}`;
  }
  return undefined;
}

function unit(source: ts.SourceFile, node: ts.Node, id: UnitId, visit: (walk: Walk) => void): UnitSource {
  const start = startOf(source, node);
  const text = source.text.slice(start, node.end);
  return { id, start, key: `${id}\n${text}`, read: () => readUnit(source, start, text, visit) };
}

/**
 * The unit of a class leaves out its methods' bodies: its key is the rest of its text, piece by piece with the place of
 * each piece, because spans count from the start of the class.
 */
function classUnit(source: ts.SourceFile, node: ts.ClassDeclaration, id: UnitId): UnitSource {
  const start = startOf(source, node);
  const pieces = [id, source.text.slice(start, node.members.pos)];
  for (const member of node.members) {
    if (isMethodDeclaration(member) || isSetAccessor(member)) {
      if (member.body) pieces.push(memberName(member));
    } else {
      const memberStart = startOf(source, member);
      pieces.push(`${memberStart - start} ${source.text.slice(memberStart, member.end)}`);
    }
  }
  const text = pieces.join('\n');
  return {
    id,
    start,
    key: text,
    read: () => readUnit(source, start, text, walk => readTopLevel(walk, node)),
  };
}

function readUnit(source: ts.SourceFile, start: number, text: string, visit: (walk: Walk) => void): CodeFacts {
  const walk = createWalk(source, start, text);
  visit(walk);
  return finishWalk(walk);
}

function readTopLevel(walk: Walk, node: ts.Statement): void {
  if (isImportDeclaration(node)) return readImport(walk, node);
  if (isImportEqualsDeclaration(node)) return readImportEquals(walk, node);
  if (isExportDeclaration(node)) return readExportDeclaration(walk, node);
  if (isExportAssignment(node)) return readExportAssignment(walk, node);
  if (isExpressionStatement(node) && readCommonJsExport(walk, node)) return;
  if ((isFunctionDeclaration(node) || isClassDeclaration(node)) && !node.name) return exportAnonymous(walk, node);
  hoist(walk, [node]);
  if (!isFunctionDeclaration(node) && !isClassDeclaration(node)) hoistVars(walk, node);
  exportDeclared(walk, node, declaredHere(walk, node));
}

function declaredHere(walk: Walk, node: ts.Statement): readonly BindingDraft[] {
  if (isVariableStatement(node)) {
    const bindings = visitVariables(walk, node.declarationList);
    readRequires(walk, node.declarationList);
    return bindings;
  }
  if (isClassDeclaration(node)) readClass(walk, node, className(node), 'head');
  else if (isFunctionDeclaration(node)) {
    const reference = readFunction(walk, node, {});
    const declared = node.name && walk.declared.get(node.name);
    if (declared) declared.binding.value = reference;
  } else visitStatement(walk, node);
  const named = isClassDeclaration(node) || isFunctionDeclaration(node) || isEnumDeclaration(node);
  const declared = named && node.name && walk.declared.get(node.name);
  return declared ? [declared.binding] : [];
}
