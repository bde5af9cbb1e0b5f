import { Command, CommanderError } from 'commander';
import { wantsColor } from './colors';
import { COMMANDS } from './commands/index';
import type { CliEnvironment } from './environment';
import { EXIT_CODES } from './exit-codes';
import { CliFailure } from './failure';

/** Runs the command line's arguments (without node and the script) and returns the exit code of the process. */
export async function runCli(args: readonly string[], environment: CliEnvironment): Promise<number> {
  const { stderr, stdout, variables, signal } = environment;
  let exitCode: number = EXIT_CODES.clean;
  const program = buildProgram(environment, code => {
    exitCode = code;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (signal.aborted) return EXIT_CODES.interrupted;
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_CODES.clean : EXIT_CODES.couldNotRun;
    if (error instanceof CliFailure) await stderr.write(`sargable: ${error.message}\n`);
    else
      await stderr.write(
        `sargable: this is a bug: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
      );
    return EXIT_CODES.couldNotRun;
  } finally {
    await Promise.all([stdout.write(''), stderr.write('')]);
  }

  function buildProgram(env: CliEnvironment, finish: (code: number) => void): Command {
    const root = new Command('sargable')
      .description('Finds slow and unsafe database access: missing indexes, N+1 queries, SQL injection.')
      .version(env.version, '-V, --version', 'print the version')
      .helpOption('-h, --help', 'print this help')
      .helpCommand('help [command]', 'print the help of a command')
      .exitOverride()
      .configureOutput({
        writeOut: text => void stdout.write(text),
        writeErr: text => void stderr.write(text),
        outputError: (text, write) => write(text.replace(/^error: /, 'sargable: ')),
        getOutHasColors: () => wantsColor({ option: undefined, variables, isTerminal: stdout.isTerminal }),
        getErrHasColors: () => wantsColor({ option: undefined, variables, isTerminal: stderr.isTerminal }),
      })
      .addHelpText('after', HELP);
    for (const command of COMMANDS) command.add(root, env, finish);
    return root;
  }
}

const HELP = `
Examples:
  sargable check                       check the project you stand in
  sargable check src --format json     a part of it, for another program
  sargable fix --dry-run               see what would be repaired
  sargable rules                       what is looked for`;
