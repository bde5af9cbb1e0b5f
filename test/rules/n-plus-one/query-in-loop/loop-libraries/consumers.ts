import { PrismaClient } from '@prisma/client';
import type { Consumer } from 'kafkajs';
import type { Queue, Worker } from 'bullmq';
import type { Express } from 'express';
import cron from 'node-cron';

const prisma = new PrismaClient();

// Each of these runs when something happens: a message, a request, a minute. None of them is a round of a loop.
export async function consume(queue: Queue, workers: Worker[], consumer: Consumer, app: Express) {
  queue.process(async (job: { data: { id: number } }) => {
    await prisma.post.findFirst({ where: { authorId: job.data.id } });
  });
  for (const worker of workers) {
    await worker.on('completed', async job => {
      await prisma.post.findMany({ where: { authorId: job.data.id, slug: worker.name } });
    });
  }
  await consumer.run({
    eachMessage: async ({ message }) => {
      await prisma.post.findMany({ where: { slug: String(message.value) } });
    },
  });
  for (const path of ['/a', '/b']) {
    app.get(path, async (request, response) => {
      response.json(await prisma.post.findMany({ where: { slug: request.path + path } }));
    });
  }
  return workers.map(worker =>
    cron.schedule('* * * * *', async () => {
      await prisma.post.deleteMany({ where: { slug: worker.name } });
    }),
  );
}

export function watch(users: { id: number }[]) {
  return users.map(user => setInterval(() => prisma.post.findMany({ where: { authorId: user.id } }), 1000));
}
