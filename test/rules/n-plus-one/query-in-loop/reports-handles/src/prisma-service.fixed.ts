import { PrismaClient } from '@prisma/client';

export class PrismaService extends PrismaClient {}

export class UserService {
  private readonly database: PrismaService;

  constructor(database: PrismaService) {
    this.database = database;
  }

  async teamNames(users: { teamId: number }[]) {
    return Promise.all(
      users.map(async ({ teamId }) => {
        const team = await this.database.team.findUnique({ where: { id: teamId } });
        return team?.slug;
      }),
    );
  }
}
