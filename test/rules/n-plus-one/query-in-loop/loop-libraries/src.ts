import { PrismaClient } from '@prisma/client';
import async, { eachLimit } from 'async';
import Bottleneck from 'bottleneck';
import _, { map } from 'lodash';
import pAll from 'p-all';
import pLimit from 'p-limit';
import pMap from 'p-map';

const prisma = new PrismaClient();
const limiter = new Bottleneck({ maxConcurrent: 3 });

interface User {
  id: number;
}

function load(id: number) {
  return prisma.post.findMany({ where: { authorId: id } });
}

export async function withLodash(users: User[]) {
  _.each(users, async user => {
    await prisma.post.findMany({ where: { authorId: user.id } });
//        ^^^^^^^^^^^^^^^^^^^^ n-plus-one/query-in-loop
  });
  await Promise.all(map(users, user => prisma.post.count({ where: { authorId: user.id } })));
//                                     ^^^^^^^^^^^^^^^^^ n-plus-one/query-in-loop
  return Promise.all(_.map(users, user => load(user.id)));
//                                        ^^^^ n-plus-one/query-in-loop
}

export async function countUpTo(count: number) {
  return Promise.all(_.times(count, id => prisma.post.findMany({ where: { authorId: id } })));
//                                        ^^^^^^^^^^^^^^^^^^^^ n-plus-one/query-in-loop
}

// One after the other, whatever its callback is told.
export async function withAsync(users: User[]) {
  await async.eachSeries(users, async user => {
    await prisma.post.findMany({ where: { authorId: user.id } });
//        ^^^^^^^^^^^^^^^^^^^^ n-plus-one/query-in-loop
  });
}

// A few at a time: their author knows what they cost.
export async function limited(users: User[]) {
  const limit = pLimit(2);
  await Promise.all(users.map(user => limit(() => load(user.id))));
//                                                ^^^^ n-plus-one/query-in-loop
  await Promise.all(users.map(user => limiter.schedule(() => load(user.id))));
//                                                           ^^^^ n-plus-one/query-in-loop
  await pMap(users, user => load(user.id), { concurrency: 5 });
//                          ^^^^ n-plus-one/query-in-loop
  await eachLimit(users, 5, async user => {
    await load(user.id);
//        ^^^^ n-plus-one/query-in-loop
  });
  await pAll(
    users.map(user => () => load(user.id)),
//                          ^^^^ n-plus-one/query-in-loop
    { concurrency: 2 },
  );
}

// Few rounds, as many as the program says.
export async function fewRounds() {
  return Promise.all(_.times(3, id => prisma.post.findMany({ where: { authorId: id } })));
}
