import type { EntityManager, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import type { Id } from '../../base/ids.ts';
import type { ActionExecutionRow, EntityKind, ExecutionRow, TaskExecutionRow } from '../rows.ts';
import { type LightTask, TASK } from './readableTables.ts';

/** A task with what the core has noted about it. */
export type RunTaskRow = LightTask & Pick<TaskExecutionRow, 'runtime'>;

/** How many things there are in a state. */
export interface StateCountRow {
  readonly state: string;
  readonly count: number;
}

/** Actions or sub-workflow runs of a task that have not ended and are in the same state. */
export interface OpenRow extends StateCountRow {
  readonly task_id: Id;
  readonly oldest_id: Id;
}

export type OpenActionRow = OpenRow & Pick<ActionExecutionRow, 'name'>;

const SUCCESSES_LOOKED_AT = 10_000;
const FINAL = ['SUCCESS', 'ERROR', 'CANCELLED'];

/** Reads what explains a run: counts, and what the core has noted. Each is one statement, for however many tasks. */
export class RunReads {
  constructor(private readonly manager: EntityManager) {}

  tasks(ids: readonly Id[]): Promise<RunTaskRow[]> {
    return rowsOf(this.selectTasks().where('row.id IN (:...ids)', { ids }));
  }

  /** The newest task of each name, of several executions. */
  newestTasks(executionIds: readonly Id[]): Promise<RunTaskRow[]> {
    const newest =
      'SELECT MAX(id) FROM task_execution WHERE execution_id IN (:...executionIds) GROUP BY execution_id, name';
    return rowsOf(this.selectTasks().where(`row.id IN (${newest})`, { executionIds }));
  }

  /** The last tasks of an execution, at most `limit`, in the order they were made. */
  async lastTasks(executionId: Id, limit: number): Promise<RunTaskRow[]> {
    const query = this.selectTasks().where('row.execution_id = :executionId', { executionId });
    return (await rowsOf(query.orderBy('row.id', 'DESC').limit(limit))).reverse();
  }

  /** How many tasks of each name are in each state. */
  async taskStates(executionId: Id): Promise<(StateCountRow & Pick<TaskExecutionRow, 'name'>)[]> {
    const query = this.count('task_execution', ['name', 'state']);
    return counted(await query.where('row.execution_id = :executionId', { executionId }).getRawMany());
  }

  async openActions(taskIds: readonly Id[]): Promise<OpenActionRow[]> {
    const query = this.count('action_execution', ['task_id', 'name', 'state']).addSelect('MIN(row.id)', 'oldest_id');
    query.where('row.task_id IN (:...taskIds) AND row.state NOT IN (:...final)', { taskIds, final: FINAL });
    return counted(await query.getRawMany());
  }

  async openChildren(taskIds: readonly Id[]): Promise<OpenRow[]> {
    const query = this.count<ExecutionRow>('execution', ['parent_task_id', 'state']).addSelect(
      'MIN(row.id)',
      'oldest_id',
    );
    query.where('row.parent_task_id IN (:...taskIds) AND row.state NOT IN (:...final)', { taskIds, final: FINAL });
    const rows = await query.getRawMany<OpenRow & { parent_task_id: Id }>();
    return counted(rows.map((row) => ({ ...row, task_id: row.parent_task_id })));
  }

  /** How many sub-workflow runs of some tasks are in each state. */
  async childStates(taskIds: readonly Id[]): Promise<(StateCountRow & Pick<ExecutionRow, 'parent_task_id'>)[]> {
    const query = this.count<ExecutionRow>('execution', ['parent_task_id', 'state']);
    return counted(await query.where('row.parent_task_id IN (:...taskIds)', { taskIds }).getRawMany());
  }

  /** How many executions, tasks and actions of an execution and all its sub-workflows are in each state. */
  async treeStates(executionId: Id): Promise<(StateCountRow & { readonly kind: EntityKind })[]> {
    const tree = `
      WITH RECURSIVE tree AS (
        SELECT id FROM execution WHERE id = ${this.mark}
        UNION ALL
        SELECT execution.id FROM tree
        JOIN task_execution ON task_execution.execution_id = tree.id
        JOIN execution ON execution.parent_task_id = task_execution.id)`;
    const tasks = 'JOIN task_execution ON task_execution.execution_id = tree.id';
    return counted(
      await this.manager.query(
        `${tree}
         SELECT 'EXECUTION' AS kind, state, COUNT(*) AS count FROM tree JOIN execution ON execution.id = tree.id GROUP BY state
         UNION ALL SELECT 'TASK', state, COUNT(*) FROM tree ${tasks} GROUP BY state
         UNION ALL SELECT 'ACTION', action_execution.state, COUNT(*) FROM tree ${tasks}
         JOIN action_execution ON action_execution.task_id = task_execution.id GROUP BY action_execution.state`,
        [executionId],
      ),
    );
  }

  /**
   * How long the last runs of a workflow took that ended in SUCCESS, at most `limit` of them. Looked for among the last of all
   * workflows, because no index finds those of one.
   */
  async successes(
    workflowId: Id,
    limit: number,
  ): Promise<readonly { readonly created_at: Date; readonly finished_at: Date }[]> {
    return this.manager.query(
      `SELECT created_at, finished_at FROM (
         SELECT workflow_id, created_at, updated_at, finished_at FROM execution
         WHERE state = 'SUCCESS' ORDER BY updated_at DESC LIMIT ${SUCCESSES_LOOKED_AT}) AS latest
       WHERE workflow_id = ${this.mark} ORDER BY updated_at DESC LIMIT ${limit}`,
      [workflowId],
    );
  }

  /** The place of the only value of a statement. */
  private get mark(): string {
    return this.manager.connection.options.type === 'postgres' ? '$1' : '?';
  }

  private selectTasks(): SelectQueryBuilder<TaskExecutionRow> {
    return this.manager
      .createQueryBuilder<TaskExecutionRow>('task_execution', 'row')
      .select([...TASK.columns, 'runtime'].map((column) => `row.${column}`));
  }

  private count<Row extends ObjectLiteral>(table: string, columns: readonly (keyof Row & string)[]) {
    const query = this.manager.createQueryBuilder<Row>(table, 'row').select('COUNT(*)', 'count');
    for (const column of columns) query.addSelect(`row.${column}`, column).addGroupBy(`row.${column}`);
    return query;
  }
}

function rowsOf(query: SelectQueryBuilder<TaskExecutionRow>): Promise<RunTaskRow[]> {
  return query.getMany();
}

/** Both drivers give counts as texts. */
function counted<Row extends { readonly count: number | string }>(rows: readonly Row[]): (Row & { count: number })[] {
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}
