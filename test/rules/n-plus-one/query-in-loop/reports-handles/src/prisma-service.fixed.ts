import { PrismaClient } from '@prisma/client';

export class PrismaService extends PrismaClient {}

export class UserService {
  private readonly database: PrismaService;

  constructor(database: PrismaService) {
    this.database = database;
  }

  async teamNames(users: { teamId: number }[]) {
    const teams = await this.database.team.findMany({ where: { id: { in: users.map(({ teamId }) => teamId) } } });
    const teamById = new Map(teams.map(team => [team.id, team]));
    return Promise.all(
      users.map(async ({ teamId }) => {
        const team = teamById.get(teamId) ?? null;
        return team?.slug;
      }),
    );
  }
}
