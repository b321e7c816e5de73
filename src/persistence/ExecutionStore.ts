import type { DataSource } from 'typeorm';
import type { Id } from '../base/ids.ts';
import type { ActionExecutionRow, ExecutionRow } from './rows.ts';

/** Single executions and action executions, outside a turn. */
export class ExecutionStore {
  constructor(private readonly dataSource: DataSource) {}

  /** The execution that a request with this key has started. */
  byIdempotencyKey(projectId: Id, key: string): Promise<ExecutionRow | null> {
    return this.dataSource
      .getRepository<ExecutionRow>('execution')
      .findOneBy({ project_id: projectId, idempotency_key: key });
  }

  /** An action execution, with the project it belongs to. */
  async action(id: Id, projectId: Id): Promise<ActionExecutionRow | null> {
    const row = await this.dataSource.getRepository<ActionExecutionRow>('action_execution').findOneBy({ id });
    if (!row?.execution_id) return row;
    const isOwn = await this.dataSource
      .getRepository<ExecutionRow>('execution')
      .existsBy({ id: row.execution_id, project_id: projectId });
    return isOwn ? row : null;
  }
}
