import type { FileReport } from '../engine/report';
import type { FindingCounts } from './protocol';
import type { Session } from './session';

export interface WorkspaceCheck {
  readonly counts: FindingCounts;
  readonly unreadableFiles: number;
}

/** Checks every file and keeps the status item's figures up to date. */
export async function checkWorkspace(
  session: Session,
  signal: AbortSignal,
  onReport: (report: FileReport) => void,
): Promise<WorkspaceCheck> {
  await session.workspace.ready(signal);
  return session.status.whileChecking(async () => {
    const counts = { files: 0, error: 0, warning: 0, info: 0, hint: 0 };
    const { failures } = await session.engine.checkWorkspace(signal, report => {
      if (report.findings.length > 0) counts.files += 1;
      for (const { severity } of report.findings) counts[severity] += 1;
      onReport(report);
    });
    for (const { uri, message } of failures) session.logger.warn(`${uri} could not be read: ${message}`);
    session.status.counted(counts);
    // What is counted over all files may say something new of a document that is open and was not edited.
    session.freshness.changed(false);
    return { counts, unreadableFiles: failures.length };
  });
}
