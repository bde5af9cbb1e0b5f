import type { Command } from 'commander';
import type { CliEnvironment } from '../environment';

/** One subcommand. It adds itself to the program; `finish` takes the exit code when it ran. */
export interface CliCommand {
  readonly name: string;
  add(program: Command, environment: CliEnvironment, finish: (exitCode: number) => void): void;
}
