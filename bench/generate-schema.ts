import type { Random } from './random';

/** A Prisma schema whose models form a tree of parents; every third foreign key has no index. */
export function generateSchema(models: number, random: Random): string {
  const parents = Array.from({ length: models }, (_, i) => (i === 0 ? undefined : random.between(0, i - 1)));
  const blocks = parents.map((parent, i) => renderModel(i, parent, childrenOf(parents, i), random));
  return `${HEADER}\n${blocks.join('\n')}`;
}

function modelName(index: number): string {
  return `Entity${index}`;
}

/** As the client spells it. */
export function clientName(index: number): string {
  return `entity${index}`;
}

const HEADER = `generator client {
  provider = "prisma-client-js"
}

datasource db {
  provider = "postgresql"
}
`;

const FIELDS = ['title String', 'note String?', 'amount Decimal', 'active Boolean @default(true)', 'openedAt DateTime'];

function childrenOf(parents: readonly (number | undefined)[], parent: number): number[] {
  return parents.flatMap((candidate, child) => (candidate === parent ? [child] : []));
}

function renderModel(index: number, parent: number | undefined, children: readonly number[], random: Random): string {
  const lines = ['id Int @id @default(autoincrement())', 'createdAt DateTime @default(now())'];
  lines.push(...FIELDS.slice(0, random.between(1, FIELDS.length)));
  if (parent !== undefined) {
    lines.push(
      'parentId Int',
      `parent ${modelName(parent)} @relation("To${index}", fields: [parentId], references: [id])`,
    );
  }
  for (const child of children) lines.push(`list${child} ${modelName(child)}[] @relation("To${child}")`);
  if (parent !== undefined && index % 3 !== 0) lines.push('', '@@index([parentId])');
  return `model ${modelName(index)} {\n${lines.map(line => (line === '' ? '' : `  ${line}`)).join('\n')}\n}\n`;
}
