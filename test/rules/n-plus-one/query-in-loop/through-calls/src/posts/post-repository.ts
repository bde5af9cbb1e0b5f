import type { PrismaClient } from '@prisma/client';

export class PostRepository {
  constructor(private readonly client: PrismaClient) {}

  async findByUser(userId: number) {
    return this.client.post.findMany({ where: { authorId: userId } });
  }

  async isAuthor(user: { id: number }) {
    return (await this.findByUser(user.id)).length > 0;
  }
}
