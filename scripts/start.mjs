// `npm start`: shows what Sargable finds in the example, or in a folder of the user's; `--editor` and `--browser` open
// the folder with the extension loaded instead.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { bootstrap, root, runMain, SetupError } from './bootstrap.mjs';

const editors = ['code', 'codium', 'cursor', 'code-insiders'];

/** Room for the code, and the folder's README instead of what code-server would have one buy. */
const browserSettings = {
  'chat.disableAIFeatures': true,
  'editor.minimap.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'readme',
};

runMain(async () => {
  const { values, positionals } = readArguments();
  const given = positionals[0];
  // npm runs scripts in the package's folder; INIT_CWD is where the user stands.
  const folder = given ? resolve(process.env.INIT_CWD ?? process.cwd(), given) : join(root, 'examples', 'shop');
  if (!existsSync(folder)) throw new SetupError(`There is no folder ${folder}.`);
  if ((values.editor || values.browser) && !statSync(folder).isDirectory())
    throw new SetupError(`${folder} is not a folder.`);
  await bootstrap();
  if (values.editor) return openEditor(folder);
  if (values.browser) return openBrowser(folder);
  return showFindings(folder, given);
});

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { editor: { type: 'boolean', default: false }, browser: { type: 'boolean', default: false } },
    });
  } catch (error) {
    throw new SetupError(`${error.message}\nUsage: npm start -- [--editor | --browser] [folder]`);
  }
}

/** Findings are what this command is for, so they are no failure; only a check that could not run is. */
function showFindings(folder, given) {
  const cli = join(root, 'dist', 'cli.js');
  if (!existsSync(cli)) throw new SetupError('The build has no dist/cli.js.');
  console.log(`Checking ${given ?? 'examples/shop'} …\n`);
  const { status, error } = spawnSync(process.execPath, [cli, 'check', folder], { stdio: 'inherit' });
  if (error || status === null || status > 1) {
    if (error) console.error(error.message);
    return 2;
  }
  const path = given ? ` ${given}` : '';
  console.log(`
How to go on:
  npm start -- <folder>            check a project of yours
  npm start -- --editor${path}         open it in VS Code, VSCodium or Cursor with Sargable loaded
  npm start -- --browser${path}        the same in a browser, if you have no desktop editor here
  node dist/cli.js check --help    all options of the command line
  npm test                         the test suite`);
  return 0;
}

function openEditor(folder) {
  const editor = editors.find(isOnPath);
  if (!editor) {
    throw new SetupError(
      `None of ${editors.join(', ')} is on your PATH. In VS Code, run "Shell Command: Install 'code' command in PATH" from the command palette, or try: npm start -- --browser`,
    );
  }
  const { status, error } = spawnSync(editor, [`--extensionDevelopmentPath=${root}`, '--new-window', folder], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (error || status !== 0)
    throw new SetupError(`${editor} could not be started${error ? `: ${error.message}` : '.'}`);
  console.log(`Opened ${folder} in ${editor} with Sargable loaded.`);
  return 0;
}

function isOnPath(command) {
  const names = process.platform === 'win32' ? [`${command}.cmd`, `${command}.exe`] : [command];
  return (process.env.PATH ?? '').split(delimiter).some(part => names.some(name => existsSync(join(part, name))));
}

/** Serves the workbench on this machine only, behind a random password, until Ctrl+C. */
async function openBrowser(folder) {
  const { installExtension, startCodeServer } = await import('./e2e/code-server.mjs');
  const { packageExtension } = await import('./package.mjs');
  const vsix = await packageExtension();
  const userDataDir = join(root, '.cache', 'browser', 'user-data');
  const extensionsDir = join(root, '.cache', 'browser', 'extensions');
  mkdirSync(userDataDir, { recursive: true });
  mkdirSync(extensionsDir, { recursive: true });
  await installExtension({ vsix, userDataDir, extensionsDir });
  const server = await startCodeServer({
    userDataDir,
    extensionsDir,
    folder,
    auth: 'password',
    // The folder is the user's: the workbench leaves it to them whether they trust it.
    trust: false,
    // The first time; from then on the settings are the user's as well.
    ...(existsSync(join(userDataDir, 'User', 'settings.json')) ? {} : { settings: browserSettings }),
    log: line => console.log(line),
  });
  console.log(`\nOpen ${server.url}\nPassword: ${server.password}\n\nStop it with Ctrl+C.`);
  const code = await server.exited;
  if (code !== 0) throw new SetupError(`code-server ended with exit code ${code}; its log is ${server.logFile}`);
  return 0;
}
