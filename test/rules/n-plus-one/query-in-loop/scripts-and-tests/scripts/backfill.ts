import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

for (const id of process.argv.slice(2).map(Number)) {
  console.log(await prisma.user.findFirst({ where: { id } }));
}
