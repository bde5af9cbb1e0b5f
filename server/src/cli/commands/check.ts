import { Option } from 'commander';
import { type Severity, severityRank } from '../../core/finding';
import { pathOfUri, uriOfPath } from '../../host/file-uri';
import type { CheckResult } from '../check-result';
import { chooseColors } from '../colors';
import type { CliEnvironment } from '../environment';
import { EXIT_CODES } from '../exit-codes';
import { REPORTERS } from '../reporters/index';
import { openSession } from '../session';
import { findRepository } from '../targets';
import { renderTimings } from '../timings';
import type { CliCommand } from './command';
import { addSharedOptions, PATHS_DESCRIPTION, type SharedOptions } from './shared-options';

type Format = (typeof REPORTERS)[number]['name'];

interface CheckOptions extends SharedOptions {
  readonly format: Format;
  readonly failOn: Severity;
}

export const checkCommand: CliCommand = {
  name: 'check',
  add(program, environment, finish) {
    const command = program
      .command('check')
      .description('Look for slow and unsafe database access.')
      .argument('[paths...]', PATHS_DESCRIPTION)
      .addOption(
        new Option('--format <format>', 'how to print the findings')
          .choices(REPORTERS.map(({ name }) => name))
          .default('text'),
      )
      .addOption(
        new Option('--fail-on <severity>', 'exit with 1 when there is a finding of this severity or a graver one')
          .choices(['error', 'warning', 'info', 'hint'])
          .default('warning'),
      );
    addSharedOptions(command)
      .addHelpText('after', HELP)
      .action(async (paths: string[], options: CheckOptions) => finish(await check(paths, options, environment)));
  },
};

const HELP = `
Paths in the output are relative to the checked root, with '/'. A single folder is the root itself. For files and several
folders it is the nearest project around them: a folder with package.json, .git or sargable.config.json. The schema and
the settings of the whole project count in any case; only what was asked for is reported. Syntax problems are told of
schemas and migrations, and of every file that is named.

Exit codes: 0 nothing at or above --fail-on, 1 findings at or above it, 2 the check could not run.

Examples:
  sargable check                          the project you stand in
  sargable check src/orders --fail-on error
  sargable check . --format sarif > sargable.sarif
  sargable check . --format github        annotations in GitHub Actions`;

/** What is assumed when the output goes to a file, so that it does not depend on a window's size. */
const FILE_WIDTH = 120;

async function check(paths: readonly string[], options: CheckOptions, environment: CliEnvironment): Promise<number> {
  const { stdout, stderr, variables, version, cwd } = environment;
  const session = await openSession(
    { paths, config: options.config, verbose: options.verbose, once: true },
    environment,
  );
  const { result } = await session.check();
  const reporter = REPORTERS.find(({ name }) => name === options.format);
  if (!reporter) throw new Error(`there is no format ${options.format}`);
  const root = pathOfUri(result.root);
  const repository = root === undefined ? undefined : await findRepository(root);
  const output = reporter.render(result, {
    version,
    rules: options.format === 'sarif' ? await environment.loadRules() : [],
    colors: chooseColors({ option: options.color, variables, isTerminal: stdout.isTerminal }),
    width: (stdout.isTerminal ? stdout.columns : undefined) ?? FILE_WIDTH,
    cwd: uriOfPath(cwd),
    repository: repository === undefined ? result.root : uriOfPath(repository),
  });
  await stdout.write(output);
  if (options.timings) await stderr.write(renderTimings(session.engine.timings()));
  return isReached(result, options.failOn) ? EXIT_CODES.findings : EXIT_CODES.clean;
}

function isReached({ findings }: CheckResult, threshold: Severity): boolean {
  return findings.some(({ severity }) => severityRank(severity) >= severityRank(threshold));
}
