import { cp } from 'node:fs/promises';
import path from 'node:path';
import { e2eEnvironment, openWorkbench, type WorkbenchSession } from './open-workbench';

const { shop, scratch } = e2eEnvironment();

describe('the settings page', function () {
  this.timeout(90_000);
  const folder = path.join(scratch, 'shop-settings');
  let session: WorkbenchSession;

  before(async () => {
    await cp(shop, folder, { recursive: true });
    session = await openWorkbench({ name: 'settings', folder, trust: true });
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await session.workbench.recordFailure(this.currentTest.title);
  });

  after(() => session?.close());

  it('shows what can be set, each with its description', async () => {
    const { workbench } = session;
    await workbench.runCommand('Preferences: Open Settings (UI)');
    await workbench.page.locator('.settings-editor .suggest-input-container').click();
    await workbench.type('@ext:sargable.sargable');
    const settings = workbench.page.locator('.settings-editor .settings-tree-container .setting-item-contents');
    for (const [title, description] of SETTINGS) {
      await settings.filter({ hasText: title }).filter({ hasText: description }).first().waitFor();
    }
    await workbench.screenshot('page');
  });
});

const SETTINGS = [
  ['Sargable: Enable', 'Look for slow and unsafe database access'],
  ['Sargable: Rules', 'How severe each rule is'],
  ['Sargable: Ignore', 'Files to leave out'],
  ['Sargable: Dialects', 'The dialect of SQL files'],
] as const;
