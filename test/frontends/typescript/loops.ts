export async function totals(orders: Order[]) {
  let sum = 0;
  const byId: Record<string, Customer> = {};
  for (const { id, customerId: customer } of orders) {
    if (byId[customer]) continue;
    byId[customer] = await prisma.customer.findUniqueOrThrow({ where: { id: customer } });
    sum += await prisma.orderItem.count({ where: { orderId: id } });
    if (sum > 100) break;
  }
  return sum;
}

export async function pages(ids: string[]) {
  for (let start = 0; start < ids.length; start += 100) {
    await prisma.item.findMany({ where: { id: { in: ids.slice(start, start + 100) } } });
  }
  for (let i = 0; i < ids.length; i++) {
    await prisma.item.findFirst({ where: { id: ids[i] } });
  }
  let cursor: string | undefined;
  do {
    const page = await list(cursor);
    cursor = page.next;
  } while (cursor);
}

export function names(ids: string[]) {
  return Promise.all(ids.map(async (id, index) => (await prisma.user.findUnique({ where: { id } }))?.name ?? index));
}

export async function limited(this: Importer, users: User[]) {
  await eachLimit(users, 5, async (user, done) => done(await user.posts));
  return Promise.all(users.map(user => this.limiter.schedule(() => prisma.item.count({ where: { user: user.id } }))));
}
