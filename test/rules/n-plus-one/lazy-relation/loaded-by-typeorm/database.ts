import { DataSource } from 'typeorm';
import { Author, Book, Tag } from './entities';

export const database = new DataSource({ type: 'postgres', entities: [Author, Book, Tag] });
export const books = database.getRepository(Book);
export const authors = database.getRepository(Author);
