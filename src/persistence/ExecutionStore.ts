import type { DataSource } from 'typeorm';
import type { Id } from '../base/ids.ts';
import type { ActionExecutionRow, ExecutionRow, TaskExecutionRow } from './rows.ts';

/** Single executions and action executions, outside a turn. */
export class ExecutionStore {
  constructor(private readonly dataSource: DataSource) {}

  /** The execution that a request with this key has started. */
  byIdempotencyKey(projectId: Id, key: string): Promise<ExecutionRow | null> {
    return this.dataSource
      .getRepository<ExecutionRow>('execution')
      .findOneBy({ project_id: projectId, idempotency_key: key });
  }

  /** An action execution of a project, with the namespace in which its names count. */
  async action(id: Id, projectId: Id): Promise<(ActionExecutionRow & { namespace: string }) | null> {
    const row = await this.dataSource.getRepository<ActionExecutionRow>('action_execution').findOneBy({ id });
    if (!row) return null;
    if (row.execution_id === null) {
      return row.project_id === projectId ? { ...row, namespace: row.namespace ?? '' } : null;
    }
    const execution = await this.execution(row.execution_id, projectId);
    return execution && { ...row, namespace: execution.workflow_namespace };
  }

  /** The project that an action execution belongs to; null where there is none of this id. */
  async projectOfAction(id: Id): Promise<Id | null> {
    const row = await this.dataSource
      .getRepository<ActionExecutionRow>('action_execution')
      .createQueryBuilder('action')
      .leftJoin('execution', 'execution', 'execution.id = action.execution_id')
      .select('COALESCE(action.project_id, execution.project_id)', 'project_id')
      .where({ id })
      .getRawOne<{ project_id: Id }>();
    return row?.project_id ?? null;
  }

  /** A task execution of a project. */
  async task(id: Id, projectId: Id): Promise<TaskExecutionRow | null> {
    const row = await this.dataSource.getRepository<TaskExecutionRow>('task_execution').findOneBy({ id });
    return row && (await this.execution(row.execution_id, projectId)) ? row : null;
  }

  /** An execution of a project. */
  execution(id: Id, projectId: Id): Promise<ExecutionRow | null> {
    return this.dataSource.getRepository<ExecutionRow>('execution').findOneBy({ id, project_id: projectId });
  }
}
