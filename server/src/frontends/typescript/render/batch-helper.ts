import ts from 'typescript';
import type { FixIntent, RenderContext, TextEdit, WorkspaceChange } from '../../../core/fix';
import type { Uri } from '../../../core/uri';
import { nameForMany } from './helper-name';
import { buildMap, lookUp } from './key-map';
import { readKeyQuery } from './key-query';
import { nameIterable } from './loop-list';
import { freshName } from './moved-code';
import { type Declined, indentationAt, lineBreakOf, nodeAt, type OpenDocument, openDocument } from './open-document';
import { importName } from './orm-import';
import { pluralOf } from './plural-name';
import { isChanged, type LoopCall, readLoopCall, whyStuck } from './query-loop';
import { whyNotReached } from './reached-each-round';
import { readSingleQueryFunction, type SingleQueryFunction } from './single-query-function';
import { movedText, statementsBefore } from './statement-text';

type BatchHelper = FixIntent & { readonly kind: 'batch-helper' };

/** `loadAuthors(ids)` beside `loadAuthor(id)`, called before the loop, and a Map in place of the calls. */
export function renderBatchHelper(intent: BatchHelper, context: RenderContext): WorkspaceChange | Declined {
  const document = openDocument(intent, context);
  const home = openDocument(intent.query, context);
  if ('declined' in document) return document;
  if ('declined' in home) return home;
  const asked = readKeyQuery(home, { ...intent.query, call: intent.query.at.span });
  if ('declined' in asked) return asked;
  const helper = readSingleQueryFunction(asked);
  if ('declined' in helper) return helper;
  const call = nodeAt(document.source, document.locate(intent.at.span), ts.isCallExpression);
  const [key, more] = call?.arguments ?? [];
  if (!key || more) return { declined: 'the function is not called with the key alone' };
  const query = readLoopCall(document, { call: intent.at.span, loop: intent.loop }, key);
  if ('declined' in query) return query;
  const stuck = whyNotReached(query) ?? whyStuck(query, [query.call.expression]);
  if (stuck !== undefined) return { declined: stuck };
  if (isChanged(query)) return { declined: 'the loop changes what was found, and equal keys would share it' };

  const { result, byText } = intent.query;
  const name = nameForMany(helper.name.text, helper.parameter.name.text, result);
  const isTaken = [document, home].some(({ text }) => new RegExp(`\\b${name}\\b`).test(text));
  if (isTaken) return { declined: `there is a ${name} already` };
  const keys = freshName(asked.call, [pluralOf(helper.parameter.name.text), 'keys']);
  const list = asked.listQuery(keys);
  if ('declined' in list) return list;
  const callee = calleeFor(query, name, intent);
  if ('declined' in callee) return callee;
  const iterated = nameIterable(query);
  const names = {
    ...asked.names,
    rows: freshName(query.statement, asked.names.rows),
    map: freshName(query.statement, [asked.names.map]),
  };
  const { awaited } = query;
  return together(
    document,
    [
      ...callee.edits,
      statementsBefore(document, query.statement, [
        ...(iterated.statement === undefined ? [] : [iterated.statement]),
        `const ${names.rows} = await ${callee.text}(${iterated.keys});`,
        ...buildMap(document, names, asked.field, result, byText),
      ]),
      ...iterated.edits,
      {
        span: { start: awaited.getStart(), end: awaited.end },
        newText: lookUp(query, names.map, result, asked.missing, byText),
      },
    ],
    home,
    [...list.beside, functionForMany(home, helper, name, keys, list.inside)],
    intent.at.uri === intent.query.at.uri,
  );
}

function together(
  document: OpenDocument,
  edits: readonly TextEdit[],
  home: OpenDocument,
  homeEdits: readonly TextEdit[],
  isOneFile: boolean,
): WorkspaceChange {
  if (isOneFile) return document.change([...edits, ...homeEdits]);
  return { edits: [...document.change(edits).edits, ...home.change(homeEdits).edits], create: [] };
}

