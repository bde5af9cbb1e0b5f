import { Post, User } from './models';

export async function authors() {
  const posts = await Post.findAll({ order: ['id'] });
  const names: string[] = [];
  const users = await User.findAll({ where: { id: posts.map(post => post.authorId) } });
  const userById = new Map(users.map(user => [user.id, user]));
  for (const post of posts) {
    const author = userById.get(post.authorId) ?? null;
    names.push(author?.name ?? 'nobody');
  }
  return names;
}

export async function people(ids: number[]) {
  const users = await User.findAll({ where: { id: [...ids] } });
  const userById = new Map(users.map(user => [user.id, user]));
  return Promise.all(ids.map(id => userById.get(id) ?? null));
}

export async function titles(ids: number[]) {
  const posts = await Post.findAll({ where: { authorId: [...ids] }, order: [['title', 'DESC']] });
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

// For null it writes IS NULL, which a list does not.
export async function editors() {
  const posts = await Post.findAll();
  for (const post of posts) console.log(await Post.findAll({ where: { editorId: post.editorId } }));
}
