import type { FixIntent, RenderContext, WorkspaceChange } from '../../../core/fix';
import { buildMap, lookUp } from './key-map';
import { readKeyQuery } from './key-query';
import { nameIterable } from './loop-list';
import { freshName } from './moved-code';
import { type Declined, openDocument } from './open-document';
import { isChanged, readLoopCall, whyStuck } from './query-loop';
import { whyNotReached } from './reached-each-round';
import { movedText, statementsBefore } from './statement-text';

type BatchByKey = FixIntent & { readonly kind: 'batch-by-key' };

/** One query with a list of keys before the loop, and a Map in place of the query. */
export function renderBatchByKey(intent: BatchByKey, context: RenderContext): WorkspaceChange | Declined {
  const document = openDocument(intent, context);
  if ('declined' in document) return document;
  const asked = readKeyQuery(document, { ...intent, call: intent.at.span });
  if ('declined' in asked) return asked;
  const query = readLoopCall(document, { call: intent.at.span, loop: intent.loop }, asked.key);
  if ('declined' in query) return query;
  if (isChanged(query)) return { declined: 'the loop changes what was found, and equal keys would share it' };
  const stuck = whyNotReached(query) ?? whyStuck(query, asked.kept, asked.accepts);
  if (stuck !== undefined) return { declined: stuck };
  const iterated = nameIterable(query);
  const list = asked.listQuery(iterated.keys);
  if ('declined' in list) return list;

  const wishes = asked.names;
  const names = {
    ...wishes,
    rows: freshName(query.statement, wishes.rows),
    map: freshName(query.statement, [wishes.map]),
  };
  const { awaited } = query;
  return document.change([
    ...list.beside,
    statementsBefore(document, query.statement, [
      ...(iterated.statement === undefined ? [] : [iterated.statement]),
      `const ${names.rows} = await ${movedText(document, asked.call, list.inside)};`,
      ...buildMap(document, names, asked.field, intent.result, intent.byText),
    ]),
    ...iterated.edits,
    {
      span: { start: awaited.getStart(), end: awaited.end },
      newText: lookUp(query, names.map, intent.result, asked.missing, intent.byText),
    },
  ]);
}
