import { clientName } from './generate-schema';
import type { Random } from './random';

/** A module without database access: what most files of a repository are. */
export function generatePlainModule(index: number, random: Random): string {
  const parts = [`import { format${index} } from './shared';\n`];
  const count = random.between(4, 14);
  for (let i = 0; i < count; i++) parts.push(renderPlainFunction(`${random.pick(VERBS)}${index}x${i}`, random));
  return parts.join('\n');
}

/** A service with Prisma calls and SQL texts: about every fifth function has a defect. */
export function generateService(functions: number, models: number, random: Random): string {
  const parts = [`import { pool } from '../database/pool';\nimport { prisma } from '../database/prisma';\n`];
  for (let i = 0; i < functions; i++) parts.push(renderQueryFunction(i, models, random));
  return parts.join('\n');
}

const VERBS = ['merge', 'split', 'count', 'format', 'collect', 'compare', 'group'];
const NOUNS = ['total', 'label', 'amount', 'offset', 'weight', 'status'];

function renderPlainFunction(name: string, random: Random): string {
  const noun = random.pick(NOUNS);
  const limit = random.between(2, 90);
  return `export interface ${name}Options {
  readonly ${noun}: number;
  readonly names: readonly string[];
  readonly nested?: { readonly depth: number; readonly tags: ReadonlyMap<string, number> };
}

/** Adds up what the options say, up to ${limit}. */
export function ${name}(options: ${name}Options, extra: readonly number[] = []): number {
  let ${noun} = options.${noun};
  for (const [position, name] of options.names.entries()) {
    if (name.length > ${limit}) continue;
    ${noun} += position % 2 === 0 ? name.length : extra[position] ?? 0;
  }
  const depth = options.nested?.depth ?? ${limit % 7};
  const rest = extra.filter(value => value > depth).map(value => ({ value, label: \`\${value} of \${${noun}}\` }));
  switch (depth) {
    case 0:
      return rest.length;
    case 1:
      return rest.reduce((sum, { value }) => sum + value, ${noun});
    default:
      return Math.max(${noun}, ...rest.map(({ value, label }) => value + label.length));
  }
}
`;
}

function renderQueryFunction(index: number, models: number, random: Random): string {
  const model = clientName(random.between(1, models - 1));
  const other = clientName(random.between(1, models - 1));
  const bodies = [
    // One query for all of them.
    `  const rows = await prisma.${model}.findMany({ where: { parentId: { in: ids } }, orderBy: { createdAt: 'desc' } });
  const byParent = new Map(rows.map(row => [row.parentId, row]));
  return ids.map(id => byParent.get(id)?.id ?? 0);`,
    // A query for each of them.
    `  const found: number[] = [];
  for (const id of ids) {
    const row = await prisma.${model}.findFirst({ where: { parentId: id } });
    if (row) found.push(row.id);
  }
  return found;`,
    // Values as parameters.
    `  const result = await pool.query(
    \`SELECT e.id, count(*) AS total
       FROM "Entity1" e JOIN "Entity2" o ON o."parentId" = e.id
      WHERE e.id = ANY($1) AND e."createdAt" > now() - interval '${random.between(1, 90)} days'
      GROUP BY e.id ORDER BY total DESC LIMIT 100\`,
    [ids],
  );
  return result.rows.map(row => Number(row.id));`,
    // A value inside of the text.
    `  const result = await pool.query(\`SELECT id FROM "Entity1" WHERE title = '\${name}' AND id > ${index}\`);
  return result.rows.map(row => Number(row.id));`,
    `  const [first, second] = await Promise.all([
    prisma.${model}.count({ where: { parentId: { in: ids } } }),
    prisma.${other}.findMany({ where: { id: { in: ids }, active: true }, select: { id: true } }),
  ]);
  return second.map(row => row.id + first);`,
  ];
  return `/** Reads what belongs to the given ids. */
export async function load${index}(ids: readonly number[], name: string): Promise<number[]> {
  if (ids.length === 0 || name === '') return [];
${random.pick(bodies)}
}
`;
}
