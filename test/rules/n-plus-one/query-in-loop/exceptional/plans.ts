import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

interface Charge {
  readonly userId: number;
  readonly team?: { readonly id: number; readonly slug: string } | null;
}

// Looks up what it is not given.
async function charge(input: Charge) {
  let { team } = input;
  if (!team) {
    team = await prisma.team.findFirst({ where: { users: { some: { id: input.userId } } } });
  }
  return team?.slug;
}

export async function chargeTogether(teamId: number, userIds: number[]) {
  const team = await prisma.team.findUnique({ where: { id: teamId } });
  for (const userId of userIds) await charge({ userId, team });
}

async function rename(input: { readonly id: number; readonly isDone: boolean }) {
  if (input.isDone) return;
  console.log(await prisma.user.findFirst({ where: { id: input.id } }));
}

// What it is given is no answer to what it asks.
export async function renameAll(ids: number[]) {
  const isDone = ids.length > 100;
  for (const id of ids) await rename({ id, isDone });
//                            ^^^^^^ n-plus-one/query-in-loop: rename
}

async function nameOf(input: { readonly userId: number; readonly name?: string | undefined }) {
  let { name } = input;
  if (name === undefined) {
    const user = await prisma.user.findFirst({ where: { id: input.userId } });
    name = user?.email;
  }
  return name;
}

export async function named(rows: { userId: number; name: string }[]) {
  for (const { userId, name } of rows) console.log(await nameOf({ userId, name }));
}

async function slugOf({ userId, withTeam, limit = 1 }: { userId: number; withTeam?: boolean; limit?: number }) {
  if (!withTeam) return userId;
  return prisma.team.findMany({ where: { users: { some: { id: userId } } }, take: limit });
}

async function firstOf({ userId, withTeam = true }: { userId: number; withTeam?: boolean }) {
  if (!withTeam) return userId;
  return prisma.team.findFirst({ where: { users: { some: { id: userId } } } });
}

// What is left out is its default, where a pattern has one.
export async function slugs(userIds: number[]) {
  for (const userId of userIds) console.log(await slugOf({ userId }));
  for (const userId of userIds) console.log(await firstOf({ userId }));
//                                                ^^^^^^^ n-plus-one/query-in-loop: firstOf
}

async function ownerOf({ userId, ...rest }: { userId: number; withTeam: boolean }) {
  if (!rest.withTeam) return userId;
  return prisma.team.findFirst({ where: { users: { some: { id: userId } } } });
}

export async function owners(userIds: number[]) {
  for (const userId of userIds) console.log(await ownerOf({ userId, withTeam: true }));
//                                                ^^^^^^^ n-plus-one/query-in-loop: ownerOf
}

async function teamOf(input: { readonly userId: number; readonly team: object | null }) {
  return input.team ?? (await prisma.team.findFirst({ where: { users: { some: { id: input.userId } } } }));
}

export async function teamsTogether(teamId: number, userIds: number[]) {
  const team = await prisma.team.findUnique({ where: { id: teamId } });
  for (const userId of userIds) console.log(await teamOf({ userId, team }));
}

export async function chargeEach(userIds: number[]) {
  for (const userId of userIds) await charge({ userId });
//                                    ^^^^^^ n-plus-one/query-in-loop: charge
}

// Failures are few.
export async function greet(userIds: number[], send: (id: number) => Promise<void>) {
  for (const id of userIds) {
    try {
      await send(id);
    } catch (error) {
      console.warn(error, await prisma.user.findFirst({ where: { id } }));
    }
  }
}

async function sendTo(id: number, send: (id: number) => Promise<void>) {
  try {
    await send(id);
  } catch {
    await prisma.user.findFirst({ where: { id } });
  }
}

export async function greetAll(userIds: number[], send: (id: number) => Promise<void>) {
  for (const id of userIds) await sendTo(id, send);
}

// A loop that deals with a failure is a loop like any other.
export async function explain(userIds: number[], send: (ids: number[]) => Promise<void>) {
  try {
    await send(userIds);
  } catch {
    for (const id of userIds) console.warn(await prisma.user.findFirst({ where: { id } }));
//                                               ^^^^^^^^^^^^^^^^^^^^^ n-plus-one/query-in-loop
  }
}

// Asked once for each slug.
export async function teamsOf(rows: { slug: string }[]) {
  const teams: Record<string, unknown> = {};
  for (let i = 0; i < rows.length; i++) {
    const slug = rows[i]?.slug ?? '';
    let team = teams[slug];
    if (!team) {
      team = await prisma.team.findFirst({ where: { slug } });
      teams[slug] = team;
    }
  }
  return teams;
}

// A list of the caller's is no memory.
export async function missing(rows: (object | undefined)[], ids: number[]) {
  const found = [];
  for (let i = 0; i < ids.length; i++) {
    const row = rows[i];
    if (!row) found.push(await prisma.user.findFirst({ where: { id: ids[i] } }));
//                             ^^^^^^^^^^^^^^^^^^^^^ n-plus-one/query-in-loop
  }
  return found;
}
