import { join } from 'node:path';
import type { Files } from '../harness/workspace';
import { describeLoopFixes, isOfTransaction } from './describe-loop-fixes';
import { HELPER_DELICATE, HELPER_LOADED, HELPER_REPAIRED } from './helper-loop-cases';
import { type LoopCase, OPEN_CLIENT, REFILL, SCHEMA } from './loop-schema';
import { usePostgres } from './postgres-server';
import { schemaToDdl } from './prisma-schema';

interface Client {
  $disconnect(): Promise<void>;
}

/** A version for many keys beside a function of another file, with Prisma's own client. */
describe('fixes of queries behind a call', function () {
  this.timeout(120_000);
  const postgres = usePostgres();
  let statements: string[] = [];

  describeLoopFixes({
    repaired: HELPER_REPAIRED,
    loaded: HELPER_LOADED,
    delicate: HELPER_DELICATE,
    files: new Map([
      ['schema.prisma', SCHEMA],
      ['database.ts', "import { PrismaClient } from '@prisma/client';\n\nexport const prisma = new PrismaClient();\n"],
    ]),
    asRun: new Map([
      ['database.ts', "import { current } from '../client/open';\n\nexport const prisma = current();\n"],
    ]),
    module: moduleOf,
    beside: (one, index): Files =>
      new Map([[`helpers-${index}.ts`, `import { prisma } from './database';\n\n${one.helpers}\n`]]),
    async open(project) {
      const files = new Map([
        ['schema.prisma', SCHEMA],
        ['open.ts', OPEN_CLIENT],
      ]);
      const folder = project.write('client', files);
      await project.generateClient(join(folder, 'schema.prisma'));
      await postgres.exec(await schemaToDdl([{ path: 'schema.prisma', text: SCHEMA }]));
      const { open } = project.load<{ open(url: string, onStatement: (sql: string) => void): Client }>(
        join(folder, 'open.ts'),
      );
      const client = open(postgres.url, sql => statements.push(sql));
      postgres.closing(() => client.$disconnect());
      return {
        database: undefined,
        async refill() {
          await postgres.exec(REFILL);
          statements = [];
        },
        rows: async () => [
          await postgres.query('SELECT * FROM "User" ORDER BY id'),
          await postgres.query('SELECT * FROM "Post" ORDER BY id'),
        ],
        statements: () => statements.filter(sql => !isOfTransaction(sql)),
      };
    },
  });
});

/** The case imports the first thing that its helpers export. */
function moduleOf({ type, body, helpers }: LoopCase, index: number): string {
  const [, name] = /export (?:async )?(?:function|const|class) (\w+)/.exec(helpers ?? '') ?? [];
  return `import { prisma } from './database';
import { ${name} } from './helpers-${index}';

export const client = prisma;

export async function run(_: unknown, list: ${type ?? 'number[]'}) {
  ${body}
}
`;
}
