import { PrismaClient } from '@prisma/client';
import type { Request, Response } from 'express';

const prisma = new PrismaClient();

async function runInTurn(tasks: (() => Promise<void>)[], atOnce: number): Promise<void> {
  const open = [...tasks];
  const worker = async () => {
    for (let task = open.shift(); task; task = open.shift()) await task();
  };
  await Promise.all([...new Array(atOnce).keys()].map(worker));
}

// Whoever is given the functions runs each of them once.
export async function count(routes: { id: number }[], report: (count: number) => void) {
  const tasks = routes.map(route => async () => {
    const open = await prisma.parcel.findMany({ where: { routeId: route.id } });
//                     ^^^^^^^^^^^^^^^^^^^^^^ n-plus-one/query-in-loop: once per element of `routes`, a few at a time
    report(open.length);
  });
  await runInTurn(tasks, 4);
}

export async function countEach(routes: { id: number }[], report: (count: number) => void) {
  await runInTurn(
    routes.map(route => {
      const where = { routeId: route.id };
      return async () => report(await prisma.parcel.count({ where }));
//                                    ^^^^^^^^^^^^^^^^^^^ n-plus-one/query-in-loop
    }),
    4,
  );
}

export async function countInTurn(routes: { id: number }[], report: (count: number) => void) {
  const tasks: (() => Promise<void>)[] = [];
  for (const route of routes) {
    tasks.push(async () => {
      report(await prisma.parcel.count({ where: { routeId: route.id } }));
//                 ^^^^^^^^^^^^^^^^^^^ n-plus-one/query-in-loop
    });
  }
  await runInTurn(tasks, 4);
}

// Each of these answers a request, and is no round.
export function handlers(routes: { id: number }[]) {
  return routes.map(route => async (_request: Request, response: Response) => {
    response.json(await prisma.parcel.findMany({ where: { routeId: route.id } }));
  });
}
