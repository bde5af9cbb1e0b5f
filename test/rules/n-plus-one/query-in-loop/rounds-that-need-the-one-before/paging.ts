import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

export async function* everyUser() {
  let cursor: number | undefined;
  while (true) {
    const page = await prisma.user.findMany({ take: 100, ...(cursor ? { skip: 1, cursor: { id: cursor } } : {}) });
    if (page.length === 0) return;
    yield* page;
    cursor = page.at(-1)?.id;
  }
}

export async function freeSlug(wanted: string) {
  for (let attempt = 1; attempt <= 20; attempt++) {
    const slug = attempt === 1 ? wanted : `${wanted}-${attempt}`;
    const taken = await prisma.post.findUnique({ where: { slug } });
    if (!taken) return slug;
  }
  throw new Error('no slug is free');
}

// The first that exists ends the loop.
export async function firstKnown(slugs: string[]) {
  for (const slug of slugs) {
    const post = await prisma.post.findUnique({ where: { slug } });
    if (post) return post;
  }
  return undefined;
}
