export const ORDERS = 'orders';

export enum Status {
  Open = 'open',
  Closed = 'closed',
}
