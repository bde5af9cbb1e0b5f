import { and, eq, inArray, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { posts } from './schema';

export async function publish(db: NodePgDatabase, authorId: number, titles: string[]) {
  const rows = titles.map(title => ({ title, authorId }));
  if (rows.length > 0) await db.insert(posts).values(rows).onConflictDoNothing();
}

export async function copy(db: NodePgDatabase, rows: readonly (typeof posts.$inferInsert)[]) {
  const newRows = [...rows];
  if (newRows.length > 0) await db.insert(posts).values(newRows);
}

export async function hide(db: NodePgDatabase, ids: number[]) {
  await db.transaction(async tx => {
    await tx.update(posts).set({ published: false }).where(inArray(posts.id, [...ids]));
  });
}

export async function remove(db: NodePgDatabase, authors: { id: number }[]) {
  await db.delete(posts).where(and(inArray(posts.authorId, authors.map(author => author.id)), eq(posts.published, false)));
}

// Each row gets what it has and something more.
export async function mark(db: NodePgDatabase, ids: number[]) {
  for (const id of ids) {
    await db.update(posts).set({ title: sql`${posts.title} || '!'` }).where(eq(posts.id, id));
  }
}
