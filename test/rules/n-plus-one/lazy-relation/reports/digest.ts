import { Post, User } from './models';

export async function digest() {
  const lines: string[] = [];
  const users = await User.findAll();
  for (const user of users) {
    const posts = await user.getPosts();
//                      ^^^^^^^^^^^^^ n-plus-one/lazy-relation: posts
    lines.push(`${posts.length}`);
  }
  return lines;
}

export async function authors() {
  const posts = await Post.findAll();
  return Promise.all(posts.map(post => post.getAuthor()));
//                                     ^^^^^^^^^^^^^^ n-plus-one/lazy-relation: author
}
