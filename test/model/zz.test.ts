import { checkMarks } from '/work/main/test/model/handle-cases';
import { buildModel } from '/work/main/test/model/build-model';
it('ctor', async () => {
  const files = { 'src/a.ts': `import { PrismaClient } from '@prisma/client';
import { Pool } from 'pg';
const make = () => new PrismaClient();
export class A {
  constructor(options) {
    const pool = new Pool(options.pool());
    const other = make();
    this.a = make();
    this.b = pool;
    this.c = other;
    this.d = new PrismaClient();
    if (options.x) { this.e = options.e ?? make(); }
  }
  run() {
    this.a.user.findMany(); //=> prisma.user
    this.b.query('a'); //=> pg
    this.c.user.findMany(); //=> prisma.user
    this.d.user.findMany(); //=> prisma.user
    this.e.user.findMany(); //=> prisma.user
  }
}
` };
  const m = await buildModel(files);
  const u = m.uri('src/a.ts');
  console.log(JSON.stringify(m.model.code(u,'A')?.facts.classes[0]?.fields.map(f=>[f.name,f.assigned]),null,1));
  console.log(JSON.stringify(m.model.code(u,'A.constructor')?.facts.calls.map(c=>[c.id,c.root, c.links.map(l=>l.name+l.form)])));
  console.log(JSON.stringify(m.model.code(u,'A')?.facts.calls.map(c=>[c.id,c.root, c.links.map(l=>l.name+l.form)])));
  await checkMarks(files);
});
const barrel = (n: number, cyc: boolean) => {
  const files: Record<string,string> = {};
  for (let i = 0; i < n; i++) {
    let t = '';
    for (let j = 0; j < n; j++) if (cyc ? j !== i : j > i) t += `export * from './m${j}';\n`;
    files[`src/m${i}.ts`] = t;
  }
  files[`src/last.ts`] = `import { PrismaClient } from '@prisma/client';\nexport const prisma = new PrismaClient();\n`;
  files[`src/m${n-1}.ts`] += `export * from './last';\n`;
  files['src/users.ts'] = `import { prisma, nothing } from './m0';
export const a = () => prisma.user.findMany(); //=> prisma.user
export const b = () => nothing.user.findMany();
`;
  return files;
};
it('dag', () => checkMarks(barrel(24, false)));
it('cycle', () => checkMarks(barrel(24, true)));
