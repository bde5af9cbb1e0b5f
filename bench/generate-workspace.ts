import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { generateSchema } from './generate-schema';
import { generatePlainModule, generateService } from './generate-source';
import { createRandom } from './random';

export interface WorkspaceSize {
  /** TypeScript files. */
  readonly files: number;
  readonly models: number;
}

/** Of all files, those that query a database. Repositories that were counted have 0.5 to 28 %. */
const SERVICE_SHARE = 0.015;
const SEED = 20_260_101;

/** Writes a repository that is the same on every machine. */
export function generateWorkspace(folder: string, { files, models }: WorkspaceSize): void {
  const random = createRandom(SEED);
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  write('package.json', '{ "name": "generated", "dependencies": { "@prisma/client": "7.0.0", "pg": "8.0.0" } }\n');
  write('tsconfig.json', '{ "compilerOptions": { "strict": true } }\n');
  write('prisma/schema.prisma', generateSchema(models, random));
  write('src/database/prisma.ts', PRISMA);
  write('src/database/pool.ts', POOL);
  const services = Math.max(Math.round(files * SERVICE_SHARE), 1);
  for (let i = 0; i < services; i++) write(`src/services/service-${i}.ts`, generateService(20, models, random));
  for (let i = 0; i < files - services - 2; i++) {
    write(`src/modules/part-${i % 40}/module-${i}.ts`, generatePlainModule(i, random));
  }
}

/** One file of a little more than `lines` lines. */
export function generateLongService(lines: number, models: number): string {
  let functions = Math.ceil(lines / 20);
  let text = generateService(functions, models, createRandom(SEED));
  while (text.split('\n').length < lines) {
    functions += 10;
    text = generateService(functions, models, createRandom(SEED));
  }
  return text;
}

const PRISMA = `import { PrismaClient } from '@prisma/client';

export const prisma = new PrismaClient();
`;

const POOL = `import { Pool } from 'pg';

export const pool = new Pool();
`;
