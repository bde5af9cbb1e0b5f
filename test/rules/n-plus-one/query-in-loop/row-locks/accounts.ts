import { type DataSource, Entity, PrimaryColumn } from 'typeorm';

@Entity()
export class Account {
  @PrimaryColumn() id!: number;
}

// Each row is locked for as long as its own round takes.
export async function settle(source: DataSource, ids: number[], pay: (account: Account) => Promise<void>) {
  for (const id of ids) {
    await source.transaction(async manager => {
      const account = await manager.findOne(Account, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (account) await pay(account);
    });
  }
}
