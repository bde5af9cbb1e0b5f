/** What Mongoose calls the collection of a model: the name in lower case and in the plural. */
export function collectionName(model: string): string {
  const word = model.toLowerCase();
  if (UNCHANGED.has(word)) return word;
  for (const [pattern, cut, ending] of ENDINGS) {
    if (pattern.test(word)) return word.slice(0, word.length - cut) + ending;
  }
  return /[a-z]$/.test(word) ? `${word}s` : word;
}

const UNCHANGED = new Set(
  'advice energy excretion digestion cooperation health justice labour machinery equipment information pollution sewage paper money species series rain rice fish sheep moose deer news expertise status media'.split(
    ' ',
  ),
);

/** The first that fits: how many letters go, and what comes instead. Compared with the package in the tests. */
const ENDINGS: readonly (readonly [RegExp, number, string])[] = [
  [/human$/, 0, 's'],
  [/man$/, 2, 'en'],
  [/person$/, 4, 'ople'],
  [/child$/, 0, 'ren'],
  [/^ox$/, 0, 'en'],
  [/(?:ax|test)is$/, 2, 'es'],
  [/(?:octop|cact|foc|fung|nucle)us$/, 2, 'i'],
  [/(?:alias|status|virus)$/, 0, 'es'],
  [/bus$/, 1, 'ses'],
  [/(?:buffal|tomat|potat)o$/, 0, 'es'],
  [/[ti]um$/, 2, 'a'],
  [/sis$/, 2, 'es'],
  [/[^f]fe$/, 2, 'ves'],
  [/[lr]f$/, 1, 'ves'],
  [/hive$/, 0, 's'],
  [/(?:[^aeiouy]|qu)y$/, 1, 'ies'],
  [/(?:x|ch|ss|sh)$/, 0, 'es'],
  [/[m|l]ouse$/, 4, 'ice'],
  [/quiz$/, 0, 'zes'],
  [/^goose$/, 5, 'geese'],
  [/s$/, 0, ''],
];
