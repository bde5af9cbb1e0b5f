import { Post, User } from './models';

export async function authors() {
  const posts = await Post.findAll({ order: ['id'] });
  const names: string[] = [];
  for (const post of posts) {
    const author = await User.findOne({ where: { id: post.authorId } });
//                       ^^^^^^^^^^^^ n-plus-one/query-in-loop
    names.push(author?.name ?? 'nobody');
  }
  return names;
}

export async function people(ids: number[]) {
  return Promise.all(ids.map(id => User.findByPk(id)));
//                                 ^^^^^^^^^^^^^ n-plus-one/query-in-loop
}

export async function titles(ids: number[]) {
  return Promise.all(
    ids.map(async id => {
      const found = await Post.findAll({ where: { authorId: id }, order: [['title', 'DESC']] });
//                        ^^^^^^^^^^^^ n-plus-one/query-in-loop
      return found.map(post => post.title);
    }),
  );
}

// For null it writes IS NULL, which a list does not.
export async function editors() {
  const posts = await Post.findAll();
  for (const post of posts) console.log(await Post.findAll({ where: { editorId: post.editorId } }));
//                                            ^^^^^^^^^^^^ n-plus-one/query-in-loop
}
