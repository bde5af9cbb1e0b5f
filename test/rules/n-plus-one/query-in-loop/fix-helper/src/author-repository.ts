import type { PrismaClient } from '@prisma/client';

export interface Shelves {
  findByAuthor(authorId: number): Promise<unknown[]>;
}

export class AuthorRepository implements Shelves {
  constructor(private readonly prisma: PrismaClient) {}

  async findById(id: number) {
    return await this.prisma.author.findUnique({ where: { id } });
  }

  findByAuthor(authorId: number) {
    return this.prisma.book.findMany({ where: { authorId } });
  }
}
