/** The browser of the editor tests: a Chromium that is installed already, driven through playwright-core. */
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { SetupError } from '../bootstrap.mjs';

export function launchChromium() {
  return chromium.launch({
    executablePath: findChromium(),
    args: [
      '--no-sandbox',
      '--headless',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

export function findChromium() {
  const named = process.env.SARGABLE_CHROMIUM;
  if (named) return named;
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const found = ['/usr/bin', ...folders]
    .flatMap(folder => names.map(name => path.join(folder, name)))
    .find(isExecutable);
  if (found) return found;
  throw new SetupError(
    'No Chromium was found. Install it (Debian: `apt-get install -y chromium`), or name one in SARGABLE_CHROMIUM.',
  );
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
