import type { EntityManager, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import type { Id } from '../../base/ids.ts';
import type { ActionExecutionRow, ExecutionRow, TaskExecutionRow } from '../rows.ts';
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
