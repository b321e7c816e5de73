import { type DataSource, In } from 'typeorm';
import type { Id } from '../base/ids.ts';
import type { ActionExecutionRow } from './rows.ts';

/** States of an action that may still end. */
const OPEN = ['IDLE', 'RUNNING', 'PAUSED'];

/** Action executions outside a turn: what is asked of any of them, and what is done to those that run alone. */
export class ActionStore {
  constructor(private readonly dataSource: DataSource) {}

  /** Those of these that are there and have not ended. */
  async openOf(ids: readonly Id[]): Promise<Id[]> {
    const open = await this.repository().find({ select: { id: true }, where: { id: In([...ids]), state: In(OPEN) } });
    return open.map((row) => row.id);
  }

  /** Moves one from a state to another, at a time. False where it has left that state meanwhile. */
  async move(id: Id, from: string, to: string, at: Date): Promise<boolean> {
    const { affected } = await this.repository().update({ id, state: from }, { state: to, updated_at: at });
    return Boolean(affected);
  }

  async remove(id: Id): Promise<void> {
    await this.repository().delete({ id });
  }

  private repository() {
    return this.dataSource.getRepository<ActionExecutionRow>('action_execution');
  }
}
