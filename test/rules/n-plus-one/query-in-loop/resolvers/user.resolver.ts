import { Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { PrismaClient } from '@prisma/client';

@Resolver('User')
export class UserResolver {
  constructor(private readonly prisma: PrismaClient) {}

  @Query()
  users() {
    return this.prisma.user.findMany();
  }

  @ResolveField()
  posts(@Parent() user: { id: number }) {
    return this.prisma.post.findMany({ where: { authorId: user.id } });
//         ^^^^^^^^^^^^^^^^^^^^^^^^^ n-plus-one/query-in-loop: User, posts
  }

  // The resolvers of one list start together, and Prisma sends their calls as one statement.
  @ResolveField()
  self(@Parent() user: { id: number }) {
    return this.prisma.user.findUnique({ where: { id: user.id } });
  }

  @ResolveField()
  initials(@Parent() user: { name: string }) {
    return user.name.slice(0, 2);
  }
}
