import type { Query } from '../../server/src/core/query';
import { buildModel, type TestFiles } from '../model/build-model';

/** The queries of `src/app.ts` (or of another file), each in a line: its receiver's library, what it does and asks for. */
export async function queriesOf(source: string, more: TestFiles = {}, path = 'src/app.ts'): Promise<readonly string[]> {
  const files: TestFiles = { 'package.json': '{ "name": "shop" }', ...more, [path]: source };
  const model = await buildModel(files);
  return model.queries(path).map(({ query }) => describe(query));
}

function describe(query: Query): string {
  const { operation, writes, logicalTable, handle, filters, filtersComplete, raw, label } = query;
  const called = query.chain.links[query.link]?.name;
  const isPlain = operation !== 'raw' && operation !== 'command' && operation !== 'fragment';
  return [
    called === '' ? '(tag)' : `${called}:`,
    operation,
    ...(writes ? ['writes'] : []),
    ...(logicalTable === undefined ? [] : [logicalTable]),
    ...(operation === 'command' && label !== undefined ? [label] : []),
    ...(operation === 'command' ? filters.filter(({ operator }) => operator === 'in') : filters).map(
      ({ column, operator }) => `${column} ${operator}`,
    ),
    ...(isPlain && !filtersComplete ? ['…'] : []),
    ...(handle.transaction ? ['in transaction'] : []),
    ...(raw ? [describeRaw(raw)] : []),
  ].join(' ');
}

function describeRaw({ api, dialect, style, holesAreParameters, values, template }: NonNullable<Query['raw']>): string {
  const text = template.pieces.map(piece => (piece.kind === 'text' ? piece.cooked : '?hole?')).join('');
  const how = [api, dialect, style, ...(holesAreParameters ? ['safe'] : []), ...(values ? ['values'] : [])];
  return `[${how.join(' ')}] ${text}`;
}
