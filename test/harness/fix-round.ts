import type { EngineDependencies } from '../../server/src/engine/engine';
import { applyChange, type Files, openWorkspace } from './workspace';

/** Two fixes that undo each other would go on for ever. */
const MOST_ROUNDS = 20;

/** The files after every finding's first fix, round by round until nothing changes. */
export async function fixEverything(
  files: Files,
  overrides: Partial<EngineDependencies>,
): Promise<Map<string, string>> {
  let current = new Map(files);
  const { signal } = new AbortController();
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const workspace = await openWorkspace(current, overrides);
    let changed = false;
    for (const [, report] of await workspace.check()) {
      const { change } = await workspace.engine.fixFile(report.uri, 'review', signal);
      if (change.edits.length === 0 && change.create.length === 0) continue;
      current = applyChange(current, change);
      changed = true;
      // The other reports were made for files that are no more.
      break;
    }
    if (!changed) return current;
  }
  throw new Error(`still changing after ${MOST_ROUNDS} rounds of fixes`);
}
