import type { Loop } from '../../core/facts/calls';
import type { FixIntent } from '../../core/fix';
import type { CodeUnit, Model } from '../../core/model';
import type { Query } from '../../core/query';
import { isKindOfColumn } from './key-kind';
import { isElementOf, isNeverNull } from './loop-keys';

/** `findAll` with the primary keys of all elements in place of Sequelize's `findByPk(id)`. */
export function primaryKeyFix(unit: CodeUnit, model: Model, loop: Loop, query: Query): FixIntent | undefined {
  const { library, chain, link, handle } = query;
  const called = chain.links[link];
  // A scope is chosen anew for each question, and options may hold anything.
  if (library !== 'sequelize' || called?.name !== 'findByPk' || handle.role === 'scoped-model') return undefined;
  const [argument, options] = called.args;
  const table = query.table && model.table(query.table);
  const [name, ...others] = table?.indexes.find(({ kind }) => kind === 'primary')?.columns ?? [];
  const column = table?.columns.find(one => one.name === name?.column);
  if (!argument || argument.spread || options || !column || others.length > 0) return undefined;
  const { value: key } = argument;
  if (key.kind !== 'ref' || !isElementOf(loop, key) || !isNeverNull(unit, model, loop, key)) return undefined;
  if (!isKindOfColumn(unit, model, loop, key, column) || /char|text/i.test(column.databaseType ?? column.type)) {
    return undefined;
  }
  return {
    kind: 'batch-by-key',
    title: 'Ask once for all of them with `findAll` and a Map',
    safety: 'review',
    at: query.place,
    loop: loop.span,
    library,
    keyEntry: key.span,
    keyField: column.logicalName,
    result: 'row',
  };
}
