import fc from 'fast-check';

/** A Prisma schema of a few models that refer to each other, mostly valid, in the layouts people write. */
export const schemaText: fc.Arbitrary<string> = fc
  .record({
    models: fc.integer({ min: 1, max: 4 }),
    fields: fc.array(fc.array(fc.nat(7), { minLength: 1, maxLength: 6 }), { minLength: 4, maxLength: 4 }),
    relations: fc.array(
      fc.record({ from: fc.nat(3), to: fc.nat(3), optional: fc.boolean(), form: fc.nat(5), unique: fc.boolean() }),
      { maxLength: 5 },
    ),
    indexes: fc.array(fc.record({ model: fc.nat(3), form: fc.nat(6), first: fc.nat(9), second: fc.nat(9) }), {
      maxLength: 6,
    }),
    lineEnd: fc.constantFrom('\n', '\r\n'),
    comments: fc.boolean(),
    mapped: fc.boolean(),
  })
  .map(({ models, fields, relations, indexes, lineEnd, comments, mapped }) => {
    const lines = [
      'datasource db {',
      '  provider = "postgresql"',
      '}',
      'enum Mood {',
      '  GOOD',
      '  BAD @map("b")',
      '}',
    ];
    const bodies: string[][] = [];
    const names: string[][] = [];
    for (let model = 0; model < models; model++) {
      const scalars = (fields[model] ?? []).map((form, i) => scalarField(`f${i}`, form));
      bodies.push(['id Int @id @default(autoincrement())', ...scalars]);
      names.push(['id', ...scalars.map((_, i) => `f${i}`)]);
    }
    relations.forEach(({ from, to, optional, form, unique }, i) => {
      const mark = optional ? '?' : '';
      const source = from % models;
      const target = to % models;
      bodies[source]?.push(`r${i}Id${form % 2 ? '   ' : ' '}Int${mark}${unique ? ' @unique' : ''}`);
      bodies[source]?.push(`r${i} M${target}${mark} ${relationAttribute(i, form)}`);
      bodies[target]?.push(`back${i} M${source}${unique ? '?' : '[]'} @relation(${form % 2 ? 'name: ' : ''}"R${i}")`);
      names[source]?.push(`r${i}Id`);
    });
    for (const { model, form, first, second } of indexes) {
      const known = names[model % models] ?? [];
      const a = known[first % known.length] ?? 'id';
      const b = known[second % known.length] ?? 'id';
      if (a !== b) bodies[model % models]?.push(indexAttribute(form, a, b));
    }
    bodies.forEach((body, model) => {
      if (comments) lines.push('/// A model 🐘 { with "marks" }', '/* } */');
      lines.push(`model M${model} {`, ...body.map(line => (comments ? `\t${line} // } "` : `  ${line}`)));
      if (mapped) lines.push('', `  @@map("table_${model}")`);
      lines.push('}', '');
    });
    return lines.join(lineEnd);
  });

function scalarField(name: string, form: number): string {
  const forms = [
    `${name} String`,
    `${name} String? @db.VarChar(20)`,
    `${name} Int @default(3) @map("column_${name}")`,
    `${name} DateTime @default(now())`,
    `${name} String[]`,
    `${name} Mood`,
    `${name} Mood? @default(GOOD)`,
    `${name} Unsupported("tsvector")?`,
  ];
  return forms[form] ?? `${name} Int`;
}

function relationAttribute(i: number, form: number): string {
  const forms = [
    `@relation("R${i}", fields: [r${i}Id], references: [id])`,
    `@relation(name: "R${i}", fields: [r${i}Id], references: [id], onDelete: NoAction, onUpdate: NoAction)`,
    `@relation(fields: [ r${i}Id ], references: [ id ], name: "R${i}", map: "key_${i}")`,
    `@relation("R${i}", fields: r${i}Id, references: id, onDelete: Restrict)`,
    `@relation( "R${i}",fields:[r${i}Id],references:[id],onDelete:Cascade )`,
    `@relation(references: [id], fields: [r${i}Id], onUpdate: Cascade, name: "R${i}")`,
  ];
  return forms[form] ?? '';
}

function indexAttribute(form: number, a: string, b: string): string {
  const forms = [
    `@@index([${a}])`,
    `@@index(${a})`,
    `@@index([${a}, ${b}(sort: Desc)])`,
    `@@index(fields: [${a}(sort: Asc), ${b}], map: "${a}_${b}")`,
    `@@unique([${a}, ${b}])`,
    `@@index([${a}], type: Hash)`,
    `@@index( [ ${a} ,${b} ] )`,
  ];
  return forms[form] ?? '';
}
