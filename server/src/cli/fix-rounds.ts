import type { Uri } from '../core/uri';
import { applyWorkspaceChange } from './apply-workspace-change';
import type { LocatedFinding } from './check-result';
import type { OverlayFileSystem } from './overlay-file-system';
import type { Session, SessionCheck } from './session';

export interface FixOutcome {
  /** How many findings were repaired. */
  readonly fixed: number;
  readonly declined: readonly DeclinedFix[];
  /** What is still found after the last round. */
  readonly remaining: readonly LocatedFinding[];
  /** The last round still changed something. */
  readonly unfinished: boolean;
}

export interface DeclinedFix {
  readonly finding: LocatedFinding;
  readonly reason: string;
}

export type FixSafety = 'safe' | 'review';

/** One repair may make room for another, or two may touch the same line: more rounds than this and they undo each other. */
const MOST_ROUNDS = 100;

/** Repairs what can be repaired, in the overlay, until nothing changes. */
export async function runFixRounds(
  session: Session,
  overlay: OverlayFileSystem,
  safety: FixSafety,
  signal: AbortSignal,
): Promise<FixOutcome> {
  let fixed = 0;
  for (let round = 1; ; round++) {
    const checked = await session.check();
    if (round > MOST_ROUNDS) return { fixed, declined: [], remaining: checked.result.findings, unfinished: true };
    const result = await runRound(session, checked, overlay, safety, signal);
    fixed += result.fixed;
    if (!result.changed)
      return { fixed, declined: result.declined, remaining: checked.result.findings, unfinished: false };
  }
}

interface RoundResult {
  readonly fixed: number;
  readonly changed: boolean;
  readonly declined: readonly DeclinedFix[];
}

async function runRound(
  session: Session,
  checked: SessionCheck,
  overlay: OverlayFileSystem,
  safety: FixSafety,
  signal: AbortSignal,
): Promise<RoundResult> {
  let fixed = 0;
  let changed = false;
  const declined: DeclinedFix[] = [];
  for (const { uri, findings } of checked.reports) {
    const fixable = findings.filter(({ fixes }) => fixes.some(fix => safety === 'review' || fix.safety === 'safe'));
    // Repairs of one file that touch each other wait for the next turn; each turn repairs one finding at least.
    for (let turn = 0; turn < fixable.length; turn++) {
      const result = await fixFile(session, uri, overlay, safety, signal);
      fixed += result.fixed;
      changed ||= result.changed;
      if (result.changed) continue;
      const reasons = new Map(result.declined.map(({ findingId, reason }) => [findingId, reason]));
      for (const finding of checked.result.findings) {
        const isCandidate =
          fixable.some(({ id }) => id === finding.id) && session.engine.finding(finding.id) !== undefined;
        const reason = reasons.get(finding.id) ?? (isCandidate ? result.refused : undefined);
        if (reason !== undefined) declined.push({ finding, reason });
      }
      break;
    }
  }
  return { fixed, changed, declined };
}

interface FileResult {
  readonly fixed: number;
  readonly changed: boolean;
  readonly declined: readonly { readonly findingId: string; readonly reason: string }[];
  /** Why nothing could be changed, though there was something to change. */
  readonly refused?: string;
}

async function fixFile(
  { engine, reload }: Session,
  uri: Uri,
  overlay: OverlayFileSystem,
  safety: FixSafety,
  signal: AbortSignal,
): Promise<FileResult> {
  const { change, fixed, declined } = await engine.fixFile(uri, safety, signal);
  const applied = await applyWorkspaceChange(change, overlay);
  if (applied.kind === 'refused') return { fixed: 0, changed: false, declined, refused: applied.reason };
  const { edited, created } = applied;
  if (edited.length === 0 && created.length === 0) return { fixed: 0, changed: false, declined };
  engine.filesChanged([...edited, ...created], []);
  // A new migration belongs to its set, so that the model knows what it says.
  if (created.length > 0) await reload();
  return { fixed, changed: true, declined };
}
