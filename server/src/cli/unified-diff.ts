import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import type { Uri } from '../core/uri';
import type { Colors } from './colors';
import { relativePath } from './paths';
import type { PlannedWrite } from './planned-writes';

/** What `git apply` and `patch -p1` take, in the root. */
export function renderDiff(plan: readonly PlannedWrite[], root: Uri, colors: Colors): string {
  return plan.map(file => paint(renderFile(file, root), colors)).join('');
}

function renderFile({ uri, before, after }: PlannedWrite, root: Uri): string {
  const path = relativePath(root, uri);
  const from = before === undefined ? '/dev/null' : `a/${path}`;
  return createTwoFilesPatch(from, `b/${path}`, before ?? '', after, undefined, undefined, {
    context: 3,
    headerOptions: FILE_HEADERS_ONLY,
  });
}

function paint(patch: string, colors: Colors): string {
  if (!colors.isColorSupported) return patch;
  return patch
    .split('\n')
    .map(line => {
      if (line.startsWith('---') || line.startsWith('+++')) return colors.bold(line);
      if (line.startsWith('@@')) return colors.cyan(line);
      if (line.startsWith('+')) return colors.green(line);
      return line.startsWith('-') ? colors.red(line) : line;
    })
    .join('\n');
}
