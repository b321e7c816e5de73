import DataLoader from 'dataloader';
import type { DataSource, EntityManager } from 'typeorm';
import type { Id } from '../../base/ids.ts';
import type { ActionExecutionRow, ExecutionRow, TaskExecutionRow, WorkflowRevisionRow, WorkflowRow } from '../rows.ts';
import { type ReadableTable, TableReads } from './TableReads.ts';

export type LightExecution = Omit<
  ExecutionRow,
  'input' | 'params' | 'context' | 'output' | 'runtime' | 'idempotency_key' | 'request_hash'
>;
export type LightTask = Omit<TaskExecutionRow, 'context' | 'published' | 'published_global' | 'runtime'>;
export type LightAction = Omit<ActionExecutionRow, 'input' | 'output'>;

const EXECUTION: ReadableTable<ExecutionRow> = {
  name: 'execution',
  order: 'DESC',
  columns: [
    'id',
    'project_id',
    'workflow_id',
    'workflow_name',
    'workflow_namespace',
    'revision',
    'state',
    'state_info',
    'description',
    'root_id',
    'parent_task_id',
    'item_index',
    'accepted',
    'created_at',
    'updated_at',
    'finished_at',
  ],
};
const TASK: ReadableTable<TaskExecutionRow> = {
  name: 'task_execution',
  order: 'ASC',
  columns: [
    'id',
    'execution_id',
    'name',
    'state',
    'state_info',
    'has_next',
    'processed',
    'created_at',
    'started_at',
    'updated_at',
    'finished_at',
  ],
};
const ACTION: ReadableTable<ActionExecutionRow> = {
  name: 'action_execution',
  order: 'ASC',
  columns: [
    'id',
    'execution_id',
    'task_id',
    'name',
    'state',
    'state_info',
    'accepted',
    'item_index',
    'attempt',
    'created_at',
    'updated_at',
    'started_at',
    'finished_at',
  ],
};
const WORKFLOW: ReadableTable<WorkflowRow> = {
  name: 'workflow',
  order: 'ASC',
  columns: ['id', 'project_id', 'namespace', 'name', 'scope', 'tags', 'revision', 'created_at', 'updated_at'],
};

/** What faces read, through one connection or one snapshot. Made for one request: it remembers what it has read. */
export class Reads {
  readonly executions: TableReads<ExecutionRow, LightExecution>;
  readonly tasks: TableReads<TaskExecutionRow, LightTask>;
  readonly actions: TableReads<ActionExecutionRow, LightAction>;
  readonly workflows: TableReads<WorkflowRow, WorkflowRow>;
  private readonly results = new DataLoader<Id, string[]>((ids) => this.readResults(ids));
  private readonly revisions = new DataLoader<RevisionKey, WorkflowRevisionRow | null, string>(
    (keys) => this.readRevisions(keys),
    { cacheKeyFn: keyText },
  );

  constructor(private readonly manager: EntityManager) {
    this.executions = new TableReads(manager, EXECUTION);
    this.tasks = new TableReads(manager, TASK);
    this.actions = new TableReads(manager, ACTION);
    this.workflows = new TableReads(manager, WORKFLOW);
  }

  /** JSON texts of the accepted results of a task, in order of items. */
  resultsOf(taskId: Id): Promise<readonly string[]> {
    return this.results.load(taskId);
  }

  revision(workflowId: Id, revision: number): Promise<WorkflowRevisionRow | null> {
    return this.revisions.load({ workflowId, revision });
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

  private async readRevisions(keys: readonly RevisionKey[]): Promise<(WorkflowRevisionRow | null)[]> {
    const rows = await this.manager
      .getRepository<WorkflowRevisionRow>('workflow_revision')
      .find({ where: keys.map(({ workflowId, revision }) => ({ workflow_id: workflowId, revision })) });
    const byKey = new Map(rows.map((row) => [keyText({ workflowId: row.workflow_id, revision: row.revision }), row]));
    return keys.map((key) => byKey.get(keyText(key)) ?? null);
  }
}

interface RevisionKey {
  readonly workflowId: Id;
  readonly revision: number;
}

const keyText = ({ workflowId, revision }: RevisionKey) => `${workflowId}:${revision}`;

/** Reads what is committed, each statement for itself. */
export function readsOf(dataSource: DataSource): Reads {
  return new Reads(dataSource.manager);
}
