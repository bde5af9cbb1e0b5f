import type { FixIntent } from './fix';
import type { Place } from './text';

export type Severity = 'error' | 'warning' | 'info' | 'hint';
export type SeveritySetting = Severity | 'off';

const SEVERITIES: readonly Severity[] = ['hint', 'info', 'warning', 'error'];

/** 0 for a hint up to 3 for an error. */
export function severityRank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

/**
 * Steps a severity up (positive) or down, staying on the scale: what a rule lowers stays lowered by as many steps when a
 * user moves the default.
 */
export function stepSeverity(severity: Severity, steps: number): Severity {
  const rank = Math.min(Math.max(severityRank(severity) + steps, 0), SEVERITIES.length - 1);
  return SEVERITIES[rank] ?? severity;
}

/** What a rule found. It says what is wrong; the engine adds identity, severity and position in the document. */
export interface Finding {
  readonly at: Place;
  /** Steps above or below the rule's default severity; 0 when absent. */
  readonly steps?: number;
  /** What: one sentence, no advice. */
  readonly message: string;
  readonly data: PlainObject;
  readonly related?: readonly RelatedPlace[];
  /** The SQL that the finding is about, where the program writes it: a hover shows it. */
  readonly sql?: string;
  readonly fixes?: readonly FixIntent[];
}

export interface RelatedPlace {
  readonly at: Place;
  /** Names the place, no sentence: `The index`. */
  readonly message: string;
}

/** JSON data: no functions, no classes, no undefined. */
export interface PlainObject {
  readonly [key: string]:
    | string
    | number
    | boolean
    | null
    | readonly (string | number | boolean | null | PlainObject)[]
    | PlainObject;
}
