import { and, desc, eq, inArray } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { posts, users } from './schema';

export async function names(db: NodePgDatabase, ids: number[]) {
  const found: string[] = [];
  const usersRows = await db.select().from(users).where(inArray(users.id, [...ids]));
  const usersById = new Map<(typeof usersRows)[number]['id'], typeof usersRows>();
  for (const row of usersRows) {
    const group = usersById.get(row.id);
    if (group) group.push(row);
    else usersById.set(row.id, [row]);
  }
  for (const id of ids) {
    const [user] = usersById.get(id) ?? [];
    found.push(user?.name ?? 'nobody');
  }
  return found;
}

export async function titles(db: NodePgDatabase, authors: { id: number }[]) {
  const postsRows = await db
    .select({ authorId: posts.authorId, title: posts.title })
    .from(posts)
    .where(and(inArray(posts.authorId, authors.map(author => author.id)), eq(posts.published, true)))
    .orderBy(desc(posts.id));
  const postsByAuthorId = new Map<(typeof postsRows)[number]['authorId'], typeof postsRows>();
  for (const row of postsRows) {
    const group = postsByAuthorId.get(row.authorId);
    if (group) group.push(row);
    else postsByAuthorId.set(row.authorId, [row]);
  }
  return Promise.all(
    authors.map(async author => {
      const rows = postsByAuthorId.get(author.id) ?? [];
      return rows.map(row => row.title);
    }),
  );
}

// The first row of each author is not the first of all.
export async function latest(db: NodePgDatabase, authors: number[]) {
  for (const id of authors) {
    const [post] = await db.select().from(posts).where(eq(posts.authorId, id)).limit(1);
    console.log(post?.title);
  }
}
