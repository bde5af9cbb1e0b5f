// Nothing here comes from Prisma: the names are alike, the things are not.
interface Catalogue {
  product: { findFirst(query: { where: { id: number } }): Promise<string> };
}

export async function names(prisma: Catalogue, ids: number[]) {
  const found: string[] = [];
  for (const id of ids) found.push(await prisma.product.findFirst({ where: { id } }));
  return found;
}
