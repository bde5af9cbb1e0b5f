import type { Expression } from '../../core/facts/expression';
import type { IndexColumn, IndexFact } from '../../core/facts/schema';

/** The index names the column in any way. An index too many would hide that one is missing: texts are looked at too. */
export function involvesColumn(index: IndexFact, column: string): boolean {
  if (index.include.includes(column)) return true;
  if (index.columns.some(part => part.column === column)) return true;
  if (index.columns.some(part => part.expression !== undefined && mentionsColumn(part.tree, part.expression, column))) {
    return true;
  }
  return index.predicate !== undefined && mentionsColumn(index.predicate.tree, index.predicate.text, column);
}

export function renameInIndex(index: IndexFact, from: string, to: string): IndexFact {
  if (!involvesColumn(index, from)) return index;
  const renamed = (column: string): string => (column === from ? to : column);
  const { predicate } = index;
  return {
    ...index,
    columns: index.columns.map(part => renameInPart(part, from, to)),
    include: index.include.map(renamed),
    ...(predicate && {
      predicate: {
        text: renameInText(predicate.text, from, to),
        notNullOnly: predicate.notNullOnly.map(renamed),
        ...(predicate.tree && { tree: renameInTree(predicate.tree, from, to) }),
      },
    }),
  };
}

function renameInPart(part: IndexColumn, from: string, to: string): IndexColumn {
  if (part.column !== undefined) return part.column === from ? { ...part, column: to } : part;
  return {
    ...part,
    ...(part.expression !== undefined && { expression: renameInText(part.expression, from, to) }),
    ...(part.tree && { tree: renameInTree(part.tree, from, to) }),
  };
}

export function mentionsColumn(tree: Expression | undefined, text: string, column: string): boolean {
  if (tree && isReadWhole(tree)) return treeMentions(tree, column);
  return identifiersIn(text).some(({ name }) => name === column);
}

function isReadWhole(tree: Expression): boolean {
  return tree.kind !== 'opaque' && tree.kind !== 'subquery' && partsOf(tree).every(isReadWhole);
}

function treeMentions(tree: Expression, column: string): boolean {
  return tree.kind === 'column' ? tree.name === column : partsOf(tree).some(part => treeMentions(part, column));
}

function partsOf(tree: Expression): readonly Expression[] {
  switch (tree.kind) {
    case 'call':
    case 'operator':
      return tree.args;
    case 'opaque':
      return tree.args ?? [];
    case 'cast':
      return [tree.of];
    case 'list':
      return tree.items;
    default:
      return [];
  }
}

function renameInTree(tree: Expression, from: string, to: string): Expression {
  const inner = (part: Expression): Expression => renameInTree(part, from, to);
  switch (tree.kind) {
    case 'column':
      return tree.name === from ? { ...tree, name: to } : tree;
    case 'call':
    case 'operator':
      return { ...tree, args: tree.args.map(inner) };
    case 'opaque':
      return tree.args ? { ...tree, args: tree.args.map(inner) } : tree;
    case 'cast':
      return { ...tree, of: inner(tree.of) };
    case 'list':
      return { ...tree, items: tree.items.map(inner) };
    default:
      return tree;
  }
}

function renameInText(text: string, from: string, to: string): string {
  let result = '';
  let end = 0;
  for (const identifier of identifiersIn(text)) {
    if (identifier.name !== from) continue;
    result += text.slice(end, identifier.start) + quoteName(to);
    end = identifier.end;
  }
  return result + text.slice(end);
}

interface Identifier {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** String literals, quoted names, words and what must be seen between them. */
const TOKENS = /'(?:[^']|'')*'|\$(\w*)\$[\s\S]*?\$\1\$|"((?:[^"]|"")+)"|[\p{L}_][\p{L}\p{N}_$]*|::|[^\s]/gu;

/** The words of an expression that can be names of columns: no functions, no types behind `::`, no text. */
function identifiersIn(text: string): readonly Identifier[] {
  const tokens = [...text.matchAll(TOKENS)];
  return tokens.flatMap((token, n): Identifier[] => {
    const [written, , quoted] = token;
    const isWord = quoted !== undefined || /^[\p{L}_]/u.test(written);
    if (!isWord || tokens[n + 1]?.[0] === '(' || tokens[n - 1]?.[0] === '::') return [];
    const name = quoted === undefined ? written.toLowerCase() : quoted.replaceAll('""', '"');
    return [{ name, start: token.index, end: token.index + written.length }];
  });
}

function quoteName(name: string): string {
  return /^[a-z_][a-z0-9_$]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}
