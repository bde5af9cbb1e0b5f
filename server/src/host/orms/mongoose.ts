import type { OrmKind } from './orm-kind';

export const mongooseKind: OrmKind = {
  id: 'mongoose',
  packages: /^(?:mongoose|@nestjs\/mongoose)$/,
  migrations: undefined,
  mentions: text => text.includes('mongoose'),
  declares: code => (TABLES.test(code) && code.includes('mongoose') ? ['mongo'] : []),
  setups: () => [],
};

/** A schema, a model of one that stands elsewhere, and what adds to a model. */
const TABLES =
  /\bSchema\s*[<(]|\bSchemaFactory\b|\bmodel\s*(?:<[^()]*>)?\s*\(\s*(?:['"`][^'"`]*['"`]|[\w.]+)\s*,|\.\s*discriminator\s*(?:<[^()]*>)?\s*\(|\bMongooseModule\s*\.\s*forFeature/;
