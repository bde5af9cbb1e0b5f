import { setTimeout as delay } from 'node:timers/promises';
import type { Order, OrderItem, PrismaClient } from '../generated/prisma/client';

export interface OrderWithItems extends Order {
  items: OrderItem[];
}

export class OrderRepository {
  constructor(private readonly prisma: PrismaClient) {}

  async listForCustomer(customerId: string): Promise<OrderWithItems[]> {
    const orders = await this.prisma.order.findMany({ where: { customerId }, orderBy: { placedAt: 'desc' } });
    const complete: OrderWithItems[] = [];
    for (const order of orders) {
      // Sargable: an injected client is a client like any other.
      const items = await this.prisma.orderItem.findMany({ where: { orderId: order.id } });
      complete.push({ ...order, items });
    }
    return complete;
  }

  async listOpen(): Promise<OrderWithItems[]> {
    // Fine: one call, two statements, however many orders there are.
    return this.prisma.order.findMany({
      where: { status: 'PAID' },
      include: { items: true },
      orderBy: { placedAt: 'asc' },
    });
  }

  /** For the page after the payment, which should survive a short break of the connection. */
  async findWithRetry(number: number): Promise<Order> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        // Fine: a retry asks the same question again and stops at the first answer.
        return await this.prisma.order.findUniqueOrThrow({ where: { number } });
      } catch (error) {
        if (attempt === 3) {
          throw error;
        }
        await delay(200 * attempt);
      }
    }
  }
}
