import { Post, User } from './models';

export async function digest() {
  const users = await User.findAll({ include: 'posts' });
  return users.map(user => user.posts.length);
}

export async function ofOne(id: number) {
  const post = await Post.findByPk(id);
  return post?.getAuthor();
}
