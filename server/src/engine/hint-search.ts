/** A substring, or several that must all be there. */
type Hint = string | readonly string[];

/** Characters above this never stand in a hint. */
const ALPHABET = 128;

/**
 * Whether a text holds one of the hints. There are hundreds of them and every file of a workspace is asked, so all are
 * looked for in one pass (Aho and Corasick 1975, with the automaton's transitions written out).
 */
export function createHintSearch(hints: readonly Hint[]): (text: string) => boolean {
  const sets = hints.map(hint => (typeof hint === 'string' ? [hint] : hint));
  const words = [...new Set(sets.flat())];
  const { next, ending } = buildAutomaton(words);
  const partsOf: readonly (readonly string[])[][] = words.map(word => sets.filter(set => set.includes(word)));

  return text => {
    const found = new Set<string>();
    let state = 0;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      state = code < ALPHABET ? (next[state * ALPHABET + code] ?? 0) : 0;
      const ends = ending[state];
      if (ends === undefined) continue;
      for (const index of ends) {
        const word = words[index] ?? '';
        if (found.has(word)) continue;
        found.add(word);
        if (partsOf[index]?.some(set => set.every(part => found.has(part)))) return true;
      }
    }
    return false;
  };
}

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
