import { type DataSource, In } from 'typeorm';
import type { Id } from '../base/ids.ts';
import type { EnvironmentRow } from './rows.ts';

/** Stored environments. */
export class EnvironmentStore {
  constructor(private readonly dataSource: DataSource) {}

  byNames(projectId: Id, names: readonly string[]): Promise<EnvironmentRow[]> {
    return this.repository().findBy({ project_id: projectId, name: In([...names]) });
  }

  async insert(row: EnvironmentRow): Promise<void> {
    await this.repository().insert(row);
  }

  /** Writes the columns that are given. Answers the row as it is then; null where there is none of this name. */
  async update(projectId: Id, name: string, columns: Partial<EnvironmentRow>): Promise<EnvironmentRow | null> {
    return this.dataSource.transaction('READ COMMITTED', async (transaction) => {
      const repository = transaction.getRepository<EnvironmentRow>('environment');
      await repository.update({ project_id: projectId, name }, columns);
      return repository.findOneBy({ project_id: projectId, name });
    });
  }

  async remove(projectId: Id, id: Id): Promise<boolean> {
    const { affected } = await this.repository().delete({ id, project_id: projectId });
    return Boolean(affected);
  }

  private repository() {
    return this.dataSource.getRepository<EnvironmentRow>('environment');
  }
}
