import { prisma } from '../database/prisma';
import type { Order } from '../generated/prisma/client';

export type SendNotice = (orderNumber: number, trackingCodes: string[]) => void;

export function announceShipments(orders: Order[], send: SendNotice): void {
  orders.forEach(async order => {
    // Sargable: forEach starts one query per order, all at once, and waits for none of them.
    const shipments = await prisma.shipment.findMany({ where: { orderId: order.id } });
    send(
      order.number,
      shipments.flatMap(shipment => shipment.trackingCode ?? []),
    );
  });
}

export async function announceTogether(orders: Order[], send: SendNotice): Promise<void> {
  // Fine: one query for all orders, and the loop after it asks nothing.
  const shipments = await prisma.shipment.findMany({ where: { orderId: { in: orders.map(order => order.id) } } });
  for (const order of orders) {
    const own = shipments.filter(shipment => shipment.orderId === order.id);
    send(
      order.number,
      own.flatMap(shipment => shipment.trackingCode ?? []),
    );
  }
}
