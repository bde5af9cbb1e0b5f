import ts from 'typescript';
import type { FixIntent, RenderContext, TextEdit, WorkspaceChange } from '../../../core/fix';
import {
  argumentsObject,
  each,
  functionAround,
  isNamed,
  mayWriteRows,
  namesUsedIn,
  objectIn,
  propertyNamed,
} from './moved-code';
import { type Declined, nodeAt, openDocument } from './open-document';
import { type QueryLoop, readQueryLoop, whyStuck } from './query-loop';

type IncludeRelation = FixIntent & { readonly kind: 'include-relation' };

const LIST_CLAUSES: ReadonlySet<string> = new Set([
  'where',
  'select',
  'include',
  'omit',
  'orderBy',
  'take',
  'skip',
  'distinct',
]);
const ROW_CLAUSES: ReadonlySet<string> = new Set(['where', 'select', 'include', 'omit']);

/** Loads the relation with the rows, and reads it from the element in place of the query. */
export function renderIncludeRelation(intent: IncludeRelation, context: RenderContext): WorkspaceChange | Declined {
  const document = openDocument(intent, context);
  if ('declined' in document) return document;
  const query = readQueryLoop(document, { call: intent.at.span, loop: intent.loop, keyEntry: intent.keyEntry });
  if ('declined' in query) return query;
  const outer = nodeAt(document.source, document.locate(intent.outerCall), ts.isCallExpression);
  if (!outer || functionAround(outer) !== functionAround(query.loop)) {
    return { declined: 'the rows are loaded in another function' };
  }
  if (!ts.isIdentifier(query.element)) return { declined: 'the element has no name' };
  const problem = methodProblem(query, intent.list) ?? rowsProblem(query, outer);
  if (problem !== undefined) return { declined: problem };
  const name = isCountOf(query) ? '_count' : intent.relation;
  if (leavesLoop(query, query.element.text, name))
    return { declined: 'the element would leave the loop with more than it had' };
  const relation = relationText(query, intent, outer);
  if (typeof relation !== 'string') return relation;
  const loaded = loadWith(outer, name, relation);
  if ('declined' in loaded) return loaded;
  const read = `${query.element.text}.${isCountOf(query) ? '_count.' : ''}${intent.relation}`;
  return document.change([
    loaded,
    { span: { start: query.awaited.getStart(), end: query.awaited.end }, newText: read },
  ]);
}

function isCountOf({ method }: QueryLoop): boolean {
  return method === 'count';
}

/** The element as a whole is used for something, which would see what is now loaded into it. */
function leavesLoop({ loop }: QueryLoop, element: string, loaded: string): boolean {
  return namesUsedIn(loop).some(use => {
    if (use.text !== element || ts.isPropertyAccessExpression(use.parent)) return false;
    const { parent } = use;
    if (!ts.isSpreadAssignment(parent)) return true;
    // `{ ...order, items }` says itself what `items` is.
    const { properties } = parent.parent;
    return !properties.slice(properties.indexOf(parent)).some(one => isNamed(one) && one.name.text === loaded);
  });
}

function methodProblem({ method }: QueryLoop, list: boolean): string | undefined {
  const fits = list ? method === 'findMany' || method === 'count' : method === 'findUnique' || method === 'findFirst';
  return fits ? undefined : `${method} is not what the relation gives`;
}

/** The rows must come straight from the query and go nowhere but into the loop. */
function rowsProblem(query: QueryLoop, outer: ts.CallExpression): string | undefined {
  const { iterable } = query;
  const declaration = ts.isAwaitExpression(outer.parent) ? outer.parent.parent : undefined;
  if (!declaration || !ts.isVariableDeclaration(declaration) || declaration.type || !ts.isIdentifier(iterable)) {
    return 'the rows are not loaded into a variable of their own';
  }
  if (declaration.name.getText() !== iterable.text || !(declaration.parent.flags & ts.NodeFlags.Const)) {
    return 'the rows are not loaded into a variable of their own';
  }
  const name = iterable.text;
  for (const use of namesUsedIn(functionAround(outer))) {
    const isLength = ts.isPropertyAccessExpression(use.parent) && use.parent.name.text === 'length';
    if (use.text === name && use !== iterable && !isLength) return `${name} is also used elsewhere`;
  }
  const between = { from: outer.end, to: query.loop.getStart() };
  let writes = false;
  each(functionAround(outer), node => {
    const isBetween = between.from <= node.getStart() && node.end <= between.to;
    if (isBetween && ts.isStatement(node) && mayWriteRows(node)) writes = true;
  });
  return writes ? 'rows are written between the query and the loop' : undefined;
}

