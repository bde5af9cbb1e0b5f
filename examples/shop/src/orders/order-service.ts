import { prisma } from '../database/prisma';
import type { Order, OrderItem, Payment, Prisma } from '../generated/prisma/client';

export interface BasketLine {
  productId: string;
  sku: string;
  quantity: number;
}

export interface InvoiceLine {
  description: string;
  amountCents: number;
}

export async function invoiceLines(items: OrderItem[]): Promise<InvoiceLine[]> {
  const lines: InvoiceLine[] = [];
  for (const item of items) {
    // Sargable: one statement after the other. Ask once with `in`, then look the products up in a Map.
    const product = await prisma.product.findUnique({ where: { id: item.productId } });
    lines.push({ description: product?.name ?? item.sku, amountCents: item.quantity * item.unitPriceCents });
  }
  return lines;
}

export async function latestPayments(orders: Order[]): Promise<(Payment | null)[]> {
  return Promise.all(
    orders.map(order =>
      // Sargable: findFirst is never batched, so every order takes a connection of the pool.
      prisma.payment.findFirst({ where: { orderId: order.id }, orderBy: { createdAt: 'desc' } }),
    ),
  );
}

export async function placeOrder(customerId: string, addressId: string, basket: BasketLine[]): Promise<Order> {
  return prisma.$transaction(async tx => {
    const items: Prisma.OrderItemUncheckedCreateWithoutOrderInput[] = [];
    let totalCents = 0;
    for (const { productId, sku, quantity } of basket) {
      // Sargable: the transaction's client is a client too, and its locks are held while the loop runs.
      const product = await tx.product.findUniqueOrThrow({ where: { id: productId } });
      items.push({ lineNumber: items.length + 1, productId, sku, quantity, unitPriceCents: product.priceCents });
      totalCents += quantity * product.priceCents;
    }
    return tx.order.create({
      data: { customerId, shippingAddressId: addressId, totalCents, items: { create: items } },
    });
  });
}
