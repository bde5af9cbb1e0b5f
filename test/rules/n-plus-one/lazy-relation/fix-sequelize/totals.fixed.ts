import { Customer, Order } from './models';

export async function totals() {
  const customers = await Customer.findAll({ where: { name: 'Ada' }, include: ['orders'] });
  const sums: number[] = [];
  for (const customer of customers) {
    const orders = customer.orders;
    sums.push(orders.reduce((sum, order) => sum + order.total, 0));
  }
  return sums;
}

/** The rows go out: with the orders in them they would be others. */
export async function everything() {
  const customers = await Customer.findAll();
  return Promise.all(customers.map(async customer => ({ customer, orders: await customer.getOrders() })));
}

/** The class does not say where the customer would be. */
export async function buyers() {
  const orders = await Order.findAll();
  return Promise.all(orders.map(async order => (await order.getCustomer()).name));
}
