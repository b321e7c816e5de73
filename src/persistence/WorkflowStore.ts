import type { DataSource, Repository } from 'typeorm';
import type { Id } from '../base/ids.ts';
import { DefinitionStore } from './DefinitionStore.ts';
import type { CronTriggerRow } from './rows.ts';

/** Triggers that are named where there are many. */
const NAMED = 5;

/** Stored workflows and the texts they have had. */
export class WorkflowStore extends DefinitionStore {
  private readonly triggers: Repository<CronTriggerRow>;

  constructor(dataSource: DataSource) {
    super(dataSource, { definitions: 'workflow', revisions: 'workflow_revision', owner: 'workflow_id' });
    this.triggers = dataSource.getRepository<CronTriggerRow>('cron_trigger');
  }

  /** Names of triggers that start a workflow: some of them, where there are many. */
  async triggersOf(id: Id, projectId: Id): Promise<string[]> {
    const where = { workflow_id: id, project_id: projectId };
    const found = await this.triggers.find({ select: { name: true }, where, take: NAMED });
    return found.map(({ name }) => name);
  }
}
