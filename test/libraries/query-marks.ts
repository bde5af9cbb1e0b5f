import assert from 'node:assert/strict';
import type { Query } from '../../server/src/core/query';
import { buildModel, type TestFiles } from '../model/build-model';

/**
 * Compares the queries of each file with the marks in it: `//=> find-many User (name equals, age compare)` at the end of
 * the line on which the call stands that runs it. `...` means that a part of the condition was not understood. A line
 * without a mark has no query.
 */
export async function checkQueryMarks(files: TestFiles): Promise<void> {
  const { queries } = await buildModel(files);
  for (const [path, text = ''] of Object.entries(files)) {
    const expected = text.split('\n').flatMap((line, at) => {
      const mark = /\/\/=> (.+)$/.exec(line)?.[1];
      return mark === undefined ? [] : [`${at + 1}: ${mark}`];
    });
    const found = queries(path).map(({ query, line }) => `${line + 1}: ${describe(query)}`);
    assert.deepEqual(found, expected, path);
  }
}

function describe(query: Query): string {
  const { operation, logicalTable, relation, handle, writes } = query;
  return [
    operation,
    ...(logicalTable === undefined ? [] : [logicalTable]),
    ...conditionsOf(query),
    ...(relation === undefined ? [] : [`relation ${relation}`]),
    ...(writes ? ['writes'] : []),
    ...(handle.transaction ? ['tx'] : []),
  ].join(' ');
}

function conditionsOf({ filters, filtersComplete, operation }: Query): readonly string[] {
  if (operation === 'raw') return [];
  const parts = filters.map(({ column, operator, pattern }) => [column, operator, pattern].filter(Boolean).join(' '));
  const all = filtersComplete ? parts : [...parts, '...'];
  return all.length === 0 ? [] : [`(${all.join(', ')})`];
}
