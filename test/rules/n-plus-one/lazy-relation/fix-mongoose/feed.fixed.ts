import { Post } from './models';

export async function feed() {
  const posts = await Post.find({ title: 'x' }).sort({ title: 1 }).populate('author');
  const lines: string[] = [];
  for (const post of posts) {
    lines.push(`${post.title} by ${post.get('author.name')}`);
  }
  return lines;
}

export async function latest() {
  const posts = await Post.find().limit(10).populate('author').exec();
  return Promise.all(posts.map(async post => {
    const full = post;
    return full.toObject();
  }));
}

/** One document, and a query that loads it for all. */
export async function show(id: string) {
  const post = await Post.findById(id);
  await post?.populate('author');
  return (await Post.find().populate('author')).map(one => one.toObject());
}
