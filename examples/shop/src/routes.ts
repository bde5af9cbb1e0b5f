import { categoriesOf, comparePrices, compareProducts, listProducts } from './catalogue/catalogue-service';
import {
  archiveProductsOf,
  productBySlug,
  productsWithKeyword,
  productsWithKeywords,
  restoreProductsOf,
  searchProducts,
  similarProducts,
} from './catalogue/product-search';
import { exportAddressBook, exportLoyaltyPoints } from './customers/customer-service';
import { findCustomerByEmail, findCustomerById, searchCustomers, suggestCustomers } from './customers/customer-search';
import { prisma } from './database/prisma';
import { ok, okOr404, Router } from './http/router';
import { availableStock, stockInWarehouse } from './inventory/inventory-service';
import { OrderRepository } from './orders/order-repository';
import { type BasketLine, invoiceLines, latestPayments, placeOrder } from './orders/order-service';
import { orderByNumber, ordersByNumbers, ordersOfCustomer, recentOrders } from './reports/order-report';
import { untrackedByCarrier } from './reports/shipment-report';

interface Checkout {
  customerId: string;
  addressId: string;
  basket: BasketLine[];
}

const orders = new OrderRepository(prisma);

const list = (value: string | null): string[] => (value === null || value === '' ? [] : value.split(','));

export const routes = new Router()
  .on('GET', '/categories/:slug', async ({ query }, slug = '') => {
    const products = await listProducts(slug, Number(query.get('page') ?? 0));
    const categories = await categoriesOf(products);
    return ok(products.map(product => ({ ...product, category: categories.get(product.categoryId)?.name })));
  })
  .on('GET', '/products', async ({ query }) =>
    ok(await searchProducts({ term: query.get('term') ?? '', categoryIds: list(query.get('categories')) })),
  )
  .on('GET', '/keywords', async ({ query }) => ok(await productsWithKeywords(list(query.get('all')))))
  .on('GET', '/keywords/:keyword', async (_, keyword = '') => ok(await productsWithKeyword(keyword)))
  .on('GET', '/products/:slug', async (_, slug = '') => okOr404(await productBySlug(slug)))
  .on('GET', '/products/:name/similar', async (_, name = '') => ok(await similarProducts(name)))
  .on('POST', '/suppliers/:id/archive', async (_, id = '') => ok(await archiveProductsOf(id)))
  .on('POST', '/suppliers/:id/restore', async (_, id = '') => ok(await restoreProductsOf(id)))
  .on('GET', '/compare', async ({ query }) => ok(await compareProducts(list(query.get('ids')))))
  .on('GET', '/compare/:currency', async ({ query }, currency = 'EUR') =>
    ok(await comparePrices(list(query.get('ids')), currency)),
  )
  .on('GET', '/customers', async ({ query }) => ok(await searchCustomers(query.get('term') ?? '')))
  .on('GET', '/customers/suggest', async ({ query }) => ok(await suggestCustomers(query.get('prefix') ?? '')))
  .on('GET', '/customers/address-book', async () => ok(await exportAddressBook()))
  .on('GET', '/customers/points', async () => ok([...(await exportLoyaltyPoints())]))
  .on('GET', '/customers/by-email/:email', async (_, email = '') => okOr404(await findCustomerByEmail(email)))
  .on('GET', '/customers/:id', async (_, id = '') => okOr404(await findCustomerById(id)))
  .on('GET', '/customers/:id/orders', async (_, id = '') => ok(await orders.listForCustomer(id)))
  .on('GET', '/customers/:id/order-rows', async (_, id = '') => ok(await ordersOfCustomer(id)))
  .on('POST', '/orders', async ({ body }) => {
    const { customerId, addressId, basket } = body as Checkout;
    return { status: 201, body: await placeOrder(customerId, addressId, basket) };
  })
  .on('GET', '/orders', async ({ query }) =>
    ok(
      query.has('numbers')
        ? await ordersByNumbers(list(query.get('numbers')))
        : await recentOrders(query.get('limit') ?? '20'),
    ),
  )
  .on('GET', '/orders/open', async () => {
    const open = await orders.listOpen();
    const [lines, payments] = await Promise.all([
      invoiceLines(open.flatMap(order => order.items)),
      latestPayments(open),
    ]);
    return ok({ lines, payments });
  })
  .on('GET', '/orders/:number/thanks', async (_, number = '') => ok(await orders.findWithRetry(Number(number))))
  .on('GET', '/orders/:number', async (_, number = '') => okOr404(await orderByNumber(number)))
  .on('GET', '/shipments/untracked', async () => ok(await untrackedByCarrier()))
  .on('GET', '/stock', async ({ query }) => ok(await availableStock(list(query.get('skus')))))
  .on('GET', '/stock/:warehouse', async (_, code = '') => ok(await stockInWarehouse(code)));
