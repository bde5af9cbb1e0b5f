import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { shopFindings } from '../shop';
import { eventually, findingAt, findingsOf, openShopFile, quickFixesFor, ruleOf } from './shop-workspace';

describe('findings in the extension host', () => {
  // They would come while another finding is looked at.
  it('come by themselves where the whole workspace had to be counted', async () => {
    const schema = await openShopFile('prisma/schema.prisma');
    await eventually('a filter without an index', () => findingsOf(schema.uri, 'index/unindexed-filter')[0]);
  });

  for (const finding of shopFindings) {
    describe(finding.ruleId, () => {
      it('is reported at its place, with a link to its page', async () => {
        const document = await openShopFile(finding.file);
        const diagnostic = await eventually(`${finding.ruleId} in ${finding.file}`, () => findingAt(document, finding));
        assert.match(diagnostic.message, finding.what);
        assert.ok(
          typeof diagnostic.code === 'object' && diagnostic.code.target.path.includes(finding.ruleId),
          'the code links to the page of the rule',
        );
      });

      it('goes away with its quick fix, and nothing new appears', async () => {
        const document = await openShopFile(finding.file);
        const before = document.getText();
        const diagnostic = await eventually(`${finding.ruleId} in ${finding.file}`, () => findingAt(document, finding));
        const others = findingsOf(document.uri).map(ruleOf).sort();
        others.splice(others.indexOf(finding.ruleId), 1);

        const fixes = await quickFixesFor(document, diagnostic);
        const fix = fixes.find(({ title }) => finding.fixTitle.test(title));
        assert.ok(fix, `among ${JSON.stringify(fixes.map(({ title }) => title))} is ${finding.fixTitle}`);
        assert.ok(fix.edit, 'the fix has its edit');
        assert.ok(await vscode.workspace.applyEdit(fix.edit), 'the edit was applied');
        assert.equal(count(document.getText(), finding.fixed), count(before, finding.fixed) + 1);
        await eventually('exactly the fixed finding is gone', () =>
          JSON.stringify(findingsOf(document.uri).map(ruleOf).sort()) === JSON.stringify(others) ? true : undefined,
        );

        await vscode.commands.executeCommand('workbench.action.files.revert');
        await eventually('the finding is back', () => findingAt(document, finding));
      });
    });
  }
});

function count(text: string, pattern: RegExp): number {
  return [...text.matchAll(pattern)].length;
}
