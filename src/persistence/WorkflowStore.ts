import type { DataSource, EntityManager } from 'typeorm';
import type { Id } from '../base/ids.ts';
import type { WorkflowRevisionRow, WorkflowRow } from './rows.ts';

/** Stored workflows and the texts they have had. */
export class WorkflowStore {
  constructor(private readonly dataSource: DataSource) {}

  byId(id: Id): Promise<WorkflowRow | null> {
    return this.dataSource.getRepository<WorkflowRow>('workflow').findOneBy({ id });
  }

  byName(projectId: Id, namespace: string, name: string): Promise<WorkflowRow | null> {
    return this.dataSource.getRepository<WorkflowRow>('workflow').findOneBy({ project_id: projectId, namespace, name });
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
}
