import { prisma } from '../database/prisma';
import type { Product, Review } from '../generated/prisma/client';

const pageSize = 500;

/** Every active product, for the price comparison sites. */
export async function* productFeed(): AsyncGenerator<Product> {
  let cursor: string | undefined;
  while (true) {
    // Fine: one query per page, not per row.
    const page = await prisma.product.findMany({
      where: { status: 'ACTIVE' },
      orderBy: { id: 'asc' },
      take: pageSize,
      ...(cursor === undefined ? {} : { skip: 1, cursor: { id: cursor } }),
    });
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) {
      return;
    }
    cursor = last.id;
  }
}

export async function reviewsOf(productIds: string[]): Promise<Review[]> {
  const reviews: Review[] = [];
  for (let start = 0; start < productIds.length; start += pageSize) {
    const chunk = productIds.slice(start, start + pageSize);
    // Fine: one query per 500 products, because a statement takes only so many parameters.
    reviews.push(...(await prisma.review.findMany({ where: { productId: { in: chunk } } })));
  }
  return reviews;
}
