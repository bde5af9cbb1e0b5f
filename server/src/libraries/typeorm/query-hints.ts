/** Calls that nothing else is named like. */
const UNMISTAKABLE = [
  '.findOneBy(',
  '.findOneByOrFail(',
  '.findOneOrFail(',
  '.findAndCount(',
  '.findAndCountBy(',
  '.createQueryBuilder(',
  '.getRepository(',
  '.softDelete(',
  '.softRemove(',
  '.existsBy(',
  '.countBy(',
];

/** Calls that any class may have: only beside a word for a repository, a manager or the library do they say something. */
const EVERYDAY = [
  'find',
  'findBy',
  'findOne',
  'count',
  'exists',
  'save',
  'insert',
  'update',
  'upsert',
  'delete',
  'remove',
  'increment',
  'query',
];

const BESIDE = ['epository', 'epo.', 'anager.', 'typeorm', 'ueryRunner', 'ataSource.'];

/** Active record: the entities' files say `BaseEntity`, those that use them only what is called. */
const ACTIVE_RECORD = ['.find({', '.find()', '.findBy({', '.findOne(', '.save()', ['ntit', '.remove()']] as const;

export const QUERY_HINTS: readonly (string | readonly string[])[] = [
  ...UNMISTAKABLE,
  ...EVERYDAY.flatMap(name => BESIDE.map(word => [word, `.${name}(`])),
  ...ACTIVE_RECORD,
];
