import type { DataSource } from 'typeorm';
import type { Id } from '../../base/ids.ts';
import type { ExecutionRow } from '../rows.ts';

/** Small columns of an execution that never change. */
export const SUBJECT_COLUMNS = [
  ...(['id', 'workflow_id', 'workflow_name', 'workflow_namespace', 'revision'] as const),
  ...(['root_id', 'parent_task_id', 'trigger_id', 'starts_at', 'created_at'] as const),
] as const;

export type ExecutionSubject = Pick<ExecutionRow, (typeof SUBJECT_COLUMNS)[number]>;

/** Reads what never changes of executions. */
export class ExecutionSubjectReads {
  constructor(private readonly dataSource: DataSource) {}

  async byIds(ids: readonly Id[]): Promise<(ExecutionSubject | null)[]> {
    const rows = await this.dataSource
      .getRepository<ExecutionRow>('execution')
      .createQueryBuilder('row')
      .select(SUBJECT_COLUMNS.map((column) => `row.${column}`))
      .where('row.id IN (:...ids)', { ids })
      .getMany();
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? null);
  }
}