/** What the relation is loaded with: `true`, or the query's other conditions. */
function relationText(query: QueryLoop, intent: IncludeRelation, outer: ts.CallExpression): string | Declined {
  const args = argumentsObject(query.call);
  if (!args) return { declined: 'the arguments of the query are not written out' };
  const clauses = args.properties.filter(isNamed);
  const isCount = query.method === 'count';
  const allowed = isCount ? new Set(['where']) : intent.list ? LIST_CLAUSES : ROW_CLAUSES;
  const unknown = clauses.find(clause => !allowed.has(clause.name.text));
  if (unknown) return { declined: `${unknown.name.getText()} cannot be asked of a relation` };
  const conditions = query.where.properties.filter(property => property !== query.keyProperty);
  if (conditions.length > 0 && !intent.list) return { declined: 'a single row takes no further conditions' };
  const others = clauses.filter(clause => clause !== query.where.parent);
  const stuck = whyStuck(query, [...conditions, ...others]) ?? notYetKnown([...conditions, ...others], outer);
  if (stuck !== undefined) return { declined: stuck };
  const parts = others.map(clause => clause.getText());
  if (conditions.length > 0) parts.unshift(`where: { ${conditions.map(one => one.getText()).join(', ')} }`);
  const value = parts.length === 0 ? 'true' : `{ ${parts.join(', ')} }`;
  return isCount ? `{ select: { ${intent.relation}: ${value} } }` : value;
}

/** Names that come into being after the rows were loaded. */
function notYetKnown(moved: readonly ts.Node[], outer: ts.CallExpression): string | undefined {
  const late = new Set<string>();
  each(functionAround(outer), node => {
    const declares = ts.isVariableDeclaration(node) || ts.isBindingElement(node);
    if (declares && node.getStart() > outer.getStart() && ts.isIdentifier(node.name)) late.add(node.name.text);
  });
  const name = moved.flatMap(namesUsedIn).find(use => late.has(use.text));
  return name && `${name.text} is not known where the rows are loaded`;
}

/** The edit that adds an entry to `include`, or to `select` where the query has one. */
function loadWith(outer: ts.CallExpression, name: string, value: string): TextEdit | Declined {
  const entry = `${name}: ${value}`;
  const [argument, more] = outer.arguments;
  if (!argument) return insertAt(outer.arguments.pos, `{ include: { ${entry} } }`);
  const args = argumentsObject(outer);
  if (!args || more) return { declined: 'the arguments of the outer query are not written out' };
  if (propertyNamed(args, 'distinct')) return { declined: 'the outer query is distinct' };
  for (const clause of ['select', 'include']) {
    const property = propertyNamed(args, clause);
    if (!property) continue;
    const object = objectIn(property);
    if (!object?.properties.every(isNamed)) return { declined: `${clause} is not written out` };
    if (propertyNamed(object, name)) return { declined: `the outer query already loads ${name}` };
    const last = object.properties.at(-1);
    return last ? insertAt(last.end, `, ${entry}`) : insertAt(object.getStart() + 1, ` ${entry} `);
  }
  const last = args.properties.at(-1);
  const include = `include: { ${entry} }`;
  return last ? insertAt(last.end, `, ${include}`) : insertAt(args.getStart() + 1, ` ${include} `);
}

function insertAt(offset: number, newText: string): TextEdit {
  return { span: { start: offset, end: offset }, newText };
}
