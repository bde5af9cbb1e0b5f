import ts from 'typescript';
import type { FixIntent, RenderContext, TextEdit, WorkspaceChange } from '../../../core/fix';
import { unwrap } from '../unwrap';
import {
  type Declined,
  indentationAt,
  lineBreakOf,
  nodeAt,
  type OpenDocument,
  openDocument,
  startsLine,
} from './open-document';
import { parameterTexts } from './parameters';
import { readSqlText } from './sql-text';

type Parameterize = FixIntent & { readonly kind: 'parameterize' };

/** Replaces spliced values by placeholders and adds the values to the call, in the manner of its library. */
export function renderParameterize(intent: Parameterize, context: RenderContext): WorkspaceChange | Declined {
  const document = openDocument(intent, context);
  if ('declined' in document) return document;
  const text = readSqlText(document, intent.at, intent.template);
  if ('declined' in text) return text;
  const values = parameterTexts(intent.parameterization.parameters, text.holes);
  if ('declined' in values) return values;
  const cuts = text.cut(intent.parameterization.cuts, replacement => replacement);
  if ('declined' in cuts) return cuts;
  const added = addValues(document, intent, text.node, values);
  return 'declined' in added ? added : document.change([...cuts, added]);
}

function addValues(
  document: OpenDocument,
  intent: Parameterize,
  text: ts.Expression,
  values: readonly string[],
): TextEdit | Declined {
  if (intent.values) {
    const given = nodeAt(document.source, document.locate(intent.values), ts.isExpression);
    const list = given && unwrap(given);
    if (!list || !ts.isArrayLiteralExpression(list)) return { declined: 'the values are not written out' };
    const last = list.elements.at(-1);
    return last ? insert(last.end, `, ${values.join(', ')}`) : insert(list.getStart() + 1, values.join(', '));
  }
  switch (intent.api) {
    case 'text-and-values': {
      const call = text.parent;
      if (!ts.isCallExpression(call) || call.arguments.at(-1) !== text) {
        return { declined: 'another argument follows the text' };
      }
      return append(document, text, [`[${values.join(', ')}]`]);
    }
    case 'config-object': {
      const property = text.parent;
      if (!ts.isPropertyAssignment(property) && !ts.isShorthandPropertyAssignment(property)) {
        return { declined: 'the text is not a property of its own' };
      }
      return append(document, property, [`values: [${values.join(', ')}]`]);
    }
    case 'text-and-rest': {
      const call = text.parent;
      const last = ts.isCallExpression(call) ? call.arguments.at(-1) : undefined;
      if (!last) return { declined: 'the text is no argument of its own' };
      return append(document, last, values);
    }
  }
}

/** Puts new members of a list behind `last`: each on a line of its own where the list is laid out that way. */
function append(document: OpenDocument, last: ts.Node, added: readonly string[]): TextEdit {
  const start = last.getStart();
  const separator = startsLine(document.text, start)
    ? `,${lineBreakOf(document.text)}${indentationAt(document.text, start)}`
    : ', ';
  return insert(last.end, added.map(one => `${separator}${one}`).join(''));
}

function insert(offset: number, newText: string): TextEdit {
  return { span: { start: offset, end: offset }, newText };
}
