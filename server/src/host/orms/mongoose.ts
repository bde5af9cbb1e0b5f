import type { OrmKind } from './orm-kind';

export const mongooseKind: OrmKind = {
  id: 'mongoose',
  packages: /^(?:mongoose|@nestjs\/mongoose)$/,
  migrations: undefined,
  mentions: text => text.includes('mongoose'),
  declares: code => (TABLES.test(code) && code.includes('mongoose') ? ['mongo'] : []),
  setups: () => [],
};

const TABLES = /\bnew\s+(?:\w+\.)?Schema\s*[<(]|@Schema\s*\(|\bSchemaFactory\b/;
