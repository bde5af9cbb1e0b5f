export enum PaymentState {
  Pending = 'PENDING',
  Captured = 'CAPTURED',
  Refunded = 'REFUNDED',
  Failed = 'FAILED',
}
