import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

it('finds an account', () => prisma.account.findFirst({ where: { email: 'a@example.com' } }));
