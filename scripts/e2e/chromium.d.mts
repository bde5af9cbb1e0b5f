import type { Browser } from 'playwright-core';

export function launchChromium(): Promise<Browser>;
/** Throws with what to do when there is none. */
export function findChromium(): string;
