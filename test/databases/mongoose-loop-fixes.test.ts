import { join } from 'node:path';
import { describeLoopFixes } from './describe-loop-fixes';
import { type MemoryDocument, memoryCollection } from './mongo-in-memory';
import { MONGOOSE_DELICATE, MONGOOSE_LOADED, MONGOOSE_REPAIRED, MONGOOSE_SCHEMA } from './mongoose-loop-cases';

interface Mongoose {
  readonly User: { readonly collection: object };
  readonly Post: { readonly collection: object };
  id(text: string): unknown;
}

/** Mongoose itself on collections in memory: there is no server, only what it would be asked. */
describe('fixes of Mongoose queries in loops', function () {
  this.timeout(120_000);
  describeLoopFixes({
    repaired: MONGOOSE_REPAIRED,
    loaded: MONGOOSE_LOADED,
    delicate: MONGOOSE_DELICATE,
    files: new Map([
      ['schema.ts', MONGOOSE_SCHEMA],
      ['package.json', '{ "name": "shop", "dependencies": { "mongoose": "9.12.1" } }'],
    ]),
    asRun: new Map([['schema.ts', "export * from '../client/schema';\n"]]),
    module: ({ type, body }) => `import { Post, User } from './schema';

export const models = [Post, User];

export async function run(_: unknown, list: ${type ?? 'number[]'}) {
  ${body}
}
`,
    async open(project) {
      const folder = project.write('client', new Map([['schema.ts', MONGOOSE_SCHEMA + ID]]));
      const { User, Post, id } = project.load<Mongoose>(join(folder, 'schema.ts'));
      let commands: string[] = [];
      const [users, posts] = [memoryCollection(one => commands.push(one)), memoryCollection(one => commands.push(one))];
      Object.assign(User.collection, users);
      Object.assign(Post.collection, posts);
      return {
        database: undefined,
        async refill() {
          users.documents = usersOf(id);
          posts.documents = postsOf(id);
          commands = [];
        },
        rows: async () => JSON.parse(JSON.stringify([users.documents, posts.documents])),
        statements: () => commands,
      };
    },
  });
});

const ID = `
export const id = (text: string) => new Types.ObjectId(text);
`;

type MakeId = (text: string) => unknown;

function usersOf(id: MakeId): readonly MemoryDocument[] {
  return ['Ada', 'Bob', 'Cy', 'cy'].map((name, index) => ({ _id: id(hex(index + 1)), name, rank: index + 1 }));
}

/** Two by one author, one by nobody who is there, and editors that are there, null or missing. */
function postsOf(id: MakeId): readonly MemoryDocument[] {
  return [
    { _id: id(hex(11)), title: 'b', author: id(hex(1)), editor: id(hex(2)), shelf: 1 },
    { _id: id(hex(12)), title: 'a', author: id(hex(1)), editor: null, shelf: 1 },
    { _id: id(hex(13)), title: 'c', author: id(hex(2)), shelf: 1 },
    { _id: id(hex(14)), title: 'd', author: id(hex(99)), editor: id(hex(2)), shelf: 2 },
  ];
}

function hex(number: number): string {
  return number.toString(16).padStart(24, '0');
}
