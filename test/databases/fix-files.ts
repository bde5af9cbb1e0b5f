import { applyChange, type Files, openWorkspace } from '../harness/workspace';

export interface FixedFiles {
  readonly files: Files;
  /** The titles of the fixes that were made and the reasons of those that were not, by path. */
  readonly made: ReadonlyMap<string, string>;
  readonly declined: ReadonlyMap<string, readonly string[]>;
}

/** The files after one fix each: the first of a rule's single finding whose title matches and that can be written. */
export async function fixFiles(files: Files, ruleId: string, title = /./): Promise<FixedFiles> {
  const workspace = await openWorkspace(files);
  const made = new Map<string, string>();
  const declined = new Map<string, string[]>();
  let current = files;
  for (const [path, report] of await workspace.check()) {
    const [finding, ...more] = report.findings.filter(one => one.ruleId === ruleId);
    if (more.length > 0) throw new Error(`${path} has more than one finding`);
    for (const [index, fix] of (finding?.fixes ?? []).entries()) {
      if (!finding || !title.test(fix.title) || made.has(path)) continue;
      const change = await workspace.engine.resolveFix(finding.id, index, new AbortController().signal);
      if ('declined' in change) declined.set(path, [...(declined.get(path) ?? []), change.declined]);
      else {
        current = applyChange(current, change);
        made.set(path, fix.title);
      }
    }
  }
  return { files: current, made, declined };
}
