import { and, eq, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { posts } from './schema';

export async function publish(db: NodePgDatabase, authorId: number, titles: string[]) {
  for (const title of titles) {
    await db.insert(posts).values({ title, authorId }).onConflictDoNothing();
//        ^^^^^^^^^ n-plus-one/write-in-loop
  }
}

export async function copy(db: NodePgDatabase, rows: readonly (typeof posts.$inferInsert)[]) {
  for (const row of rows) await db.insert(posts).values(row);
//                              ^^^^^^^^^ n-plus-one/write-in-loop
}

export async function hide(db: NodePgDatabase, ids: number[]) {
  await db.transaction(async tx => {
    for (const id of ids) await tx.update(posts).set({ published: false }).where(eq(posts.id, id));
//                              ^^^^^^^^^ n-plus-one/write-in-loop
  });
}

export async function remove(db: NodePgDatabase, authors: { id: number }[]) {
  for (const author of authors) {
    await db.delete(posts).where(and(eq(posts.authorId, author.id), eq(posts.published, false)));
//        ^^^^^^^^^ n-plus-one/write-in-loop
  }
}

// Each row gets what it has and something more.
export async function mark(db: NodePgDatabase, ids: number[]) {
  for (const id of ids) {
    await db.update(posts).set({ title: sql`${posts.title} || '!'` }).where(eq(posts.id, id));
//        ^^^^^^^^^ n-plus-one/write-in-loop
  }
}
