import { type DataSource, In, LessThan } from 'typeorm';
import type { Id } from '../base/ids.ts';
import type { OutboxRow } from './rows.ts';

/** Jobs on their way to a queue in another database. */
export class OutboxStore {
  constructor(private readonly dataSource: DataSource) {}

  /** The oldest rows from before a time, which nobody seems to be sending. */
  olderThan(time: Date, limit: number): Promise<OutboxRow[]> {
    return this.repository().find({ where: { created_at: LessThan(time) }, order: { id: 'ASC' }, take: limit });
  }

  async remove(ids: readonly Id[]): Promise<void> {
    await this.repository().delete({ id: In([...ids]) });
  }

  private repository() {
    return this.dataSource.getRepository<OutboxRow>('outbox');
  }
}
