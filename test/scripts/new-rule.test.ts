import assert from 'node:assert/strict';
import ts from 'typescript';
import { complaintAboutId, exportName, newRuleFiles, registryWith } from '../../scripts/new-rule-files';

const registry = `import type { Rule } from '../core/rule';
import { fkWithoutIndex } from './index/fk-without-index';
import { interpolatedQuery } from './injection/interpolated-query';

/** In the order of their ids. */
export const RULES = [fkWithoutIndex, interpolatedQuery] as const satisfies readonly Rule[];
`;

describe('scripts/new-rule', () => {
  it('takes ids of the form family/name only', () => {
    for (const right of ['index/fk-without-index', 'n-plus-one/query-in-loop', 'sql/a1']) {
      assert.equal(complaintAboutId(right), undefined);
    }
    for (const wrong of ['index', 'index/', 'Index/a', 'index/a_b', 'a/b/c', '../x', 'index/a--b']) {
      assert.match(complaintAboutId(wrong) ?? '', /is not of the form/);
    }
  });

  it('writes a rule, its page and a case of either kind', () => {
    const files = newRuleFiles({ id: 'index/too-few', summary: "There's none", scope: 'table', since: '0.1.0' });
    assert.deepEqual(
      [...files.keys()],
      [
        'server/src/rules/index/too-few.ts',
        'docs/rules/index/too-few.md',
        'test/rules/index/too-few/reports/schema.prisma',
        'test/rules/index/too-few/fine/schema.prisma',
      ],
    );
    const source = files.get('server/src/rules/index/too-few.ts') ?? '';
    assert.match(source, /export const tooFew = defineRule/);
    assert.match(source, /summary: 'There\\'s none'/);
    const { diagnostics } = ts.transpileModule(source, { reportDiagnostics: true });
    assert.deepEqual(diagnostics, []);
  });

  it('draws its carets under code', () => {
    for (const scope of ['table', 'query', 'statement'] as const) {
      const files = newRuleFiles({ id: 'a/b', summary: 'x', scope, since: '0.1.0' });
      const bad = [...files].find(([path]) => path.includes('/reports/'))?.[1].split('\n') ?? [];
      const line = bad.findIndex(text => text.includes('^'));
      const caret = bad[line] ?? '';
      const marked = (bad[line - 1] ?? '').slice(caret.indexOf('^'), caret.lastIndexOf('^') + 1);
      assert.ok(['String', 'posts', 'prisma.post.findMany()'].includes(marked), marked);
    }
  });

  it('registers the rule in the order of ids', () => {
    const source = registryWith(registry, 'index/too-few');
    assert.match(source, /import \{ tooFew \} from '\.\/index\/too-few';/);
    assert.match(source, /RULES = \[\n {2}fkWithoutIndex,\n {2}tooFew,\n {2}interpolatedQuery,\n\] as const/);
    const first = registryWith(source, 'a/first');
    assert.match(first, /RULES = \[\n {2}first,\n {2}fkWithoutIndex,/);
    assert.throws(() => registryWith(registry, 'index/fk-without-index'), /registered already/);
    assert.throws(() => registryWith('nothing', 'a/b'), /has no array/);
  });

  it('names exports in camel case', () => {
    assert.equal(exportName('n-plus-one/query-in-loop'), 'queryInLoop');
  });
});
