import { model, Schema } from 'mongoose';

const authorSchema = new Schema({ name: String });
export const Author = model('Author', authorSchema);

const postSchema = new Schema({ title: { type: String, index: true }, author: { type: Schema.Types.ObjectId, ref: 'Author' } });
export const Post = model('Post', postSchema);
