import { DATABASE, defineCases } from './cases';

const MODELS = `import { Column, Entity, BaseEntity, PrimaryGeneratedColumn } from 'typeorm';
export abstract class Model extends BaseEntity {
  async destroyWith(context: unknown) {}
}
@Entity()
export class User extends Model {
  @PrimaryGeneratedColumn() id: number;
  @Column() name: string;
  async rename(name: string) {
    return (this.constructor as typeof User).register(name); //-> User.register
  }
  static async register(name: string) {}
}
`;

describe('which function runs: rows', () => {
  defineCases({
    'methods that the class of a row declares': {
      'src/models.ts': MODELS,
      'src/users.ts': `import { User } from './models';
export async function users(ids: number[]) {
  const user = await User.findOneBy({ id: 1 }); //=> typeorm.User
  await user.rename('a'); //-> User.rename
  await user?.destroyWith({}); //-> Model.destroyWith
  for (const other of await User.find()) { //=> typeorm.User
    await other.rename('b'); //-> User.rename
  }
  const made = new User();
  await made.rename('c'); //-> User.rename
  const [one, all] = await Promise.all([
    User.findOneBy({ id: 1 }), //=> typeorm.User
    User.find(), //=> typeorm.User
  ]);
  await one.rename('d'); //-> User.rename
  await User.register('e'); //-> User.register
  user.unknown();
  User.find().rename('f'); //=> typeorm.User
}
`,
    },
    'rows that a function returns as promises': {
      'src/models.ts': MODELS,
      'src/find.ts': `import { User } from './models';
export async function byName(name: string) {
  return User.findOneBy({ name }); //=> typeorm.User
}
export const byId = (id: number) => User.findOneBy({ id }); //=> typeorm.User
`,
      'src/users.ts': `import { byId, byName } from './find';
export async function users() {
  const user = await byName('a'); //-> byName
  await user.save(); //=> typeorm.User
  const other = await byId(1); //-> byId
  await other.rename('b'); //-> User.rename
}
`,
    },
    'lists of rows by their types': {
      'src/models.ts': MODELS,
      'src/users.ts': `import type { User } from './models';
export async function rename(users: User[], others: ReadonlyArray<User>, services: { rename(): void }[]) {
  for (const user of users) await user.rename('a'); //-> User.rename
  await Promise.all(others.map(other => other.save())); //=> typeorm.User
  await users[0].remove(); //=> typeorm.User
  for (const service of services) await service.rename();
}
`,
    },
    'lists of a known length': {
      'src/database.ts': DATABASE,
      'src/users.ts': `import { pool, prisma } from './database';
export async function users(old: boolean, names: string[]) {
  const [client, count] = old ? [pool, 1] : [pool, 2];
  await client.query('SELECT 1'); //=> pg
  const [, second] = [pool, prisma];
  await second.user.findMany(); //=> prisma.user
  const [first] = [...names, prisma];
  await first.user.findMany();
}
`,
    },
  });
});
