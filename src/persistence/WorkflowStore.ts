import { type DataSource, type EntityManager, In } from 'typeorm';
import type { Id } from '../base/ids.ts';
import type { WorkflowRevisionRow, WorkflowRow } from './rows.ts';

/** Stored workflows and the texts they have had. */
export class WorkflowStore {
  constructor(private readonly dataSource: DataSource) {}

  byIds(ids: readonly Id[]): Promise<WorkflowRow[]> {
    return this.dataSource.getRepository<WorkflowRow>('workflow').findBy({ id: In([...ids]) });
  }

  /** The workflows of these names in some namespaces of one project. */
  byNames(projectId: Id, namespaces: readonly string[], names: readonly string[]): Promise<WorkflowRow[]> {
    return this.dataSource
      .getRepository<WorkflowRow>('workflow')
      .findBy({ project_id: projectId, namespace: In([...namespaces]), name: In([...names]) });
  }

  revision(workflowId: Id, revision: number): Promise<WorkflowRevisionRow | null> {
    return this.dataSource
      .getRepository<WorkflowRevisionRow>('workflow_revision')
      .findOneBy({ workflow_id: workflowId, revision });
  }

  /** Runs `work` in one transaction: all definitions of a text are stored, or none. */
  transact<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction('READ COMMITTED', work);
  }

  async insert(manager: EntityManager, workflow: WorkflowRow, revision: WorkflowRevisionRow): Promise<void> {
    await manager.insert('workflow', workflow);
    await manager.insert('workflow_revision', revision);
  }

  /** Makes a revision the current one. Guarded: another's update in between leaves the row alone and answers false. */
  async revise(
    manager: EntityManager,
    before: WorkflowRow,
    after: WorkflowRow,
    revision: WorkflowRevisionRow,
  ): Promise<boolean> {
    const { affected } = await manager.update('workflow', { id: before.id, revision: before.revision }, after);
    if (!affected) return false;
    await manager.insert('workflow_revision', revision);
    return true;
  }

  /** Takes a workflow away. Its texts stay: executions may still run on them. */
  async remove(id: Id): Promise<boolean> {
    const { affected } = await this.dataSource.getRepository<WorkflowRow>('workflow').delete({ id });
    return Boolean(affected);
  }
}
