import type { FixIntent, RenderContext, WorkspaceChange } from '../../../core/fix';
import type { Declined } from './open-document';

type EditSql = Extract<FixIntent, { readonly kind: 'edit-sql' }>;

export function renderEditSql(_intent: EditSql, _context: RenderContext): WorkspaceChange | Declined {
  return { declined: 'not written yet' };
}
