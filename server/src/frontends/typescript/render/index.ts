import type { FixIntent, RenderContext, WorkspaceChange } from '../../../core/fix';

/** One file per intent; what other languages render is declined. */
export function renderTypeScript(intent: FixIntent, _context: RenderContext): WorkspaceChange | { declined: string } {
  return { declined: `${intent.kind} is not written in TypeScript` };
}
