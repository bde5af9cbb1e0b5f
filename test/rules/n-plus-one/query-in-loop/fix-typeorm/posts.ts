import { Not, type Repository } from 'typeorm';
import type { Post, User } from './entities';

export class Posts {
  constructor(
    private readonly posts: Repository<Post>,
    private readonly userRepository: Repository<User>,
  ) {}

  async authors() {
    const posts = await this.posts.find({ order: { id: 'ASC' } });
    const names: string[] = [];
    for (const post of posts) {
      const author = await this.userRepository.findOneBy({ id: post.authorId });
//                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ n-plus-one/query-in-loop
      names.push(author?.name ?? 'nobody');
    }
    return names;
  }

  async titles(ids: number[]) {
    return Promise.all(
      ids.map(async id => {
        const found = await this.posts.find({ where: { authorId: id, title: Not('') }, order: { title: 'ASC' } });
//                          ^^^^^^^^^^^^^^^ n-plus-one/query-in-loop
        return found.map(post => post.title);
      }),
    );
  }

  // What null or undefined asks for depends on the version.
  async maybe(posts: { authorId?: number }[]) {
    for (const post of posts) {
      console.log(await this.posts.findBy({ authorId: post.authorId }));
//                      ^^^^^^^^^^^^^^^^^ n-plus-one/query-in-loop
    }
  }

  // The first of each author is not the first of all.
  async firsts(ids: number[]) {
    for (const authorId of ids) {
      console.log(await this.posts.findOne({ where: { authorId }, order: { id: 'ASC' } }));
//                      ^^^^^^^^^^^^^^^^^^ n-plus-one/query-in-loop
    }
  }
}
