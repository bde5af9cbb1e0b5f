import type { FixIntent, RenderContext, WorkspaceChange } from '../../../core/fix';
import { renderBatchByKey } from './batch-by-key';
import { renderIncludeRelation } from './include-relation';
import { renderParameterize } from './parameterize';
import { renderTagRawQuery } from './tag-raw-query';

/** One file per intent; what only other languages write is declined. */
export function renderTypeScript(
  intent: FixIntent,
  context: RenderContext,
): WorkspaceChange | { readonly declined: string } {
  switch (intent.kind) {
    case 'batch-by-key':
      return renderBatchByKey(intent, context);
    case 'include-relation':
      return renderIncludeRelation(intent, context);
    case 'parameterize':
      return renderParameterize(intent, context);
    case 'tag-raw-query':
      return renderTagRawQuery(intent, context);
    case 'add-index':
    case 'add-index-migration':
      return { declined: 'an index is not declared in TypeScript' };
  }
}
