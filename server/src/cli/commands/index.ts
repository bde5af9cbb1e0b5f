import { checkCommand } from './check';
import type { CliCommand } from './command';
import { fixCommand } from './fix';
import { rulesCommand } from './rules';

export const COMMANDS = [checkCommand, fixCommand, rulesCommand] as const satisfies readonly CliCommand[];
