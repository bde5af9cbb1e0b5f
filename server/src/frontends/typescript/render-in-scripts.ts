import type { FixIntent, RenderContext, Renderer, TextEdit } from '../../core/fix';
import { containsSpan } from '../../core/text';
import type { Uri } from '../../core/uri';
import { isComponent, readScripts } from './script-blocks';

/** Renders for single-file components as for other modules: the rest of them is blank, and no edit may reach into it. */
export function renderInScripts(render: Renderer['render'], intent: FixIntent, context: RenderContext) {
  const change = render(intent, {
    ...context,
    read(uri) {
      const source = context.read(uri);
      return source && isComponent(uri) ? { ...source, text: readScripts(source.text).text } : source;
    },
  });
  if ('declined' in change) return change;
  const fits = change.edits.every(({ uri, edits }) => !isComponent(uri) || standInScripts(uri, edits, context));
  return fits ? change : { declined: 'The change would stand outside of the script.' };
}

function standInScripts(uri: Uri, edits: readonly TextEdit[], context: RenderContext): boolean {
  const { spans } = readScripts(context.read(uri)?.text ?? '');
  return edits.every(({ span }) => spans.some(script => containsSpan(script, span)));
}
