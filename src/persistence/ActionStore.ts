import { type DataSource, In } from 'typeorm';
import type { Id } from '../base/ids.ts';
import type { ActionExecutionRow } from './rows.ts';

/** States of an action that may still end. */
const OPEN = ['IDLE', 'RUNNING', 'PAUSED'];

/** How an action stands, and what it works for: its task and its execution, where it has them. */
export interface ActionStanding {
  readonly id: Id;
  readonly state: string;
  readonly attempt: number;
  /** Since when its task goes on without it. */
  readonly discarded_at: unknown;
  readonly task_state: string | null;
  readonly task_info: string | null;
  readonly execution_state: string | null;
  readonly execution_info: string | null;
  /** JSON of the counters of the execution. */
  readonly runtime: string | null;
}

/** Action executions outside a turn: what is asked of any of them, and what is done to those that run alone. */
export class ActionStore {
  constructor(private readonly dataSource: DataSource) {}

  /** Those of these that are there and have not ended. */
  async openOf(ids: readonly Id[]): Promise<Id[]> {
    const open = await this.repository().find({ select: { id: true }, where: { id: In([...ids]), state: In(OPEN) } });
    return open.map((row) => row.id);
  }

  /** Those of these that are there. */
  standingOf(ids: readonly Id[]): Promise<ActionStanding[]> {
    if (ids.length === 0) return Promise.resolve([]);
    return this.repository()
      .createQueryBuilder('action')
      .leftJoin('task_execution', 'task', 'task.id = action.task_id')
      .leftJoin('execution', 'execution', 'execution.id = action.execution_id')
      .select([
        'action.id AS id',
        'action.state AS state',
        'action.attempt AS attempt',
        'action.discarded_at AS discarded_at',
      ])
      .addSelect(['task.state AS task_state', 'task.state_info AS task_info'])
      .addSelect(['execution.state AS execution_state', 'execution.state_info AS execution_info'])
      .addSelect('execution.runtime', 'runtime')
      .where({ id: In([...ids]) })
      .getRawMany<ActionStanding>();
  }

  /** Counts an attempt of one that has not ended. False where it has, or is gone. */
  async beginAttempt(id: Id, attempt: number, at: Date): Promise<boolean> {
    const { affected } = await this.repository().update({ id, state: In(OPEN) }, { attempt, updated_at: at });
    return Boolean(affected);
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
