import { Option } from 'commander';
import { ruleDocumentation } from '../../core/rule';
import { chooseColors } from '../colors';
import type { CliEnvironment } from '../environment';
import { EXIT_CODES } from '../exit-codes';
import type { CliCommand } from './command';

interface RulesOptions {
  readonly format: 'text' | 'json';
  readonly color?: boolean;
}

export const rulesCommand: CliCommand = {
  name: 'rules',
  add(program, environment, finish) {
    program
      .command('rules')
      .description('List the rules with their default severities.')
      .addOption(new Option('--format <format>', 'how to print the list').choices(['text', 'json']).default('text'))
      .option('--color', 'colour the output even when it is no terminal')
      .option('--no-color', 'never colour the output')
      .addHelpText('after', HELP)
      .action(async (options: RulesOptions) => {
        await environment.stdout.write(await renderRules(options, environment));
        finish(EXIT_CODES.clean);
      });
  },
};

const HELP = `
A rule's severity and options are set by its id in sargable.config.json:
  { "rules": { "index/fk-without-index": "error" } }

Examples:
  sargable rules
  sargable rules --format json`;

async function renderRules({ format, color }: RulesOptions, environment: CliEnvironment): Promise<string> {
  const rules = [...(await environment.loadRules())].sort((a, b) => (a.id < b.id ? -1 : 1));
  if (format === 'json') {
    const list = rules.map(({ id, summary, severity, since }) => ({
      id,
      summary,
      severity,
      ...(since === undefined ? {} : { since }),
      documentation: ruleDocumentation(id),
    }));
    return `${JSON.stringify(list, null, 2)}\n`;
  }
  const { stdout, variables } = environment;
  const colors = chooseColors({ option: color, variables, isTerminal: stdout.isTerminal });
  const idWidth = Math.max(0, ...rules.map(({ id }) => id.length));
  const severityWidth = Math.max(0, ...rules.map(({ severity }) => severity.length));
  return rules
    .map(
      ({ id, severity, summary }) =>
        `${colors.bold(id.padEnd(idWidth))}  ${colors.dim(severity.padEnd(severityWidth))}  ${summary}\n`,
    )
    .join('');
}
