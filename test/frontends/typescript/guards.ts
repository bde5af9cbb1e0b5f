export async function customerOf(order: Order | null, cache: Map<string, Customer>) {
  if (!order) return null;
  const known = cache.get(order.customerId) ?? (await prisma.customer.findUnique({ where: { id: order.customerId } }));
  if (order.paid && !order.archived) {
    await prisma.order.update({ where: { id: order.id }, data: { archived: true } });
  } else if (order.failed) {
    throw new Error('failed');
  } else {
    await notify(order);
  }
  return known;
}

export async function deliver(order: Order) {
  try {
    return await send(order);
  } catch (error) {
    if (order.urgent) return await notify(order, error);
  }
  return undefined;
}
