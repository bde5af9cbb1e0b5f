import { prisma } from '../src/database/prisma';

const names = ['Chairs', 'Tables', 'Lamps', 'Shelves', 'Rugs', 'Beds', 'Mirrors', 'Clocks'];

async function seed(): Promise<void> {
  await prisma.category.createMany({
    data: names.map(name => ({ name, slug: name.toLowerCase() })),
    skipDuplicates: true,
  });
  const supplier = await prisma.supplier.create({ data: { name: 'Northwood', email: 'orders@northwood.example' } });
  for (const category of await prisma.category.findMany()) {
    // Fine: a seed script runs once on a developer's machine, so Sargable does not count its queries.
    const existing = await prisma.product.findFirst({ where: { categoryId: category.id } });
    if (existing === null) {
      await prisma.product.create({
        data: {
          name: `${category.name} classic`,
          slug: `${category.slug}-classic`,
          status: 'ACTIVE',
          priceCents: 14900,
          categoryId: category.id,
          supplierId: supplier.id,
          variants: { create: [{ sku: `${category.slug}-oak`, size: 'M', colour: 'oak' }] },
        },
      });
    }
  }
}

try {
  await seed();
} finally {
  await prisma.$disconnect();
}
