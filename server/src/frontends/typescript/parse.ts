import ts from 'typescript';

/**
 * Parses a document, starting from the tree of its last version if there is one. Undefined when it is nested deeper than
 * the parser's own recursion reaches.
 */
export function parseDocument(name: string, text: string, previous?: ts.SourceFile): ts.SourceFile | undefined {
  if (previous) {
    if (previous.text === text) return previous;
    const updated = attempt(() => ts.updateSourceFile(previous, text, changeBetween(previous.text, text)));
    if (updated) return updated;
  }
  return attempt(() =>
    ts.createSourceFile(
      name,
      text,
      // JSDoc holds no code, and parsing it costs a tenth of the time.
      { languageVersion: ts.ScriptTarget.Latest, jsDocParsingMode: ts.JSDocParsingMode.ParseNone },
      false,
    ),
  );
}

/** What the parser itself objected to, in the order of the text. It stands on the tree but not in its public type. */
export function syntaxErrorsOf(source: ts.SourceFile): readonly ts.DiagnosticWithLocation[] {
  const { parseDiagnostics } = source as ts.SourceFile & {
    readonly parseDiagnostics?: readonly ts.DiagnosticWithLocation[];
  };
  return parseDiagnostics ?? [];
}

/** The parser is recursive, and an incremental parse may meet a tree it cannot reuse: both throw on odd texts only. */
function attempt(parse: () => ts.SourceFile): ts.SourceFile | undefined {
  try {
    return parse();
  } catch {
    return undefined;
  }
}

/** The smallest stretch whose replacement makes one text of the other: what lies between common start and end. */
function changeBetween(before: string, after: string): ts.TextChangeRange {
  const shorter = Math.min(before.length, after.length);
  // Comparing whole blocks is many times as fast as comparing characters.
  let start = 0;
  while (start + BLOCK <= shorter && before.startsWith(after.slice(start, start + BLOCK), start)) start += BLOCK;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  const rest = shorter - start;
  let end = 0;
  while (end + BLOCK <= rest && before.endsWith(blockFromEnd(after, end), before.length - end)) end += BLOCK;
  while (end < rest && before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)) {
    end += 1;
  }
  return { span: { start, length: before.length - end - start }, newLength: after.length - end - start };
}

const BLOCK = 1024;

function blockFromEnd(text: string, end: number): string {
  return text.slice(text.length - end - BLOCK, text.length - end);
}
