import DataLoader from 'dataloader';
import type { DataSource, EntityManager } from 'typeorm';
import type { Id } from '../../base/ids.ts';
import type {
  ActionExecutionRow,
  AdhocActionRevisionRow,
  EnvironmentRow,
  ExecutionRow,
  TaskExecutionRow,
  WorkbookRow,
  WorkflowRevisionRow,
  WorkflowRow,
} from '../rows.ts';
import { AdhocActionReads } from './AdhocActionReads.ts';
import { RevisionReads } from './RevisionReads.ts';
import {
  ACTION,
  ENVIRONMENT,
  EXECUTION,
  type LightAction,
  type LightEnvironment,
  type LightExecution,
  type LightTask,
  type LightWorkbook,
  TASK,
  WORKBOOK,
  WORKFLOW,
} from './readableTables.ts';
import { TableReads } from './TableReads.ts';

export type { LightAction, LightEnvironment, LightExecution, LightTask, LightWorkbook };

/** What faces read, through one connection or one snapshot. Made for one request: it remembers what it has read. */
export class Reads {
  readonly executions: TableReads<ExecutionRow, LightExecution>;
  readonly tasks: TableReads<TaskExecutionRow, LightTask>;
  readonly actions: TableReads<ActionExecutionRow, LightAction>;
  readonly workflows: TableReads<WorkflowRow, WorkflowRow>;
  readonly workflowRevisions: RevisionReads<WorkflowRevisionRow>;
  readonly adhocActions: AdhocActionReads;
  readonly adhocActionRevisions: RevisionReads<AdhocActionRevisionRow>;
  readonly workbooks: TableReads<WorkbookRow, LightWorkbook>;
  readonly environments: TableReads<EnvironmentRow, LightEnvironment>;
  private readonly results = new DataLoader<Id, string[]>((ids) => this.readResults(ids));

  constructor(private readonly manager: EntityManager) {
    this.executions = new TableReads(manager, EXECUTION);
    this.tasks = new TableReads(manager, TASK);
    this.actions = new TableReads(manager, ACTION);
    this.workflows = new TableReads(manager, WORKFLOW);
    this.workflowRevisions = new RevisionReads(manager, { name: 'workflow_revision', owner: 'workflow_id' });
    this.adhocActions = new AdhocActionReads(manager);
    this.adhocActionRevisions = new RevisionReads(manager, { name: 'adhoc_action_revision', owner: 'action_id' });
    this.workbooks = new TableReads(manager, WORKBOOK);
    this.environments = new TableReads(manager, ENVIRONMENT);
  }

  /** JSON texts of the accepted results of a task, in order of items. */
  resultsOf(taskId: Id): Promise<readonly string[]> {
    return this.results.load(taskId);
  }

  private async readResults(taskIds: readonly Id[]): Promise<string[][]> {
    const rows = await this.manager
      .getRepository<ActionExecutionRow>('action_execution')
      .createQueryBuilder('row')
      .select(['row.id', 'row.task_id', 'row.output', 'row.item_index'])
      .where('row.task_id IN (:...taskIds) AND row.accepted = true AND row.output IS NOT NULL', { taskIds })
      .orderBy('row.item_index', 'ASC')
      .addOrderBy('row.id', 'ASC')
      .getMany();
    const byTask = Map.groupBy(rows, (row) => row.task_id);
    return taskIds.map((id) => (byTask.get(id) ?? []).map((row) => row.output as string));
  }
}

/** Reads what is committed, each statement for itself. */
export function readsOf(dataSource: DataSource): Reads {
  return new Reads(dataSource.manager);
}
