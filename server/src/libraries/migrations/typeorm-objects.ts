import type { Span } from '../../core/text';
import { type TableName, tableNamed } from './ddl';
import { callOf, items, type Located, type Members, member, members, text } from './evaluate';
import { argument, type MigrationCall, partSpan } from './migration-call';

/** A name, `new Table({ name: 'shop.orders' })`, or `await queryRunner.getTable('orders')`. */
export function tableOf(located: Located | undefined): TableName | undefined {
  const name = text(located) ?? nameOf(located) ?? nameOfLookup(located);
  if (name === undefined) return undefined;
  const parts = name.split('.');
  const [table, schema] = [parts.at(-1) ?? name, parts.at(-2)];
  return tableNamed(schema, table);
}

function nameOfLookup(located: Located | undefined): string | undefined {
  const call = callOf(located);
  const last = call?.chain.links.at(-1);
  return call && last && /^getTable$|^getCachedTable$/.test(last.name) ? text(argument(call, last, 0)) : undefined;
}

/** The options of `new Table({ … })`, or the object itself. */
export function optionsOf(located: Located | undefined): Members | undefined {
  const call = callOf(located);
  const [link] = call?.chain.links ?? [];
  if (call && link?.form === 'new') return members(argument(call, link, 0));
  return members(located);
}

export function nameOf(located: Located | undefined): string | undefined {
  return text(located) ?? text(member(optionsOf(located), 'name'));
}

export function namesOf(located: Located | undefined): readonly string[] | undefined {
  const single = nameOf(located);
  if (single !== undefined) return [single];
  const names = items(located)?.map(nameOf);
  return names?.every(name => name !== undefined) ? names : undefined;
}

export function spanOf({ value, scope }: Located, call: MigrationCall): Span {
  return partSpan(call, scope, value.span);
}
