/** Calls that nothing else is named like; `findOne` and `findById` are Mongoose's as well. */
const UNMISTAKABLE = [
  '.findAll(',
  '.findByPk(',
  '.findOne(',
  '.findById(',
  '.findOrCreate(',
  '.findAndCountAll(',
  '.bulkCreate(',
  '.unscoped(',
  '.destroy({',
  '.count({',
  '.$get(',
];

/** Calls that any class may have: only beside the library's name or its models do they say something. */
const EVERYDAY = ['count', 'create', 'update', 'upsert', 'destroy', 'increment', 'save', 'reload', 'query'];

const BESIDE = ['equelize', "/models'", '/models"', '/models/', 'models.'];

export const QUERY_HINTS: readonly (string | readonly string[])[] = [
  ...UNMISTAKABLE,
  ...EVERYDAY.flatMap(name => BESIDE.map(word => [word, `.${name}(`])),
];
