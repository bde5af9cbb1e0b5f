import { and, desc, eq } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { posts, users } from './schema';

export async function names(db: NodePgDatabase, ids: number[]) {
  const found: string[] = [];
  for (const id of ids) {
    const [user] = await db.select().from(users).where(eq(users.id, id)).limit(1);
//                       ^^^^^^^^^ n-plus-one/query-in-loop
    found.push(user?.name ?? 'nobody');
  }
  return found;
}

export async function titles(db: NodePgDatabase, authors: { id: number }[]) {
  return Promise.all(
    authors.map(async author => {
      const rows = await db
//                       ^^ n-plus-one/query-in-loop
        .select({ title: posts.title })
        .from(posts)
        .where(and(eq(posts.authorId, author.id), eq(posts.published, true)))
        .orderBy(desc(posts.id));
      return rows.map(row => row.title);
    }),
  );
}

// The first row of each author is not the first of all.
export async function latest(db: NodePgDatabase, authors: number[]) {
  for (const id of authors) {
    const [post] = await db.select().from(posts).where(eq(posts.authorId, id)).limit(1);
//                       ^^^^^^^^^ n-plus-one/query-in-loop
    console.log(post?.title);
  }
}
