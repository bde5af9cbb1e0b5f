import type { FixIntent } from '../core/fix';
import { hashText } from '../core/hash';
import type { UnitId } from '../core/text';
import type { ReportedFinding } from './report';

/** What is told of a finding wherever in the document it comes to stand. */
export interface Told {
  /** Equal for findings that only their order tells apart. */
  readonly identity: string;
  readonly fixes: ReportedFinding['fixes'];
  /** Stable across edits elsewhere; `ordinal` counts those with the same identity. */
  id(ordinal: number): string;
}

interface Source {
  readonly ruleId: string;
  readonly unit: UnitId;
  readonly intents: readonly FixIntent[];
  /** What the finding was made from: the same object as long as it says the same. */
  readonly source: object;
}

interface Kept extends Told {
  readonly path: string;
  readonly text: string;
}

/** With every keystroke all findings of a file are told again, and all but a few as before. */
const keptBySource = new WeakMap<object, Kept>();

/** `text` is what the finding's span covers. */
export function toldOf({ ruleId, unit, intents, source }: Source, path: string, text: string): Told {
  const known = keptBySource.get(source);
  if (known?.text === text && known.path === path) return known;
  const snippet = text.replace(/\s+/g, ' ').trim();
  const identity = [ruleId, path, unit, snippet].join('\u0000');
  const ids: string[] = [];
  const kept: Kept = {
    path,
    text,
    identity,
    fixes: intents.map(({ title, safety }) => ({ title, safety })),
    id(ordinal) {
      ids[ordinal] ??= hashText(`${identity}\u0000${ordinal}`);
      return ids[ordinal];
    },
  };
  keptBySource.set(source, kept);
  return kept;
}
