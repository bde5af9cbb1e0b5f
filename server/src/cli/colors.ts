import pico from 'picocolors';

export type Colors = ReturnType<typeof pico.createColors>;

export interface ColorChoice {
  /** `--color` and `--no-color`; undefined when neither was given. */
  readonly option: boolean | undefined;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly isTerminal: boolean;
}

export function chooseColors(choice: ColorChoice): Colors {
  return pico.createColors(wantsColor(choice));
}

/** What was asked for on the command line wins over the environment, and that over what the output is. */
export function wantsColor({ option, variables, isTerminal }: ColorChoice): boolean {
  if (option !== undefined) return option;
  // no-color.org: present and not an empty string.
  if (variables.NO_COLOR) return false;
  const forced = variables.FORCE_COLOR;
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return isTerminal && variables.TERM !== 'dumb';
}
