import { PrismaClient } from '@prisma/client';
import type { UserResolvers } from './generated';

const prisma = new PrismaClient();

export const resolvers = {
  Query: {
    users: () => prisma.user.findMany(),
    user: (_: unknown, { id }: { id: number }) => prisma.user.findFirst({ where: { id } }),
  },
  Mutation: {
    rename: (_: unknown, { id, email }: { id: number; email: string }) =>
      prisma.user.update({ where: { id }, data: { email } }),
  },
  User: {
    posts: (user: { id: number }) => prisma.post.findMany({ where: { authorId: user.id } }),
//                                   ^^^^^^^^^^^^^^^^^^^^ n-plus-one/query-in-loop: User, posts
    // Prisma sends these as one statement.
    team: (user: { teamId: number }) => prisma.team.findUnique({ where: { id: user.teamId } }),
    // The object has no part in the question.
    total: () => prisma.post.count(),
  },
};

export const User: UserResolvers = {
  async drafts(user) {
    return prisma.post.count({ where: { authorId: user.id } });
//         ^^^^^^^^^^^^^^^^^ n-plus-one/query-in-loop: User, drafts
  },
};
