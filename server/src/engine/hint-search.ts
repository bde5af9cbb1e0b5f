/** A substring, or several that must all be there. */
type Hint = string | readonly string[];

/** Characters above this never stand in a hint. */
const ALPHABET_BITS = 7;
const ALPHABET = 1 << ALPHABET_BITS;

/**
 * Which of several groups of hints a text holds a hint of, by their numbers. There are hundreds of hints and every file of
 * a workspace is asked, so all are looked for in one pass (Aho and Corasick 1975, with the automaton's transitions written
 * out). A hint of a group that is enough ends the search.
 */
export function createHintSearch(
  groups: readonly (readonly Hint[])[],
): (text: string, isEnough?: (group: number) => boolean) => readonly number[] {
  const sets = groups.flatMap((hints, group) =>
    hints.map(hint => ({ group, parts: typeof hint === 'string' ? [hint] : hint })),
  );
  const words = [...new Set(sets.flatMap(({ parts }) => parts))];
  const { next, ending } = buildAutomaton(words);
  const isEnd = Uint8Array.from({ length: ending.length }, (_, state) => (ending[state] ? 1 : 0));
  const setsOf = words.map(word => sets.filter(({ parts }) => parts.includes(word)));

  return (text, isEnough) => {
    const found = new Set<string>();
    const held = new Set<number>();
    let state = 0;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      state = code < ALPHABET ? (next[(state << ALPHABET_BITS) | code] as number) : 0;
      if (isEnd[state] === 0) continue;
      for (const index of ending[state] ?? []) {
        const word = words[index] ?? '';
        if (found.has(word)) continue;
        found.add(word);
        for (const { group, parts } of setsOf[index] ?? []) {
          if (!parts.every(part => found.has(part))) continue;
          held.add(group);
          if (isEnough?.(group)) return [...held];
        }
      }
    }
    return held.size === 0 ? NONE : [...held];
  };
}

const NONE: readonly number[] = [];

interface Automaton {
  /** The state after `state` and a character, at `state * ALPHABET + code`. */
  readonly next: Uint16Array;
  /** The words that end in a state; undefined for most. */
  readonly ending: readonly (readonly number[] | undefined)[];
}

function buildAutomaton(words: readonly string[]): Automaton {
  const size = 1 + words.reduce((sum, word) => sum + word.length, 0);
  const next = new Uint16Array(size * ALPHABET);
  const ending: (number[] | undefined)[] = new Array(size);
  let states = 1;
  words.forEach((word, index) => {
    let state = 0;
    for (let i = 0; i < word.length; i++) {
      const at = state * ALPHABET + word.charCodeAt(i);
      if (next[at] === 0) next[at] = states++;
      state = next[at] ?? 0;
    }
    ending[state] = [...(ending[state] ?? []), index];
  });
  completeTransitions(next, ending, states);
  return { next, ending };
}

/** Where no word goes on, the longest end of what was read that begins a word does. */
function completeTransitions(next: Uint16Array, ending: (number[] | undefined)[], states: number): void {
  const fallback = new Uint16Array(states);
  const open: number[] = [];
  for (let code = 0; code < ALPHABET; code++) if (next[code]) open.push(next[code] ?? 0);
  for (const state of open) {
    const shorter = fallback[state] ?? 0;
    const ends = ending[shorter];
    if (ends) ending[state] = [...(ending[state] ?? []), ...ends];
    for (let code = 0; code < ALPHABET; code++) {
      const at = state * ALPHABET + code;
      const onward = next[shorter * ALPHABET + code] ?? 0;
      const target = next[at];
      if (target) {
        fallback[target] = onward;
        open.push(target);
      } else next[at] = onward;
    }
  }
}
