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
  const postRows = await prisma.post.findMany({ where: { authorId: { in: steps.map(step => step.authorId) } } });
  const postsByAuthorId = new Map<(typeof postRows)[number]['authorId'], typeof postRows>();
  for (const post of postRows) {
    const group = postsByAuthorId.get(post.authorId);
    if (group) group.push(post);
    else postsByAuthorId.set(post.authorId, [post]);
  }
  for (const step of steps) posts.push(postsByAuthorId.get(step.authorId) ?? []);
  return posts;
}
