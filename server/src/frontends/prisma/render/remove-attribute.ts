import type { TextEdit } from '../../../core/fix';
import type { Attribute } from '../parse-attribute';

/** Takes an attribute away from a field: with the blanks up to the next one, without a next one with those before it. */
export function removeAttribute(text: string, attribute: Attribute, siblings: readonly Attribute[]): TextEdit {
  const { start, end } = attribute.span;
  const next = siblings[siblings.indexOf(attribute) + 1];
  const span = next ? { start, end: next.span.start } : { start: text.slice(0, start).trimEnd().length, end };
  return { span, newText: '' };
}
