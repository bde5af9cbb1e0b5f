import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

// The program's own steps: each of them does something else, once.
export async function run(phases: { name: string; teamId: number }[]) {
  for (const phase of phases) {
    switch (phase.name) {
      case 'users':
        console.log(await prisma.user.findMany({ where: { teamId: phase.teamId } }));
        break;
      case 'posts':
        console.log(await prisma.post.findMany({ where: { authorId: phase.teamId } }));
        break;
    }
  }
}

// Rows that happen to be called steps.
export async function load(steps: { authorId: number }[]) {
  const posts: unknown[] = [];
  for (const step of steps) posts.push(await prisma.post.findMany({ where: { authorId: step.authorId } }));
//                                           ^^^^^^^^^^^^^^^^^^^^ n-plus-one/query-in-loop
  return posts;
}
