import { DATABASE, defineCases } from './cases';

describe('whose call is this: circles', () => {
  defineCases({
    'modules that import each other': {
      'src/a.ts': `import { b } from './b';
import { PrismaClient } from '@prisma/client';
export const a = b;
export const prisma = new PrismaClient();
export * from './b';
`,
      'src/b.ts': `import { a, prisma } from './a';
export const b = a;
export const client = prisma;
export * from './a';
`,
      'src/users.ts': `import { a, client, nothing } from './a';
a.user.findMany();
client.user.findMany(); //=> prisma.user
nothing.user.findMany();
`,
    },
    'values, classes, types and functions made of themselves': {
      'src/users.ts': `import { PrismaClient } from '@prisma/client';
let a = b;
let b = a;
let state = { prisma: null };
state = { ...state, prisma: new PrismaClient() };
class Left extends Right {}
class Right extends Left {}
interface One extends Two { self: One }
interface Two extends One {}
type Alias = Other;
type Other = Alias;
const again = () => again();
function even() {
  return odd();
}
function odd() {
  return even() ?? new PrismaClient();
}
export function run(one: One, alias: Alias, left: Left) {
  a.user.findMany();
  new Left().user.findMany();
  left.$queryRaw\`SELECT 1\`;
  one.prisma.user.findMany();
  one.self.self.query('SELECT 1');
  alias.user.findMany();
  again().user.findMany();
  even().user.findMany(); //=> prisma.user
  odd().user.findMany(); //=> prisma.user
}
`,
    },
    'an object whose property is made of itself': {
      'src/users.ts': `import { PrismaClient } from '@prisma/client';
export function run(first: string) {
  let state = { step: first, client: new PrismaClient() };
  state = { ...state, step: state.step ?? first, client: state.client };
  state.step.user.findMany();
  state.client.user.findMany(); //=> prisma.user
}
`,
    },
    'barrels that all pass each other on': passEachOtherOn(24),
    'many variables that are each other': {
      'src/users.ts': `import { PrismaClient } from '@prisma/client';
${numbers(20)
  .map(
    i =>
      `let v${i} = ${numbers(20)
        .map(j => `v${j}`)
        .join(' ?? ')};`,
  )
  .join('\n')}
v0.user.findMany();
export const users = () => v3.user.findMany();
`,
    },
  });
});

function passEachOtherOn(count: number): Record<string, string> {
  const files: Record<string, string> = {
    'src/database.ts': DATABASE,
    'src/users.ts': `import { prisma, nothing } from './module0';
prisma.user.findMany(); //=> prisma.user
nothing.user.findMany();
`,
  };
  for (const i of numbers(count)) {
    const others = numbers(count).filter(j => j !== i);
    files[`src/module${i}.ts`] = others.map(j => `export * from './module${j}';\n`).join('');
  }
  files[`src/module${count - 1}.ts`] += "export * from './database';\n";
  return files;
}

function numbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => i);
}
