import type { PrismaClient } from '@prisma/client';

export class PostRepository {
  constructor(private readonly prisma: PrismaClient) {}

  async titles(userIds: number[]) {
    const titles: string[] = [];
    for (const id of userIds) {
      const post = await this.prisma.post.findFirst({ where: { authorId: id } });
//                       ^^^^^^^^^^^^^^^^^^^^^^^^^^ n-plus-one/query-in-loop
      if (post) titles.push(post.title);
    }
    return titles;
  }
}
