import SchemaBuilder from '@pothos/core';
import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();
const builder = new SchemaBuilder<{ Objects: { Team: { id: number } } }>({});

builder.objectType('Team', {
  fields: t => ({
    id: t.exposeID('id'),
    users: t.field({
      type: ['User'],
      resolve: team => prisma.user.findMany({ where: { teamId: team.id } }),
//                     ^^^^^^^^^^^^^^^^^^^^ n-plus-one/query-in-loop: Team, users
    }),
  }),
});

builder.queryType({
  fields: t => ({
    teams: t.field({ type: ['Team'], resolve: () => prisma.team.findMany() }),
  }),
});
