import type { DataSource, FindOptionsWhere } from 'typeorm';
import type { Id } from '../base/ids.ts';
import type { WorkbookRow } from './rows.ts';
import { type Transaction, transact } from './transact.ts';

/** Stored workbooks. Their members are in other stores, which change in the same transaction. */
export class WorkbookStore {
  constructor(private readonly dataSource: DataSource) {}

  byId(id: Id): Promise<WorkbookRow | null> {
    return this.findOne({ id });
  }

  byName(projectId: Id, namespace: string, name: string): Promise<WorkbookRow | null> {
    return this.findOne({ project_id: projectId, namespace, name });
  }

  /** Runs `work` in one transaction: a workbook changes with all its members, or not at all. */
  transact<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return transact(this.dataSource, work);
  }

  async insert(transaction: Transaction, row: WorkbookRow): Promise<void> {
    await transaction.insert('workbook', row);
  }

  /** Guarded: another's update in between leaves the row alone and answers false. */
  async revise(transaction: Transaction, before: WorkbookRow, after: WorkbookRow): Promise<boolean> {
    const { id, revision } = before;
    const { affected } = await transaction.update('workbook', { id, revision }, after);
    return Boolean(affected);
  }

  /** Guarded like `revise`, because the members that go with it are those of the text it was read with. */
  async remove(transaction: Transaction, { id, revision }: WorkbookRow): Promise<boolean> {
    const { affected } = await transaction.delete('workbook', { id, revision });
    return Boolean(affected);
  }

  private findOne(where: FindOptionsWhere<WorkbookRow>): Promise<WorkbookRow | null> {
    return this.dataSource.getRepository<WorkbookRow>('workbook').findOneBy(where);
  }
}
