import { type DataSource, LessThan } from 'typeorm';
import type { Id } from '../base/ids.ts';
import type { CronTriggerRow } from './rows.ts';

/** Cron triggers outside the transactions that change them: see `TurnStore`. */
export class CronTriggerStore {
  constructor(private readonly dataSource: DataSource) {}

  /** Those that should have fired before a time. */
  overdue(time: Date, limit: number): Promise<Pick<CronTriggerRow, 'id' | 'revision'>[]> {
    return this.repository().find({
      select: { id: true, revision: true },
      where: { state: 'ACTIVE', fires_at: LessThan(time) },
      take: limit,
    });
  }

  /** Whether there was one to take away. */
  async remove(projectId: Id, id: Id): Promise<boolean> {
    const { affected } = await this.repository().delete({ id, project_id: projectId });
    return Boolean(affected);
  }

  private repository() {
    return this.dataSource.getRepository<CronTriggerRow>('cron_trigger');
  }
}
