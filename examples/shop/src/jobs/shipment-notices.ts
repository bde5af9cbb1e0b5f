import { prisma } from '../database/prisma';
import { announceShipments, announceTogether, type SendNotice } from '../orders/shipment-notice';

const send: SendNotice = (orderNumber, trackingCodes) => {
  process.stdout.write(`order ${orderNumber}: ${trackingCodes.join(', ') || 'no tracking code yet'}\n`);
};

const orders = await prisma.order.findMany({ where: { status: 'SHIPPED' }, orderBy: { number: 'asc' } });
if (process.argv.includes('--together')) {
  await announceTogether(orders, send);
} else {
  announceShipments(orders, send);
}
