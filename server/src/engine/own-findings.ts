import type { Severity } from '../core/finding';

/** What the engine itself reports, beside the rules. Their ids work in settings and comments like those of rules. */
export interface OwnFinding {
  readonly id: string;
  readonly summary: string;
  readonly why: string;
  readonly remedy: string;
  readonly severity: Severity;
}

export const UNKNOWN_KEY = 'config/unknown-key';
export const UNKNOWN_SUPPRESSION = 'suppression/unknown';
export const UNUSED_SUPPRESSION = 'suppression/unused';

export const OWN_FINDINGS: readonly OwnFinding[] = [
  {
    id: UNKNOWN_KEY,
    summary: 'The configuration says something that Sargable does not understand',
    why: 'A setting that is misspelt or of the wrong type is not applied, so that checks run otherwise than the file seems to say.',
    remedy: 'Correct the key or its value, or remove it.',
    severity: 'warning',
  },
  {
    id: UNKNOWN_SUPPRESSION,
    summary: 'A comment names a rule that does not exist',
    why: 'A suppression that names no existing rule silences nothing.',
    remedy: 'Correct the rule’s name, or remove the comment.',
    severity: 'warning',
  },
  {
    id: UNUSED_SUPPRESSION,
    summary: 'A comment silences a rule that finds nothing there',
    why: 'What it silenced is gone; left behind, it would hide the next real finding on its line.',
    remedy: 'Remove the comment.',
    severity: 'hint',
  },
];
