import type { Command } from 'commander';

/** The options that every command that looks at a project has. */
export interface SharedOptions {
  readonly config?: string;
  readonly verbose: boolean;
  readonly timings: boolean;
  /** Undefined when neither `--color` nor `--no-color` was given. */
  readonly color?: boolean;
}

export const PATHS_DESCRIPTION = 'files and folders to look at (default: the current folder)';

export function addSharedOptions(command: Command): Command {
  return command
    .option('--config <file>', 'use the settings of this file instead of sargable.config.json')
    .option('--timings', 'print the time per phase, language and rule to stderr', false)
    .option('--verbose', 'print what is done to stderr', false)
    .option('--color', 'colour the output even when it is no terminal')
    .option('--no-color', 'never colour the output');
}
