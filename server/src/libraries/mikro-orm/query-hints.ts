/** Calls that nothing else is named like. */
const UNMISTAKABLE = [
  '.findOneOrFail(',
  '.findAndCount(',
  '.nativeUpdate(',
  '.nativeDelete(',
  '.persistAndFlush(',
  '.removeAndFlush(',
  '.transactional(',
  '.loadItems(',
  '.loadCount(',
  '.createQueryBuilder(',
];

/** Calls that any class may have: only beside a word for a manager, a repository or the library do they say something. */
const EVERYDAY = [
  'find',
  'findOne',
  'findAll',
  'count',
  'insert',
  'upsert',
  'flush',
  'execute',
  'populate',
  'init',
  'load',
];

const BESIDE = ['@mikro-orm/', ' em.', '(em.', '.em.', 'epository.', 'epo.'];

export const QUERY_HINTS: readonly (string | readonly string[])[] = [
  ...UNMISTAKABLE,
  ...EVERYDAY.flatMap(name => BESIDE.map(word => [word, `.${name}(`])),
];
