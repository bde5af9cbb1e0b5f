import ts from 'typescript';
import type { TextEdit } from '../../../core/fix';
import { type ChainLink, chainOf, isOfChain, withoutLink } from './call-chain';
import { listCondition, readKeyCondition } from './key-condition';
import type { AskedKey, KeyQuery } from './key-query';
import { capitalized } from './key-query-names';
import { isNamed } from './moved-code';
import { type Declined, nodeAt, type OpenDocument } from './open-document';
import { partsBeside } from './parts-beside';
import { isQueryOperator } from './query-operator';

/** `db.select().from(users).where(eq(users.id, id))` with `inArray`. */
export function readDrizzleQuery(document: OpenDocument, asked: AskedKey): KeyQuery | Declined {
  const call = nodeAt(document.source, document.locate(asked.call), ts.isCallExpression);
  const condition = readKeyCondition(document, asked);
  if ('declined' in condition) return condition;
  if (!call) return { declined: 'the query is not written as a plain call' };
  const { node, key } = condition;
  const links = chainOf(call);
  const unknown = links.find(({ name }) => !LINKS.has(name));
  if (unknown) return { declined: `${unknown.name} is not known to be the same for all keys` };
  const selected = selectKey(links, node, asked.keyField);
  if ('declined' in selected) return selected;
  const table =
    links
      .find(({ name }) => name === 'from')
      ?.call.arguments[0]?.getText()
      .split('.')
      .at(-1) ?? '';
  return {
    call,
    key,
    kept: partsBeside(call, node),
    accepts: one => isQueryOperator(one) || isOfChain(links, one),
    field: selected.field,
    names: {
      rows: [`${table}Rows`],
      map: `${table}By${capitalized(asked.keyField)}`,
      row: 'row',
      group: 'group',
    },
    listQuery: keys => {
      const list = listCondition(document, asked, condition, keys);
      if ('declined' in list) return list;
      return {
        inside: [
          { span: { start: node.getStart(), end: node.end }, newText: list.text },
          ...selected.edits,
          ...links.filter(({ name }) => name === 'limit').map(withoutLink),
        ],
        beside: list.edits,
      };
    },
  };
}

/** A limit is taken away: the rule offers this only where a key has one row at most. */
const LINKS: ReadonlySet<string> = new Set(['select', 'from', 'where', 'orderBy', 'limit']);

/** Under which name the rows have the key, and what must be selected for that. */
function selectKey(
  links: readonly ChainLink[],
  condition: ts.Node,
  keyField: string,
): { readonly field: string; readonly edits: readonly TextEdit[] } | Declined {
  const select = links.find(({ name }) => name === 'select')?.call;
  const [fields] = select?.arguments ?? [];
  if (!fields) return { field: keyField, edits: [] };
  if (!ts.isObjectLiteralExpression(fields) || !fields.properties.every(isNamed)) {
    return { declined: 'the selected columns are not written out' };
  }
  const column = ts.isCallExpression(condition) ? condition.arguments[0]?.getText() : undefined;
  const known = fields.properties.find(one => ts.isPropertyAssignment(one) && one.initializer.getText() === column);
  if (known?.name) return { field: known.name.getText(), edits: [] };
  const [first] = fields.properties;
  if (!first || fields.properties.some(one => one.name?.getText() === keyField)) {
    return { declined: `${keyField} is not selected` };
  }
  const start = first.getStart();
  return { field: keyField, edits: [{ span: { start, end: start }, newText: `${keyField}: ${column}, ` }] };
}
