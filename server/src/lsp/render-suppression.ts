import type { WorkspaceChange } from '../core/fix';
import type { Frontend } from '../core/frontend';
import { buildLineIndex, lineColumnAt, shiftSpan } from '../core/text';
import { baseNameOf, type Uri } from '../core/uri';
import type { FileReport, ReportedFinding } from '../engine/report';
import { buildSuppressions } from '../engine/suppressions';

/** How far above a finding the call can begin whose statement it stands in. */
const MAXIMUM_LINES_UP = 100;

/**
 * The comment that silences a finding, on a line of its own above the nearest line where that works: inside the text of an SQL
 * template no comment of the program can stand. Whether it works is not guessed but read from the new text.
 */
export function renderSuppression(
  finding: ReportedFinding,
  { uri, text, version }: FileReport,
  frontends: readonly Frontend[],
): WorkspaceChange | { readonly declined: string } {
  const frontend = frontends.find(({ extensions }) =>
    extensions.some(extension => baseNameOf(uri).endsWith(extension)),
  );
  if (!frontend || version === undefined) return { declined: NO_PLACE };
  const lines = buildLineIndex(text);
  const { line: findingLine } = lineColumnAt(lines, finding.span.start);
  for (let line = findingLine; line >= Math.max(0, findingLine - MAXIMUM_LINES_UP); line--) {
    const at = lines.starts[line] ?? 0;
    const comment = commentLine(uri, text, at, finding.ruleId);
    const newText = text.slice(0, at) + comment + text.slice(at);
    const { facts } = frontend.extract({ uri, text: newText });
    const suppressions = buildSuppressions(facts, newText, buildLineIndex(newText));
    if (!suppressions.silences(finding.ruleId, shiftSpan(finding.span, comment.length))) continue;
    return {
      edits: [{ uri, expect: { version }, edits: [{ span: { start: at, end: at }, newText: comment }] }],
      create: [],
    };
  }
  return { declined: NO_PLACE };
}

const NO_PLACE = 'There is no place near this line where a comment would silence it.';

/** A line of its own with the indentation and the line end of the line at `start`. */
function commentLine(uri: Uri, text: string, start: number, ruleId: string): string {
  const [, indentation = '', lineEnd = '\n'] = /^([ \t]*)[^\r\n]*(\r\n|\r|\n)?/.exec(text.slice(start)) ?? [];
  return `${indentation}${uri.endsWith('.sql') ? '--' : '//'} sargable-ignore ${ruleId}${lineEnd}`;
}
