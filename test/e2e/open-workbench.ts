import assert from 'node:assert/strict';
import path from 'node:path';
import { launchChromium } from '../../scripts/e2e/chromium.mjs';
import { type RunningCodeServer, startCodeServer } from '../../scripts/e2e/code-server.mjs';
import { Workbench } from './workbench';

export interface WorkbenchSession {
  readonly workbench: Workbench;
  readonly server: RunningCodeServer;
  close(): Promise<void>;
}

/** What scripts/e2e/run.mjs has prepared. */
export function e2eEnvironment(): { shop: string; scratch: string; extensionsDir: string; screenshots: string } {
  return {
    shop: fromEnvironment('SARGABLE_E2E_SHOP'),
    scratch: fromEnvironment('SARGABLE_E2E_SCRATCH'),
    extensionsDir: fromEnvironment('SARGABLE_E2E_EXTENSIONS'),
    screenshots: fromEnvironment('SARGABLE_E2E_SCREENSHOTS'),
  };
}

/** A workbench of its own with the packaged extension; its name tells its settings and screenshots from others. */
export async function openWorkbench({
  name,
  folder,
  trust,
  settings = {},
}: {
  name: string;
  folder: string;
  trust: boolean;
  settings?: Record<string, unknown>;
}): Promise<WorkbenchSession> {
  const { scratch, extensionsDir, screenshots } = e2eEnvironment();
  const server = await startCodeServer({
    userDataDir: path.join(scratch, name),
    extensionsDir,
    home: path.join(scratch, 'home'),
    folder,
    auth: 'none',
    trust,
    settings: { ...SETTINGS, ...settings },
  });
  try {
    const browser = await launchChromium();
    try {
      const workbench = await Workbench.open(browser, server, folder, { folder: screenshots, prefix: name });
      return {
        workbench,
        server,
        async close() {
          await browser.close();
          await server.stop();
        },
      };
    } catch (error) {
      await browser.close();
      throw error;
    }
  } catch (error) {
    await server.stop();
    throw error;
  }
}

const SETTINGS = {
  // Without the question, an unknown folder opens in Restricted Mode.
  'security.workspace.trust.startupPrompt': 'never',
  'files.autoSave': 'off',
  'editor.minimap.enabled': false,
  'workbench.startupEditor': 'none',
  // Without the packages of the project TypeScript has complaints of its own, which draw squiggles too.
  'typescript.validate.enable': false,
  'js/ts.validate.enabled': false,
  // Its panel and its light-bulb entries stand in the way of what is to be seen.
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
};

function fromEnvironment(name: string): string {
  const value = process.env[name];
  assert.ok(value, `${name} is set by scripts/e2e/run.mjs: use \`npm run test:e2e\``);
  return value;
}