/** How the new function is called where the old one was, and what must be imported for it. */
function calleeFor(
  { call }: LoopCall,
  name: string,
  { at, query }: BatchHelper,
): { readonly text: string; readonly edits: readonly TextEdit[] } | Declined {
  const { expression: callee } = call;
  if (ts.isPropertyAccessExpression(callee)) return { text: `${callee.expression.getText()}.${name}`, edits: [] };
  if (!ts.isIdentifier(callee)) return { declined: 'the function has no name where it is called' };
  const source = call.getSourceFile();
  if (at.uri === query.at.uri) return { text: name, edits: [] };
  const module = moduleOf(source, callee.text);
  // A module that hands on what others export does not hand on what is new.
  if (module === undefined || !isModuleAt(module, query.at.uri)) {
    return { declined: 'the function is imported through another module' };
  }
  const replaced = onlyUse(source, module, callee.text, name);
  if (replaced) return { text: name, edits: [replaced] };
  const imported = importName(source, one => one === module, name);
  return imported ? { text: imported.name, edits: imported.edits } : { declined: `${name} cannot be imported` };
}

/** The edit that imports the new function in place of the old one, where nothing else of the file calls that. */
function onlyUse(source: ts.SourceFile, module: string, name: string, newName: string): TextEdit | undefined {
  if (source.text.match(new RegExp(`\\b${name}\\b`, 'g'))?.length !== 2) return undefined;
  const bindings = source.statements
    .filter(ts.isImportDeclaration)
    .filter(({ moduleSpecifier }) => ts.isStringLiteral(moduleSpecifier) && moduleSpecifier.text === module)
    .map(({ importClause }) => importClause?.namedBindings);
  const imported = bindings.flatMap(one => (one && ts.isNamedImports(one) ? [...one.elements] : []));
  const element = imported.find(one => one.name.text === name && !one.propertyName);
  return element && { span: { start: element.name.getStart(), end: element.end }, newText: newName };
}

/** Where a name is imported from. */
function moduleOf(source: ts.SourceFile, name: string): string | undefined {
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const bindings = statement.importClause?.namedBindings;
    const isNamed = bindings && ts.isNamedImports(bindings) && bindings.elements.some(one => one.name.text === name);
    if (isNamed) return statement.moduleSpecifier.text;
  }
  return undefined;
}

/** The module's name ends as the file's does: `./authors`, `@/lib/authors.js`. */
function isModuleAt(module: string, uri: Uri): boolean {
  const bare = (path: string): string => path.replace(/\.[cm]?[jt]sx?$/, '');
  const last = bare(module).split('/').at(-1) ?? '';
  const path = bare(uri).split('/');
  return path.at(-1) === last || (path.at(-1) === 'index' && path.at(-2) === last);
}

/** The function once more, for many keys, behind itself. */
function functionForMany(
  home: OpenDocument,
  { home: declaration, name, parameter, returnType }: SingleQueryFunction,
  newName: string,
  keys: string,
  inside: readonly TextEdit[],
): TextEdit {
  const { text } = home;
  const { type } = parameter;
  const list = type && (ts.isUnionTypeNode(type) ? `(${type.getText()})[]` : `${type.getText()}[]`);
  const edits: TextEdit[] = [
    { span: { start: name.getStart(), end: name.end }, newText: newName },
    { span: { start: parameter.getStart(), end: parameter.end }, newText: list ? `${keys}: ${list}` : keys },
    ...(returnType
      ? [{ span: { start: text.lastIndexOf(':', returnType.getStart()), end: returnType.end }, newText: '' }]
      : []),
    ...inside,
  ];
  const lineBreak = lineBreakOf(text);
  const written = movedText(home, declaration, edits);
  const indented = written.includes('`')
    ? written
    : written.split('\n').join(lineBreak + indentationAt(text, declaration.getStart()));
  const newText = lineBreak + lineBreak + indentationAt(text, declaration.getStart()) + indented;
  return { span: { start: declaration.end, end: declaration.end }, newText };
}
