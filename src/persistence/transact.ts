import type { DataSource, EntityManager } from 'typeorm';

/** A transaction that is open. Stores take one where several of them have to change together, or not at all. */
export type Transaction = EntityManager;

/** Runs `work` in one transaction. */
export function transact<T>(dataSource: DataSource, work: (transaction: Transaction) => Promise<T>): Promise<T> {
  return dataSource.transaction('READ COMMITTED', work);
}
