import type { Id } from '../base/ids.ts';
import type { ApiContext } from './ApiParts.ts';

/** Whether the caller may see what belongs to an execution. */
export async function isOwn({ parts, reads }: ApiContext, executionId: Id | null): Promise<boolean> {
  if (executionId === null) return false;
  return (await reads.executions.byId(executionId))?.project_id === parts.projectId;
}
