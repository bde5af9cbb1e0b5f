/** The reporting views may replace these one day, so the reports name them in one place. */
export const ordersTable = 'orders';
export const paymentsTable = 'payments';
