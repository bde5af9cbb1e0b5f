/** What Sequelize makes of names: its inflection package's rules, as far as they are certain. */

/** The plural of a model's name; undefined where the rule for the word is not certain. */
export function pluralize(name: string): string | undefined {
  const word = /[A-Z]?[a-z]+$/.exec(name)?.[0];
  if (word === undefined) return /[A-Z0-9]$/.test(name) ? undefined : `${name}s`;
  const start = name.slice(0, name.length - word.length);
  const lower = word.toLowerCase();
  const known = IRREGULAR[lower];
  if (known !== undefined) return start + word.charAt(0) + known.slice(1);
  const isPlural = PLURALS.has(lower);
  if (isPlural || UNCHANGED.has(lower)) return name;
  if (UNCERTAIN.test(lower)) return undefined;
  if (/[^aeiou]y$/.test(lower)) return `${name.slice(0, -1)}ies`;
  if (/(?:ss|sh|ch|x)$/.test(lower)) return `${name}es`;
  return `${name}s`;
}

const IRREGULAR: Readonly<Record<string, string>> = {
  person: 'people',
  child: 'children',
  man: 'men',
  woman: 'women',
  status: 'statuses',
  address: 'addresses',
  bus: 'buses',
  bonus: 'bonuses',
  campus: 'campuses',
  virus: 'viruses',
  alias: 'aliases',
  quiz: 'quizzes',
  index: 'indices',
  matrix: 'matrices',
  vertex: 'vertices',
  analysis: 'analyses',
  medium: 'media',
  datum: 'data',
  criterion: 'criteria',
};
const PLURALS = new Set(Object.values(IRREGULAR));
const UNCHANGED = new Set(['equipment', 'information', 'money', 'species', 'series', 'sheep', 'news']);
/** Words that follow rules of their own, and words that may be plurals already. */
const UNCERTAIN =
  /(?:s|[iuo]x|[ae]x|z|o|us|is|um|on|fe?|ves|man|fish|deer|ox|ouse|oose|oot|ooth|rice|moose|data|media|people|staff|feedback|cache|hero)$/;

/** The singular, of a plural made as above; undefined where that is not certain. */
export function singularize(name: string): string | undefined {
  for (const candidate of [name.replace(/ies$/, 'y'), name.replace(/es$/, ''), name.replace(/s$/, ''), name]) {
    if (candidate !== name && pluralize(candidate) === name) return candidate;
  }
  if (/s$/i.test(name) && !/ss$/i.test(name)) return undefined;
  return Object.values(IRREGULAR).some(plural => name.toLowerCase().endsWith(plural)) ? undefined : name;
}

/** `Utils.camelize`: `author_id` → `authorId`. */
export function camelize(text: string): string {
  return text.trim().replace(/[-_\s]+(.)?/g, (_, next: string | undefined) => next?.toUpperCase() ?? '');
}

/** `Utils.underscore`: `createdAt` → `created_at`. */
export function underscore(text: string): string {
  if (text === text.toUpperCase()) return text;
  return text
    .replaceAll('::', '/')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/-/g, '_')
    .toLowerCase();
}
