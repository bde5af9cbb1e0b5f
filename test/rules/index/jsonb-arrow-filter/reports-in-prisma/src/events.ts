import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

export function byCampaign(campaign: string) {
  return prisma.event.findMany({
    where: { meta: { path: ['utm', 'campaign'], equals: campaign } },
//           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ index/jsonb-arrow-filter
  });
}

export function labelled(label: string, source: string) {
  return prisma.event.count({
    where: {
      AND: [
        { source },
        { labels: { path: ['all'], array_contains: [label] } },
//        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ index/jsonb-arrow-filter
      ],
    },
  });
}

export function mentioning(key: string, text: string) {
  return prisma.event.findFirst({
    where: { meta: { path: ['text', key], string_contains: text } },
//           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ index/jsonb-arrow-filter
  });
}
