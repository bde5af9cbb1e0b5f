import assert from 'node:assert/strict';
import { cp, readFile } from 'node:fs/promises';
import path from 'node:path';
import { e2eEnvironment, openWorkbench, type WorkbenchSession } from './open-workbench';
import { languageServersOf } from './processes';
import { type ShopFinding, shopFindings } from './shop';
import { eventually, type Workbench } from './workbench';

const { shop, scratch } = e2eEnvironment();

for (const mode of ['trusted', 'restricted'] as const) {
  describe(`the workbench, ${mode === 'trusted' ? 'in a trusted folder' : 'in Restricted Mode'}`, function () {
    this.timeout(90_000);
    const folder = path.join(scratch, `shop-${mode}`);
    let session: WorkbenchSession;
    let workbench: Workbench;

    before(async () => {
      await cp(shop, folder, { recursive: true });
      session = await openWorkbench({ name: mode, folder, trust: mode === 'trusted' });
      ({ workbench } = session);
    });

    afterEach(async function () {
      if (this.currentTest?.state === 'failed') await workbench.recordFailure(this.currentTest.title);
    });

    after(() => session?.close());

    it(mode === 'trusted' ? 'trusts the folder' : 'does not trust the folder', async () => {
      const marker = workbench.page.locator('.statusbar-item', { hasText: 'Restricted Mode' });
      if (mode === 'restricted') await marker.waitFor();
      // The marker would come with the window; by the time that an extension runs it would be there.
      await eventually('a language server runs', async () => languageServersOf(session.server.processGroup)[0]);
      assert.equal(await marker.count(), mode === 'restricted' ? 1 : 0);
      await workbench.screenshot('opened');
    });

    it('lists the findings of files that were never opened, after Check Workspace', async () => {
      await workbench.runCommand('Sargable: Check Workspace');
      const told = workbench.page.locator('.notification-list-item', {
        hasText: /Sargable has checked the workspace: .*warnings.* in \d+ files/,
      });
      await told.getByRole('button', { name: 'Show Problems' }).click();
      await workbench.page.locator('.part.panel .markers-panel').waitFor();
      for (const { ruleId, file } of shopFindings) {
        const rows = await workbench.openProblems(ruleId);
        await rows
          .filter({ hasText: path.basename(file) })
          .first()
          .waitFor();
        await rows.filter({ hasText: ruleId }).first().waitFor();
        // The filter has been applied when the other rules are gone; until then the list is the one before.
        for (const other of shopFindings.filter(each => each.ruleId !== ruleId)) {
          await rows.filter({ hasText: other.ruleId }).first().waitFor({ state: 'detached' });
        }
        await workbench.screenshot(`problems-${ruleId.replace('/', '-')}`);
      }
      await workbench.closePanel();
    });

    for (const finding of shopFindings) {
      describe(finding.ruleId, () => {
        const name = finding.ruleId.replace('/', '-');

        it('draws a squiggle at its place', async () => {
          const { text, ...position } = await locate(folder, finding);
          await workbench.openFile(finding.file, position);
          await workbench.waitForSquiggleUnder(text);
          await workbench.screenshot(`${name}-squiggle`);
        });

        it('says on hover what it is, why, how to fix it, and where to read on', async () => {
          const { text } = await locate(folder, finding);
          const hover = await workbench.hover(await workbench.waitForSquiggleUnder(text));
          await eventually('the hover says what, why and how', async () => {
            const words = (await hover.textContent()) ?? '';
            return [finding.what, finding.why, /How to fix: \w/].every(part => part.test(words)) || undefined;
          });
          await hover.locator(`a[data-href*="${finding.ruleId}"], a[href*="${finding.ruleId}"]`).first().waitFor();
          await workbench.screenshot(`${name}-hover`);
          await workbench.endHover();
        });

        it('is fixed from the light bulb: the file has changed and the squiggle is gone', async () => {
          const { text, ...position } = await locate(folder, finding);
          const before = count(await readFile(path.join(folder, finding.file), 'utf8'), finding.fixed);
          await workbench.openFile(finding.file, position);
          const fixes = await workbench.openQuickFixes();
          await fixes.filter({ hasText: finding.fixTitle }).first().waitFor();
          await workbench.screenshot(`${name}-fixes`);
          await fixes.filter({ hasText: finding.fixTitle }).first().click();
          await workbench.waitForNoSquiggleUnder(text);
          await workbench.save();
          const after = await readFile(path.join(folder, finding.file), 'utf8');
          assert.equal(count(after, finding.fixed), before + 1, after);
          await workbench.screenshot(`${name}-fixed`);
        });
      });
    }

    describe('a call in a loop', () => {
      const call = {
        file: 'src/orders/year-letter.ts',
        line: 'await orders.listForCustomer(customer.id)',
        under: 'orders.listForCustomer',
      };

      it('leads from its squiggle to the query in another file', async () => {
        const { text, ...position } = await locate(folder, call);
        await workbench.openFile(call.file, position);
        const hover = await workbench.hover(await workbench.waitForSquiggleUnder(text));
        await eventually('the hover names the way and the query', async () => {
          const words = (await hover.textContent()) ?? '';
          const said = [/through `?OrderRepository\.listForCustomer/, /order-repository\.ts/, /runs here/];
          return said.every(part => part.test(words)) || undefined;
        });
        await workbench.screenshot('n-plus-one-through-calls');
        await hover
          .getByText(/order-repository\.ts/)
          .first()
          .click();
        await workbench.page.locator('.tab.active', { hasText: 'order-repository.ts' }).waitFor();
        await workbench.screenshot('n-plus-one-through-calls-query');
      });
    });

    // A suite of its own, because mocha runs a suite's own tests before the nested ones.
    describe('after all that', () => {
      it('says in the status bar how the workspace stands', async () => {
        const status = workbench.page.locator('.statusbar-item[id="status.languageStatus"]');
        await status.hover();
        const entry = workbench.page.locator('.hover-language-status', { hasText: 'Sargable' });
        await entry.filter({ hasText: /\d+ warnings.* in \d+ files/ }).waitFor();
        await entry.getByRole('button', { name: 'Show Logs' }).waitFor();
        await workbench.screenshot('status');
        await workbench.endHover();
      });

      it('has its language server back after a kill', async () => {
        // One that is alone in its file: a single Undo brings the file back as it was.
        const finding = shopFindings.find(
          ({ file, ruleId }) => !shopFindings.some(other => other.file === file && other.ruleId !== ruleId),
        );
        assert.ok(finding);
        const [victim, ...others] = languageServersOf(session.server.processGroup);
        assert.ok(victim !== undefined && others.length === 0, 'one language server runs');
        process.kill(victim, 'SIGKILL');
        await eventually('another language server runs', async () =>
          languageServersOf(session.server.processGroup).find(pid => pid !== victim),
        );
        // Taking the fix back is the edit; only a living server can say that the finding is there again.
        const { text, ...position } = await locate(shop, finding);
        await workbench.openFile(finding.file, position);
        await workbench.waitForNoSquiggleUnder(text);
        await workbench.page.keyboard.press('Control+z');
        await workbench.waitForSquiggleUnder(text);
        await workbench.screenshot('after-server-kill');
        await workbench.save();
        assert.equal(
          await readFile(path.join(folder, finding.file), 'utf8'),
          await readFile(path.join(shop, finding.file), 'utf8'),
        );
      });
    });
  });
}

/** The line as it is drawn, and the 1-based position where the squiggle begins. */
async function locate(
  folder: string,
  { file, line, under }: Pick<ShopFinding, 'file' | 'line' | 'under'>,
): Promise<{ text: string; line: number; column: number }> {
  const lines = (await readFile(path.join(folder, file), 'utf8')).split(/\r?\n/);
  const index = lines.findIndex(each => each.includes(line));
  const text = lines[index];
  assert.ok(text !== undefined, `${file} has a line with ${line}`);
  return { text: text.trim(), line: index + 1, column: text.indexOf(under) + 1 };
}

function count(text: string, pattern: RegExp): number {
  return [...text.matchAll(pattern)].length;
}
