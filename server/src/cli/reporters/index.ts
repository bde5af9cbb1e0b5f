import { githubReporter } from './github';
import { jsonReporter } from './json';
import type { Reporter } from './reporter';
import { sarifReporter } from './sarif';
import { textReporter } from './text';

export const REPORTERS = [
  githubReporter,
  jsonReporter,
  sarifReporter,
  textReporter,
] as const satisfies readonly Reporter[];

export type { Reporter };
