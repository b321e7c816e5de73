import { type DataSource, In, type Repository } from 'typeorm';
import type { Id } from '../base/ids.ts';
import { DefinitionStore } from './DefinitionStore.ts';
import type { CronTriggerRow, ExecutionRow } from './rows.ts';

/** Triggers that are named where there are many. */
const NAMED = 5;
const UNFINISHED = ['IDLE', 'RUNNING', 'PAUSED'];

/** Stored workflows and the texts they have had. */
export class WorkflowStore extends DefinitionStore {
  private readonly triggers: Repository<CronTriggerRow>;
  private readonly executions: Repository<ExecutionRow>;

  constructor(dataSource: DataSource) {
    super(dataSource, { definitions: 'workflow', revisions: 'workflow_revision', owner: 'workflow_id' });
    this.triggers = dataSource.getRepository<CronTriggerRow>('cron_trigger');
    this.executions = dataSource.getRepository<ExecutionRow>('execution');
  }

  /** Names of triggers that start some workflows: some of them, where there are many. */
  async triggersOf(ids: readonly Id[], projectId: Id): Promise<string[]> {
    const where = { workflow_id: In([...ids]), project_id: projectId };
    const found = await this.triggers.find({ select: { name: true }, where, take: NAMED });
    return found.map(({ name }) => name);
  }

  /** Executions of some workflows that have not ended: some of them, where there are many. */
  async unfinishedOf(ids: readonly Id[], projectId: Id): Promise<Id[]> {
    const where = { state: In(UNFINISHED), workflow_id: In([...ids]), project_id: projectId };
    const found = await this.executions.find({ select: { id: true }, where, take: NAMED });
    return found.map(({ id }) => id);
  }
}
