import { prisma } from '../database/prisma';
import type { Category, Product } from '../generated/prisma/client';
import { loadExchangeRate } from './exchange-rate';

const pageSize = 24;

export async function listProducts(categorySlug: string, page: number): Promise<Product[]> {
  return prisma.product.findMany({
    where: { category: { slug: categorySlug }, status: 'ACTIVE' },
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
    skip: page * pageSize,
    take: pageSize,
  });
}

export async function compareProducts(ids: string[]): Promise<(Product | null)[]> {
  // Fine: Prisma gathers the findUnique calls of one tick into a single statement.
  return Promise.all(ids.map(id => prisma.product.findUnique({ where: { id } })));
}

export async function comparePrices(ids: string[], currency: string): Promise<number[]> {
  return Promise.all(
    ids.map(async id => {
      const rate = await loadExchangeRate(currency);
      // Sargable: waiting for the rate first spreads the calls over many ticks, so each one is a statement of its own.
      const product = await prisma.product.findUniqueOrThrow({ where: { id } });
      return Math.round(product.priceCents * rate);
    }),
  );
}

export async function categoriesOf(products: Product[]): Promise<Map<string, Category>> {
  const categories = new Map<string, Category>();
  for (const product of products) {
    if (!categories.has(product.categoryId)) {
      // Fine: the map is asked first, and a page of products has two or three categories.
      const category = await prisma.category.findUniqueOrThrow({ where: { id: product.categoryId } });
      categories.set(category.id, category);
    }
  }
  return categories;
}
