import { prisma } from '../database/prisma';
import { Prisma } from '../generated/prisma/client';

export interface ProductRow {
  id: string;
  name: string;
  slug: string;
  priceCents: number;
}

export interface ProductFilter {
  term?: string;
  categoryIds: string[];
  maximumCents?: number;
}

export async function searchProducts(filter: ProductFilter): Promise<ProductRow[]> {
  // Fine: Prisma.sql, Prisma.join and Prisma.empty make parameters out of every value.
  const conditions = [Prisma.sql`status = 'ACTIVE'`];
  if (filter.term !== undefined) {
    conditions.push(Prisma.sql`name ILIKE ${`%${filter.term}%`}`);
  }
  if (filter.categoryIds.length > 0) {
    conditions.push(Prisma.sql`category_id::text IN (${Prisma.join(filter.categoryIds)})`);
  }
  const ceiling =
    filter.maximumCents === undefined ? Prisma.empty : Prisma.sql`AND price_cents <= ${filter.maximumCents}`;
  return prisma.$queryRaw<ProductRow[]>`
    SELECT id, name, slug, price_cents AS "priceCents"
    FROM products
    WHERE ${Prisma.join(conditions, ' AND ')} ${ceiling}
    ORDER BY name
    LIMIT 50`;
}

export async function productBySlug(slug: string): Promise<ProductRow | undefined> {
  // Fine: in a tagged template the hole is a parameter.
  const rows = await prisma.$queryRaw<ProductRow[]>`
    SELECT id, name, slug, price_cents AS "priceCents" FROM products WHERE slug = ${slug}`;
  return rows[0];
}

export async function productsWithKeyword(keyword: string): Promise<ProductRow[]> {
  return prisma.$queryRaw<ProductRow[]>`
    SELECT id, name, slug, price_cents AS "priceCents"
    FROM products
    -- Sargable: there is an index on keywords, but it serves @>, not = ANY.
    WHERE ${keyword} = ANY (keywords)
    ORDER BY name`;
}

export async function productsWithKeywords(keywords: string[]): Promise<ProductRow[]> {
  // Fine: @> looks every keyword up in the index.
  return prisma.$queryRaw<ProductRow[]>`
    SELECT id, name, slug, price_cents AS "priceCents"
    FROM products
    WHERE keywords @> ${keywords}
    ORDER BY name`;
}

export async function similarProducts(name: string): Promise<ProductRow[]> {
  return prisma.$queryRawUnsafe<ProductRow[]>(
    // Sargable: the same text without the tag is spliced together before Prisma sees it.
    `SELECT id, name, slug, price_cents AS "priceCents" FROM products WHERE name = '${name}' LIMIT 10`,
  );
}

export async function archiveProductsOf(supplierId: string): Promise<number> {
  // Sargable: also where nothing is read.
  return prisma.$executeRawUnsafe(`UPDATE products SET status = 'ARCHIVED' WHERE supplier_id = '${supplierId}'`);
}

export async function restoreProductsOf(supplierId: string): Promise<number> {
  // Fine: a constant text, and the value is an argument of its own.
  return prisma.$executeRawUnsafe(`UPDATE products SET status = 'ACTIVE' WHERE supplier_id = $1::uuid`, supplierId);
}
