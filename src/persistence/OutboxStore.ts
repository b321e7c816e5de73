import { type DataSource, In, LessThan, Not } from 'typeorm';
import type { Id } from '../base/ids.ts';
import type { ActionExecutionRow, OutboxRow } from './rows.ts';

/** States of an action that may still end. */
const OPEN = ['IDLE', 'RUNNING', 'PAUSED'];

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

  /** Those of these actions whose end is known. */
  async endedActions(ids: readonly Id[]): Promise<Id[]> {
    const actions = this.dataSource.getRepository<ActionExecutionRow>('action_execution');
    const ended = await actions.find({ select: { id: true }, where: { id: In([...ids]), state: Not(In(OPEN)) } });
    return ended.map((row) => row.id);
  }

  private repository() {
    return this.dataSource.getRepository<OutboxRow>('outbox');
  }
}
