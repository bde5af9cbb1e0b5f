import { isInside, type Uri } from '../../core/uri';
import { uriOfPath } from '../../host/file-uri';
import { chooseColors } from '../colors';
import type { CliEnvironment } from '../environment';
import { EXIT_CODES } from '../exit-codes';
import { type FixOutcome, runFixRounds } from '../fix-rounds';
import { createOverlay, type OverlayFileSystem } from '../overlay-file-system';
import { nativePath, relativePath } from '../paths';
import { type PlannedWrite, planWrites, writeFiles } from '../planned-writes';
import { openSession } from '../session';
import { renderTimings } from '../timings';
import type { CliCommand } from './command';
import { addSharedOptions, PATHS_DESCRIPTION, type SharedOptions } from './shared-options';

interface FixOptions extends SharedOptions {
  readonly dryRun: boolean;
  readonly unsafe: boolean;
}

export const fixCommand: CliCommand = {
  name: 'fix',
  add(program, environment, finish) {
    const command = program
      .command('fix')
      .description('Repair what can be repaired.')
      .argument('[paths...]', PATHS_DESCRIPTION)
      .option('--dry-run', 'print a diff and write nothing', false)
      .option('--unsafe', 'also apply the fixes that a person should review', false);
    addSharedOptions(command)
      .addHelpText('after', HELP)
      .action(async (paths: string[], options: FixOptions) => {
        await fix(paths, options, environment);
        finish(EXIT_CODES.clean);
      });
  },
};

const HELP = `
A safe fix gives the same results, takes no locks and costs nothing. Those that need a review, like indexes and batched
queries, are applied with --unsafe. Several rounds are made, until nothing changes. Files are written at the end, each in
one step; when the command is interrupted, none of them is.

Exit codes: 0 done, even if something is left to repair; 2 the fixes could not be made.

Examples:
  sargable fix --dry-run | git apply      in the root of the repository
  sargable fix src/orders
  sargable fix --unsafe --dry-run`;

async function fix(paths: readonly string[], options: FixOptions, environment: CliEnvironment): Promise<void> {
  const { stdout, stderr, variables, signal } = environment;
  let overlay: OverlayFileSystem | undefined;
  const session = await openSession(
    {
      paths,
      config: options.config,
      verbose: options.verbose,
      wrapFileSystem: fileSystem => {
        overlay = createOverlay(fileSystem);
        return overlay;
      },
    },
    environment,
  );
  if (!overlay) throw new Error('the session did not take the overlay');
  const outcome = await runFixRounds(session, overlay, options.unsafe ? 'review' : 'safe', signal);
  const plan = await planWrites(overlay.changes());
  const colors = chooseColors({ option: options.color, variables, isTerminal: stdout.isTerminal });
  const summary = renderOutcome(outcome, plan, options, uriOfPath(environment.cwd));
  if (options.dryRun) {
    // Nothing else needs it, and a `require` in a function is what stays lazy in the bundle.
    const { renderDiff }: typeof import('../unified-diff') = require('../unified-diff');
    await stdout.write(renderDiff(plan, session.targets.root, colors));
    // The diff alone is what `git apply` shall get.
    await stderr.write(summary);
  } else {
    await writeFiles(plan);
    await stdout.write(summary);
  }
  if (options.timings) await stderr.write(renderTimings(session.engine.timings()));
}

function renderOutcome(outcome: FixOutcome, plan: readonly PlannedWrite[], options: FixOptions, cwd: Uri): string {
  const { fixed, declined, remaining, unfinished } = outcome;
  const lines: string[] = [];
  if (plan.length === 0) lines.push('Nothing to fix.');
  else {
    lines.push(
      `${options.dryRun ? 'Would fix' : 'Fixed'} ${count(fixed, 'finding')} in ${count(plan.length, 'file')}:`,
    );
    for (const { uri, before } of plan) lines.push(`  ${shownPath(uri, cwd)}${before === undefined ? ' (new)' : ''}`);
  }
  if (unfinished)
    lines.push('Stopped before everything was settled: the fixes keep making room for others. Run it again.');
  if (declined.length > 0) {
    lines.push('', 'Not fixed:');
    for (const { finding, reason } of declined) {
      const place = `${shownPath(finding.uri, cwd)}:${finding.startLine}:${finding.startColumn}`;
      lines.push(`  ${place} ${finding.ruleId}: ${reason}`);
    }
  }
  const toReview = remaining.filter(({ fixes }) => fixes.some(({ safety }) => safety === 'review')).length;
  if (!options.unsafe && toReview > 0) {
    lines.push('', `${count(toReview, 'more finding')} can be repaired with --unsafe, to be reviewed by you.`);
  }
  return lines.map(line => `${line}\n`).join('');
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}

function shownPath(uri: Uri, cwd: Uri): string {
  return isInside(uri, cwd) ? relativePath(cwd, uri) : nativePath(uri);
}
