import { db } from '.';

export async function transfer(postIds: number[], to: number) {
  return db.$transaction(async tx => {
    for (const id of postIds) {
      const post = await tx.post.findUniqueOrThrow({ where: { id } });
//                       ^^^^^^^^^^^^^^^^^^^^^^^^^ n-plus-one/query-in-loop
      if (post.authorId === to) throw new Error(`${post.title} is there already`);
    }
  });
}
