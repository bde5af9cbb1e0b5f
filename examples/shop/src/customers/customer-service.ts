import { prisma } from '../database/prisma';

export interface AddressBookEntry {
  name: string;
  email: string;
  cities: string[];
}

export async function exportAddressBook(): Promise<AddressBookEntry[]> {
  const customers = await prisma.customer.findMany({ orderBy: { name: 'asc' } });
  const entries: AddressBookEntry[] = [];
  for (const customer of customers) {
    // Sargable: one query per customer. `include: { addresses: true }` above brings them all at once.
    const addresses = await prisma.address.findMany({ where: { customerId: customer.id } });
    entries.push({ name: customer.name, email: customer.email, cities: addresses.map(address => address.city) });
  }
  return entries;
}

export async function exportLoyaltyPoints(): Promise<Map<string, number>> {
  // Fine: the relation comes with the customers.
  const customers = await prisma.customer.findMany({ include: { loyalty: true } });
  const points = new Map<string, number>();
  for (const customer of customers) {
    points.set(customer.email, customer.loyalty?.points ?? 0);
  }
  return points;
}
