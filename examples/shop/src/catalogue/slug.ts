import { prisma } from '../database/prisma';

export async function freeSlug(name: string): Promise<string> {
  const base = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  for (let suffix = 1; ; suffix += 1) {
    const slug = suffix === 1 ? base : `${base}-${suffix}`;
    // Fine: each query depends on the answer to the one before, and the first free slug ends the loop.
    const taken = await prisma.product.findUnique({ where: { slug }, select: { id: true } });
    if (taken === null) {
      return slug;
    }
  }
}
