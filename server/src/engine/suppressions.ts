import type { FileFacts, IgnoreDirective } from '../core/facts/index';
import { suggestName } from '../core/nearest-name';
import { type LineIndex, lineColumnAt, type Span } from '../core/text';
import { UNKNOWN_SUPPRESSION, UNUSED_SUPPRESSION } from './own-findings';

/** What the `sargable-ignore` comments of one file silence. */
export interface Suppressions {
  /** True when a comment silences the finding; the comment then counts as used. */
  silences(ruleId: string, span: Span): boolean;
  /** What is wrong with the comments themselves. Ask after all findings have been. */
  problems(context: SuppressionContext): readonly SuppressionProblem[];
}

export interface SuppressionContext {
  /** Every id that a comment may name. */
  readonly known: readonly string[];
  /** The rules that are on and ran: only of them is it known that they found nothing. */
  readonly ran: ReadonlySet<string>;
}

export interface SuppressionProblem {
  readonly ruleId: typeof UNUSED_SUPPRESSION | typeof UNKNOWN_SUPPRESSION;
  readonly message: string;
  readonly span: Span;
}

/** One word of one comment. */
interface Entry {
  readonly directive: IgnoreDirective;
  readonly ruleId: string;
  /** The lines it speaks of, the last included. */
  readonly firstLine: number;
  readonly lastLine: number;
  used: boolean;
}

export function buildSuppressions(facts: FileFacts, text: string, lines: LineIndex): Suppressions {
  const directives = [...facts.directives].sort((a, b) => a.span.start - b.span.start);
  const entries = directives.flatMap((directive, i) => entriesOf(directive, i, directives, lines));
  const byRule = new Map<string, Entry[]>();
  for (const entry of entries) byRule.set(entry.ruleId, [...(byRule.get(entry.ruleId) ?? []), entry]);
  return {
    silences(ruleId, span) {
      const silencing = (byRule.get(ruleId) ?? []).filter(entry => speaksOf(entry, span, facts, lines));
      for (const entry of silencing) entry.used = true;
      return silencing.length > 0;
    },
    problems({ known, ran }) {
      const idle = (entry: Entry) => !entry.used && ran.has(entry.ruleId);
      return directives.flatMap(directive => {
        const own = entries.filter(entry => entry.directive === directive);
        const unused = own.filter(idle);
        const all = unused.length > 0 && unused.length === own.length;
        return [
          ...nameProblems(directive, known, text),
          ...unused.slice(0, all ? 1 : unused.length).map(
            (entry): SuppressionProblem => ({
              ruleId: UNUSED_SUPPRESSION,
              message: `${(all ? unused : [entry]).map(({ ruleId }) => ruleId).join(', ')} finds nothing here that this comment silences.`,
              span: all ? directive.span : wordSpan(directive, entry.ruleId, text),
            }),
          ),
        ];
      });
    },
  };
}

function entriesOf(
  directive: IgnoreDirective,
  index: number,
  directives: readonly IgnoreDirective[],
  lines: LineIndex,
): Entry[] {
  if (directive.form === 'end') return [];
  return directive.rules.map(ruleId => {
    const [firstLine, lastLine] = linesOf(directive, ruleId, directives.slice(index + 1), directives, lines);
    return { directive, ruleId, firstLine, lastLine, used: false };
  });
}

/** The lines that a comment speaks of, the last included. */
function linesOf(
  { form, span, trailing }: IgnoreDirective,
  ruleId: string,
  later: readonly IgnoreDirective[],
  all: readonly IgnoreDirective[],
  lines: LineIndex,
): readonly [first: number, last: number] {
  if (form === 'file') return [0, Number.POSITIVE_INFINITY];
  const startLine = lineColumnAt(lines, span.start).line;
  if (form === 'start') {
    const end = later.find(other => other.form === 'end' && (other.rules.length === 0 || other.rules.includes(ruleId)));
    return [startLine, end ? lineColumnAt(lines, end.span.start).line : Number.POSITIVE_INFINITY];
  }
  const line = trailing ? startLine : lineBelow(lineColumnAt(lines, span.end).line, all, lines);
  return [line, line];
}

/** The next line that is not itself only such a comment, so that several can stand above one line. */
function lineBelow(line: number, directives: readonly IgnoreDirective[], lines: LineIndex): number {
  for (const other of directives) {
    const start = lineColumnAt(lines, other.span.start).line;
    if (start === line + 1 && !other.trailing) line = lineColumnAt(lines, other.span.end).line;
  }
  return line + 1;
}

function speaksOf(entry: Entry, span: Span, facts: FileFacts, lines: LineIndex): boolean {
  const covers = (offset: number) => {
    const { line } = lineColumnAt(lines, offset);
    return entry.firstLine <= line && line <= entry.lastLine;
  };
  if (covers(span.start)) return true;
  // Inside the text of a statement no comment of the program can stand: one above the call that sends it speaks of it.
  const call = entry.directive.form === 'line' ? callAround(span, facts) : undefined;
  return call !== undefined && covers(call.start);
}

/** The smallest call that contains the span, unless a function begins in between: that is a place of its own. */
function callAround(span: Span, facts: FileFacts): Span | undefined {
  for (const [i, unit] of facts.units.entries()) {
    const start = facts.starts[i];
    if (unit.kind !== 'code' || start === undefined) continue;
    const relative = { start: span.start - start, end: span.end - start };
    const around = (outer: Span) => outer.start < relative.start && relative.end < outer.end;
    const [call] = unit.code.calls
      .filter(({ span }) => around(span))
      .sort((a, b) => lengthOf(a.span) - lengthOf(b.span));
    if (!call) continue;
    const between = unit.code.functions.some(fn => around(fn.span) && lengthOf(fn.span) < lengthOf(call.span));
    return between ? undefined : { start: call.span.start + start, end: call.span.end + start };
  }
  return undefined;
}

function nameProblems(directive: IgnoreDirective, known: readonly string[], text: string): SuppressionProblem[] {
  if (directive.rules.length === 0 && directive.form !== 'end') {
    const message = 'This comment names no rule, so it silences nothing: write "sargable-ignore <rule-id>: reason".';
    return [{ ruleId: UNKNOWN_SUPPRESSION, message, span: directive.span }];
  }
  return directive.rules
    .filter(word => !known.includes(word))
    .map(word => ({
      ruleId: UNKNOWN_SUPPRESSION,
      message: `There is no rule "${word}".${suggestName(word, known)}`,
      span: wordSpan(directive, word, text),
    }));
}

function wordSpan(directive: IgnoreDirective, word: string, text: string): Span {
  const marker = text.indexOf('sargable-ignore', directive.span.start);
  const start = text.indexOf(word, marker < 0 ? directive.span.start : marker);
  return start < 0 || start >= directive.span.end ? directive.span : { start, end: start + word.length };
}

function lengthOf(span: Span): number {
  return span.end - span.start;
}
