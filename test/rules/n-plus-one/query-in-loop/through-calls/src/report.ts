import { loadLatestPost, type PostRepository } from './posts';
import { prisma } from './prisma';

export class Report {
  constructor(private readonly posts: PostRepository) {}

  async authors(users: { id: number }[]) {
    const authors: number[] = [];
    for (const user of users) {
      if (await this.posts.isAuthor(user)) authors.push(user.id);
//              ^^^^^^^^^^^^^^^^^^^ n-plus-one/query-in-loop: PostRepository.isAuthor
    }
    return authors;
  }

  latest(userIds: number[]) {
    return Promise.all(userIds.map(loadLatestPost));
//                     ^^^^^^^^^^^ n-plus-one/query-in-loop: loadLatest
  }
}

export async function titles(users: { id: number }[]) {
  const found: string[] = [];
  for (const user of users) {
    const post = await loadLatestPost(user.id);
//                     ^^^^^^^^^^^^^^ n-plus-one/query-in-loop: loadLatest
    if (post) found.push(post.title);
  }
  return found;
}

// Each level of the tree asks for its own children.
export async function tree(id: number): Promise<unknown> {
  const posts = await prisma.post.findMany({ where: { authorId: id } });
  const children: unknown[] = [];
  for (const post of posts) children.push(await tree(post.id));
//                                              ^^^^ n-plus-one/query-in-loop: tree
  return { id, children };
}
