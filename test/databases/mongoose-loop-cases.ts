import type { LoopCase } from './loop-schema';

const BATCH = /Ask once/;

export const MONGOOSE_SCHEMA = `import { model, Schema, Types } from 'mongoose';

export interface IUser {
  name: string;
  rank: number;
}

export interface IPost {
  title: string;
  author: Types.ObjectId;
  editor?: Types.ObjectId | null;
  shelf: number;
}

export const User = model<IUser>(
  'User',
  new Schema<IUser>({ name: { type: String, required: true }, rank: { type: Number, required: true, unique: true } }),
);

export const Post = model<IPost>(
  'Post',
  new Schema<IPost>({
    title: { type: String, required: true },
    author: { type: Schema.Types.ObjectId, ref: 'User', required: true },
    editor: { type: Schema.Types.ObjectId, ref: 'User' },
    shelf: { type: Number, required: true },
  }),
);
`;

export const MONGOOSE_REPAIRED: readonly LoopCase[] = [
  {
    name: 'the document of a unique number',
    title: BATCH,
    body: `const names: string[] = [];
  for (const rank of list) {
    const user = await User.findOne({ rank });
    names.push(user === null ? 'nobody' : user.name);
  }
  return names;`,
  },
  {
    name: 'documents by a number, with an order and some fields, all at once',
    title: BATCH,
    type: '{ at: number }[]',
    input: [{ at: 1 }, { at: 9 }, { at: 1 }, { at: 2 }],
    body: `return Promise.all(
    list.map(async ({ at }) => {
      const found = await Post.find({ title: { $ne: 'c' }, shelf: at }, 'title shelf').sort({ title: -1 }).lean();
      return found.map(post => post.title);
    }),
  );`,
  },
];

/** The documents of the loop are loaded before it. */
export const MONGOOSE_LOADED: readonly LoopCase[] = [
  {
    name: 'ids of other documents',
    title: BATCH,
    body: `const posts = await Post.find({ shelf: { $ne: 7 } });
  const names: unknown[] = [list.length];
  for (const post of posts) names.push((await User.findById(post.author))?.name ?? null);
  return names;`,
  },
  {
    name: 'ids that may be missing',
    title: BATCH,
    body: `const posts = await Post.find().lean();
  return Promise.all(
    posts.map(async post => {
      const editor = await User.findById(post.editor).select('name').lean().exec();
      return [list.length, editor === null ? 'none' : editor.name];
    }),
  );`,
  },
  {
    name: 'documents that have the id',
    title: BATCH,
    body: `const users = await User.find().sort({ rank: 1 });
  const titles: unknown[] = [list.length];
  for (const user of users) {
    const posts = await Post.find({ author: user._id }).sort({ title: 1 });
    titles.push(posts.map(post => post.title));
  }
  return titles;`,
  },
];

export const MONGOOSE_DELICATE: readonly LoopCase[] = [
  {
    name: 'the first of several documents',
    title: BATCH,
    body: `const found: unknown[] = [];
  for (const shelf of list) found.push((await Post.findOne({ shelf }).sort({ title: 1 }))?.title);
  return found;`,
  },
  {
    name: 'ids as texts, which may be in upper case',
    title: BATCH,
    type: 'string[]',
    input: ['0000000000000000000000AB', '0000000000000000000000ab'],
    body: `const found: unknown[] = [];
  for (const id of list) found.push((await User.findById(id))?.name);
  return found;`,
  },
  {
    name: 'a limit for each key',
    title: BATCH,
    body: `const found: unknown[] = [];
  for (const shelf of list) found.push((await Post.find({ shelf }).sort({ title: 1 }).limit(1)).length);
  return found;`,
  },
  {
    name: 'the key is not loaded',
    title: BATCH,
    body: `const found: unknown[] = [];
  for (const shelf of list) found.push((await Post.find({ shelf }, 'title')).length);
  return found;`,
  },
  {
    name: 'a document that the loop changes and saves',
    title: BATCH,
    input: [97, 98],
    body: `const found: unknown[] = [];
  for (const rank of list) {
    const user = await User.findOne({ rank });
    if (user) await user.set('name', 'changed').save();
    found.push(user?.name);
  }
  return found;`,
  },
];
