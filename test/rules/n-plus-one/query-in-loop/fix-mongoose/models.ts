import { model, Schema, type Types } from 'mongoose';

interface Author {
  name: string;
  slug: string;
}

interface Book {
  title: string;
  author: Types.ObjectId;
  shelf: number;
}

export const Author = model<Author>('Author', new Schema<Author>({ name: { type: String, required: true }, slug: String }));

export const Book = model<Book>(
  'Book',
  new Schema<Book>({
    title: { type: String, required: true },
    author: { type: Schema.Types.ObjectId, ref: 'Author', required: true, index: true },
    shelf: { type: Number, required: true, index: true },
  }),
);
