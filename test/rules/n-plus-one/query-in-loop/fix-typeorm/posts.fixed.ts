import { In, Not, type Repository } from 'typeorm';
import type { Post, User } from './entities';

export class Posts {
  constructor(
    private readonly posts: Repository<Post>,
    private readonly userRepository: Repository<User>,
  ) {}

  async authors() {
    const posts = await this.posts.find({ order: { id: 'ASC' } });
    const names: string[] = [];
    const users = await this.userRepository.findBy({ id: In(Array.from(posts, post => post.authorId)) });
    const userById = new Map(users.map(user => [user.id, user]));
    for (const post of posts) {
      const author = userById.get(post.authorId) ?? null;
      names.push(author?.name ?? 'nobody');
    }
    return names;
  }

  async titles(ids: number[]) {
    const posts = await this.posts.find({ where: { authorId: In([...ids]), title: Not('') }, order: { title: 'ASC' } });
    const postsByAuthorId = new Map<(typeof posts)[number]['authorId'], typeof posts>();
    for (const post of posts) {
      const group = postsByAuthorId.get(post.authorId);
      if (group) group.push(post);
      else postsByAuthorId.set(post.authorId, [post]);
    }
    return Promise.all(
      ids.map(async id => {
        const found = postsByAuthorId.get(id) ?? [];
        return found.map(post => post.title);
      }),
    );
  }

  // What null or undefined asks for depends on the version.
  async maybe(posts: { authorId?: number }[]) {
    for (const post of posts) {
      console.log(await this.posts.findBy({ authorId: post.authorId }));
    }
  }

  // The first of each author is not the first of all.
  async firsts(ids: number[]) {
    for (const authorId of ids) {
      console.log(await this.posts.findOne({ where: { authorId }, order: { id: 'ASC' } }));
    }
  }
}
