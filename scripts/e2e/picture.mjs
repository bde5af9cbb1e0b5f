// `npm run picture`: makes images/editor.png anew, the picture of the README: Sargable in a real workbench.
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root, runMain } from '../bootstrap.mjs';
import { packageExtension } from '../package.mjs';
import { launchChromium } from './chromium.mjs';
import { installExtension, remoteUri, startCodeServer, workbenchUrl } from './code-server.mjs';

const picture = path.join(root, 'images', 'editor.png');
const folder = path.join(root, 'examples', 'shop');
const file = path.join(folder, 'src', 'orders', 'order-service.ts');
const query = 'prisma.product.findUnique';

const settings = {
  'breadcrumbs.enabled': false,
  'chat.disableAIFeatures': true,
  // With this size the hover, which VS Code limits in height, ends where TypeScript's part begins.
  'editor.fontSize': 16,
  // Below, so that the loop above the query can be seen.
  'editor.hover.above': false,
  'editor.minimap.enabled': false,
  'editor.occurrencesHighlight': 'off',
  'editor.selectionHighlight': false,
  // What has changed in the working tree is nobody's business here.
  'git.enabled': false,
  // Only Sargable's squiggles, whether or not the clients of the shop have been generated.
  'js/ts.validate.enabled': false,
  'typescript.validate.enable': false,
  'window.autoDetectColorScheme': true,
  'window.commandCenter': false,
  'window.title': 'order-service.ts',
  // The code is to be read, not the list of files.
  'workbench.activityBar.location': 'hidden',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
};

runMain(async () => {
  const vsix = await packageExtension();
  const scratch = await mkdtemp(path.join(tmpdir(), 'sargable-picture-'));
  const place = {
    userDataDir: path.join(scratch, 'user-data'),
    extensionsDir: path.join(scratch, 'extensions'),
    home: path.join(scratch, 'home'),
  };
  try {
    await installExtension({ vsix, ...place });
    const server = await startCodeServer({ ...place, folder, auth: 'none', trust: true, settings });
    try {
      await takePicture(server);
    } finally {
      await server.stop();
    }
  } finally {
    await rm(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
  const { size } = await stat(picture);
  console.log(`${path.relative(root, picture)}: ${Math.round(size / 1024)} kB`);
  return 0;
});

async function takePicture({ origin }) {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({
      viewport: { width: 1280, height: 800 },
      deviceScaleFactor: 1.25,
      colorScheme: 'dark',
    });
    await page.goto(workbenchUrl({ origin, folder, payload: [['openFile', remoteUri(origin, file)]] }));
    await page.locator('.squiggly-warning').first().waitFor();
    await page.keyboard.press('Control+b');
    await page.locator('.part.sidebar').waitFor({ state: 'hidden' });

    const line = page.locator('.editor-instance .view-line', { hasText: query });
    const squiggle = await boxInLine(page.locator('.squiggly-warning'), line);
    // Over the client's name, of which TypeScript has the least to say.
    const x = squiggle.x + (squiggle.width * query.indexOf('.')) / query.length / 2;
    const y = squiggle.y + squiggle.height / 2;
    // The cursor brings the light bulb; a hover begins with a movement inside the text.
    await page.mouse.click(x, y);
    await page.locator('.lightBulbWidget').first().waitFor();
    await page.mouse.move(x + 1, y);
    await page.mouse.move(x, y);
    const hover = page.locator('.monaco-hover:not(.hidden)').filter({ hasText: 'How to fix' });
    await hover.filter({ hasText: 'product.findUnique' }).filter({ hasText: 'const prisma' }).waitFor();
    await page.screenshot({ path: picture });
  } finally {
    await browser.close();
  }
}

async function boxInLine(squiggles, line) {
  const row = await line.boundingBox();
  const boxes = await Promise.all((await squiggles.all()).map(each => each.boundingBox()));
  const box = boxes.find(
    each => each && each.y + each.height / 2 > row.y && each.y + each.height / 2 < row.y + row.height,
  );
  if (!box) throw new Error(`No squiggle under ${query}`);
  return box;
}
