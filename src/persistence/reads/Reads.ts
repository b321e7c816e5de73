import DataLoader from 'dataloader';
import type { DataSource, EntityManager } from 'typeorm';
import type { Id } from '../../base/ids.ts';
import type {
  ActionExecutionRow,
  AdhocActionRevisionRow,
  CronTriggerRow,
  EnvironmentRow,
  ExecutionRow,
  TaskExecutionRow,
  WorkbookRow,
  WorkflowRevisionRow,
  WorkflowRow,
} from '../rows.ts';
import { AdhocActionReads } from './AdhocActionReads.ts';
import { RevisionReads } from './RevisionReads.ts';
import { RunReads, type StateCountRow } from './RunReads.ts';
import {
  ACTION,
  CRON_TRIGGER,
  ENVIRONMENT,
  EXECUTION,
  type LightAction,
  type LightCronTrigger,
  type LightEnvironment,
  type LightExecution,
  type LightTask,
  type LightWorkbook,
  TASK,
  WORKBOOK,
  WORKFLOW,
} from './readableTables.ts';
import { TableReads } from './TableReads.ts';

export type { LightAction, LightCronTrigger, LightEnvironment, LightExecution, LightTask, LightWorkbook };

/** JSON texts of what the actions and sub-workflows of a task gave, in order of items. */
export interface TaskResults {
  readonly outputs: readonly string[];
  readonly isOfItems: boolean;
}

/** The sub-workflow runs of a task: the newest, and how many are in each state. */
export interface Children {
  readonly newest: readonly LightExecution[];
  readonly states: readonly StateCountRow[];
}

/** Sub-workflow runs of one task that are read together. */
const CHILDREN_SHOWN = 20;

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
  readonly runs: RunReads;
  readonly cronTriggers: TableReads<CronTriggerRow, LightCronTrigger>;
  private readonly results = new DataLoader<Id, TaskResults>((ids) => this.readResults(ids));

  private readonly children = new DataLoader<Id, Children>((ids) => this.readChildren(ids));

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
    this.runs = new RunReads(manager);
    this.cronTriggers = new TableReads(manager, CRON_TRIGGER);
  }

  /** The accepted results of a task. */
  resultsOf(taskId: Id): Promise<TaskResults> {
    return this.results.load(taskId);
  }

  /** The sub-workflow runs of a task. */
  childrenOf(taskId: Id): Promise<Children> {
    return this.children.load(taskId);
  }

  private async readChildren(taskIds: readonly Id[]): Promise<Children[]> {
    const [newest, states] = await Promise.all([
      this.executions.ofParents('parent_task_id', taskIds, { limit: CHILDREN_SHOWN, order: 'DESC' }),
      this.runs.childStates(taskIds),
    ]);
    const statesByTask = Map.groupBy(states, (row) => row.parent_task_id);
    return taskIds.map((id) => ({ newest: newest.get(id)?.rows ?? [], states: statesByTask.get(id) ?? [] }));
  }

  private async readResults(taskIds: readonly Id[]): Promise<TaskResults[]> {
    const [actions, children] = await Promise.all([
      this.acceptedOf<ActionExecutionRow>('action_execution', 'task_id', taskIds),
      this.acceptedOf<ExecutionRow>('execution', 'parent_task_id', taskIds),
    ]);
    const results = [
      ...actions.map((row) => ({ ...row, taskId: row.task_id })),
      ...children.map((row) => ({ ...row, taskId: row.parent_task_id })),
    ];
    const byTask = Map.groupBy(results, ({ taskId }) => taskId);
    return taskIds.map((id) => {
      const own = (byTask.get(id) ?? []).toSorted((left, right) => (left.item_index ?? 0) - (right.item_index ?? 0));
      return {
        outputs: own.map(({ output }) => output ?? 'null'),
        isOfItems: own.some((row) => row.item_index !== null),
      };
    });
  }

  private acceptedOf<Row extends ActionExecutionRow | ExecutionRow>(
    table: string,
    column: keyof Row & string,
    taskIds: readonly Id[],
  ): Promise<Row[]> {
    return this.manager
      .getRepository<Row>(table)
      .createQueryBuilder('row')
      .select(['id', column, 'output', 'item_index'].map((name) => `row.${name}`))
      .where(`row.${column} IN (:...taskIds) AND row.accepted = true`, { taskIds })
      .orderBy('row.id', 'ASC')
      .getMany();
  }
}

/** Reads what is committed, each statement for itself. */
export function readsOf(dataSource: DataSource): Reads {
  return new Reads(dataSource.manager);
}
